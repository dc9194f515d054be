"""Closing months, and reading what was said of the promises when they were closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from people.models import Organisation, Role, User

from . import rollups
from .asking import Asked, Window
from .kpis import registry
from .kpis.compliance import SlaCompliance
from .kpis.kpi import Reading
from .models import ClosedClocks, ClosedMonth, ClosedNumber
from .months import following


@dataclass(frozen=True)
class Said:
    """What was said of a month on the day it was closed."""

    closed_at: datetime
    reading: Reading


class SaidCompliance(SlaCompliance):
    """The same number from what closed months kept; a day of it is the first of its month."""

    def cells(self, asked: Asked) -> Any:
        return ClosedClocks.objects.whole(asked.window.since, asked.window.until)

    def totals(self, window: Window) -> Any:
        """Closed months are kept by cell alone."""
        return None


def close_months(at: datetime) -> list[date]:
    """Close every month that is over and past its grace; which. What waits to be counted is counted first."""
    today = at.astimezone(Organisation.current().zone).date()
    rollups.catch_up()
    with transaction.atomic():
        rollups.take_turns()
        months = ClosedMonth.objects.to_close(today)
        for month in months:
            ClosedMonth.objects.close(month, at)
        if months:
            _keep_numbers(ClosedMonth.objects.get(month=months[-1]), today)
    return months


def _keep_numbers(closed: ClosedMonth, today: date) -> None:
    """What every KPI says of the month that has just ended. Of months before it nothing was said here in their time."""
    window = Window(closed.month, following(closed.month) - timedelta(days=1))
    asked = Asked(User(role=Role.REVOPS), window, today)
    numbers = []
    for key, kpi in registry.items():
        read = kpi.read(asked)
        said = {"value": read.value, "low": read.low, "high": read.high, "n": read.n, "trust": read.trust}
        numbers.append(ClosedNumber(closed=closed, kpi=key, parts=dict(read.parts), **said))
    ClosedNumber.objects.bulk_create(numbers)


def numbers_then(asked: Asked, key: str) -> list[ClosedNumber]:
    """What a KPI said of the closed months that lie whole in the window, for whoever sees all and asks of all."""
    whole = asked.window.whole_months()
    if whole is None or asked.cuts or asked.population or asked.clock or not asked.user.sees_every_lead:
        return []
    kept = ClosedNumber.objects.filter(kpi=key, closed__month__range=(whole.since, whole.until))
    return list(kept.select_related("closed").order_by("closed__month"))


def said_then(asked: Asked) -> dict[date, Said]:
    """{first of the month: what was said}, of the closed months that lie whole in the window; by the reader's sight and cuts.

    A month in which none of these promises was due has no answer, as one that isn't closed.
    """
    said = SaidCompliance()
    counted = said.measure(asked).days
    closed = dict(ClosedMonth.objects.filter(month__in=counted).values_list("month", "closed_at"))
    return {month: Said(closed[month], said.reading(counted[month])) for month in sorted(counted)}


def said_by(asked: Asked, dimension: str) -> dict[Any, Reading]:
    """{value of the dimension: what the closed months of the window said of it}, as `SlaCompliance.by`."""
    return SaidCompliance().by(asked, dimension)
