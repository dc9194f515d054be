"""How much Marketing delivered of the leads that it promised by number."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.models import HandoffTotal
from leads import measuring
from leads.models import Handoff
from people.models import Organisation
from people.moment import now
from sla.models import Commitment

from .kpi import KPI, Measured, Reading


@dataclass(frozen=True)
class Promise:
    """So many a period, from a day on."""

    target: float
    period: str
    since: date

    def of_month(self, month: Window) -> float:
        """What it makes of a whole month: a week's by its days, a quarter's by a third; nothing before it was given."""
        if month.since < self.since:
            return 0.0
        if self.period == Commitment.Period.WEEK:
            return self.target * calendar.monthrange(month.since.year, month.since.month)[1] / 7
        return self.target / 3 if self.period == Commitment.Period.QUARTER else self.target


@dataclass(frozen=True)
class MeasuredPromises(Measured):
    days: Mapping[date, int] = field(default_factory=dict)
    promises: Sequence[Promise] = ()

    def over(self, window: Window) -> Reading:
        months = promised_months(window, self.promises)
        delivered = sum(self.days.get(day, 0) for month in months for day in _days(month))
        target = sum(promise.of_month(month) for month in months for promise in self.promises)
        value = delivered / target if target else None
        trust = "" if target else "incomplete"
        return Reading(value, delivered, {"delivered": delivered}, delivered, target or None, trust=trust)


def is_of_all(commitment: Commitment) -> bool:
    """Neither it nor its agreement leaves a lead out, so that totals count the same handoffs."""
    return not commitment.scope and not commitment.version.scope


def promised_months(window: Window, promises: Sequence[Promise]) -> list[Window]:
    """The whole months of the window for which something was promised."""
    whole = window.whole_months()
    months = whole.months() if whole else []
    return [month for month in months if any(promise.of_month(month) for promise in promises)]


def _days(window: Window) -> list[date]:
    return [window.since + timedelta(days=n) for n in range(window.days)]


class CommitmentVolume(KPI):
    """For those who see all leads: part of the leads against the whole promise would be a wrong number."""

    key = "commitment_volume"
    name = _("Leads delivered of those promised")
    definition = _(
        "Handoffs that Marketing's promises by number are about, each once, over what these promise, in the whole months "
        "of the period since they are in force. A promise by week or quarter counts by its share of the month."
    )
    formula = _("delivered / promised")
    unit = "percent"
    cadence = "monthly"
    owner = "marketing"
    sources = ("leads.Handoff", "sla.Commitment")
    cohort = _("month of the handoff; whole months of the period alone")
    clock = _("months of the calendar, in the company's time zone")
    parts = {"delivered": _("delivered")}
    main_part = "delivered"

    def dimensions(self) -> tuple[str, ...]:
        return ()

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredPromises:
        commitments, window = self._commitments(asked), span or asked.window
        if not commitments:
            return MeasuredPromises()
        if any(map(is_of_all, commitments)):
            counted = HandoffTotal.objects.opened(window.since, window.until).values("day")
            days = dict(counted.annotate(n=Sum("delivered")).values_list("day", "n").order_by())
        else:
            days = self._days(commitments, window)
        return MeasuredPromises(days, _promises(commitments))

    def _days(self, commitments: Sequence[Commitment], window: Window) -> dict[date, int]:
        """Lead by lead, where none of them is about every lead: totals know nothing else."""
        local = TruncDate("opened_at", tzinfo=Organisation.current().zone)
        counted = self._behind(commitments, window).annotate(local=local).values("local")
        return dict(counted.annotate(n=Count("pk")).values_list("local", "n").order_by())

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        return {}

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        if part != "delivered":
            raise KeyError(part)
        commitments = self._commitments(asked)
        months = promised_months(asked.window, _promises(commitments))
        if not months:
            return Handoff.objects.none()
        found = self._behind(commitments, months[0].joined(months[-1])).values("pk")
        return Handoff.objects.visible_to(asked.user).filter(pk__in=found)

    def _commitments(self, asked: Asked) -> list[Commitment]:
        if asked.cuts or not asked.user.sees_every_lead:
            return []
        promised = Commitment.objects.in_force(now()).filter(kind=Commitment.Kind.VOLUME)
        return [one for one in promised.select_related("version") if one.target_value]

    def _behind(self, commitments: Sequence[Commitment], window: Window) -> Any:
        zone = Organisation.current().zone
        since = datetime.combine(window.since, time(), zone)
        until = datetime.combine(window.until + timedelta(days=1), time(), zone)
        covered = (Q(pk__in=measuring.behind(one, since, until).values("pk")) for one in commitments)
        return Handoff.objects.filter(reduce(or_, covered))


def _promises(commitments: Sequence[Commitment]) -> list[Promise]:
    zone = Organisation.current().zone
    return [
        Promise(float(one.target_value or 0), one.period, one.version.in_force_from.astimezone(zone).date())
        for one in commitments
        if one.version.in_force_from
    ]
