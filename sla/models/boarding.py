"""The board of running clocks: its four parts, each read from an index however many clocks run.

A clock is at risk from the moment its warning percent of working time has gone. That moment is not stored, and need not
be: for each promise there is one deadline, the same for all its clocks, up to which they are at risk now. So the parts
are ranges of `due_at`, which the board's index holds in order.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from .commitment import Commitment
from .narrowing import Narrowing
from .reach import within_reach
from .timing import hours_for, versions_in_use

Row = TypeVar("Row", bound=models.Model)
OVERDUE, RISK, RUNNING, PAUSED = PARTS = ("overdue", "risk", "running", "paused")
RISK_PERCENT = 80
"""Of a promise that warns nobody, a clock is at risk once so much of its time has gone."""


@dataclass(frozen=True)
class Horizons:
    """{deadline: the promises whose clocks are at risk at `at` when they are due by then}."""

    at: datetime
    promises: Mapping[datetime, list[int]]

    @classmethod
    def of(cls, at: datetime) -> Self:
        """Three queries, however many clocks. A calendar that can't be read puts nothing at risk."""
        timed = Commitment.objects.timed().filter(version__in_force_from__isnull=False) | (
            Commitment.objects.timed().filter(version__shadow_from__isnull=False)
        )
        rows = list(timed.order_by().values_list("pk", "calendar", "target_seconds", "warning_percent"))
        newest = versions_in_use(calendar for _pk, calendar, _seconds, _percent in rows)
        hours = hours_for(version.pk for version in newest.values())
        promises = defaultdict(list)
        for pk, calendar, seconds, percent in rows:
            version = newest.get(calendar)
            left = (seconds or 0) * (100 - (percent or RISK_PERCENT)) // 100
            promises[_due(hours.get(version.pk if version else None), at, left)].append(pk)
        return cls(at, dict(promises))

    @property
    def last(self) -> datetime:
        return max(self.promises, default=self.at)

    def within(self) -> Q:
        """Due by the horizon of its promise."""
        return _any(Q(commitment__in=ids, due_at__lte=until) for until, ids in self.promises.items())


def _due(hours: Any, at: datetime, seconds: int) -> datetime:
    try:
        return hours.due(at, seconds) if hours else at
    except LookupError:
        return at


def _any(conditions: Any) -> Q:
    """True of one of them; of none where there is none."""
    found = Q(pk__in=[])
    for place, condition in enumerate(conditions):
        found = found | condition if place else condition
    return found


class BoardQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(within_reach(user))

    def running(self) -> Self:
        """Neither answered nor cancelled; a paused or a breached clock still runs."""
        return self.filter(running=True)

    def overdue(self, at: datetime) -> Self:
        """Running past the due moment; a pause that began before it holds it up."""
        reached = Q(paused_at=None) | Q(paused_at__gte=F("due_at"))
        return self.running().filter(reached, due_at__lt=at)

    def at_risk(self, at: datetime) -> Self:
        """Past the warning's share of its time, and not yet due."""
        return self._due_within(Horizons.of(at))

    def _due_within(self, horizons: Horizons) -> Self:
        return self._counting(horizons.at).filter(horizons.within(), due_at__lte=horizons.last)

    def _counting(self, at: datetime) -> Self:
        return self.running().filter(paused_at=None, due_at__gte=at)

    def held(self) -> Self:
        """Paused before they were due."""
        return self.running().filter(paused_at__isnull=False, paused_at__lt=F("due_at"))

    def board(self, at: datetime) -> dict[str, Self]:
        """{part of the board: its clocks}: every running clock that has a deadline stands in one of them."""
        horizons = Horizons.of(at)
        return {
            OVERDUE: self.overdue(at),
            RISK: self._due_within(horizons),
            RUNNING: self._counting(at).filter(~horizons.within()),
            PAUSED: self.held(),
        }

    def after(self, due_at: datetime, pk: int) -> Self:
        """Behind this row in the board's order; the first condition is what the index is entered by."""
        return self.filter(Q(due_at__gt=due_at) | Q(pk__gt=pk), due_at__gte=due_at)

    def narrowed(self, asked: Narrowing) -> Self:
        return self.filter(asked.condition())
