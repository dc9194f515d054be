"""Breaches as their list shows them: narrowed by what was answered, whose they are, and when they happened."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from people.models import Organisation

from .narrowing import Narrowing
from .reach import within_reach

OPEN, ACKNOWLEDGED, EXCUSED, WAIVED = STATES = ("open", "acknowledged", "excused", "waived")
ROW = TypeVar("ROW", bound=models.Model)


class AnsweredQuerySet(models.QuerySet[ROW]):
    """A breach stands in exactly one state; an excuse comes before a waiver, and that before an acknowledgement."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(within_reach(user, "clock__"))

    def standing(self) -> Self:
        """Neither excused by a late arrival nor waived by a manager."""
        return self.filter(excuse=None, waiver=None)

    def to_acknowledge(self) -> Self:
        return self.standing().filter(acknowledgement=None)

    def in_state(self, state: str) -> Self:
        """Narrowed by the chips of the list; all of them for no state."""
        if state == OPEN:
            return self.to_acknowledge()
        if state == ACKNOWLEDGED:
            return self.standing().filter(acknowledgement__isnull=False)
        if state == EXCUSED:
            return self.filter(excuse__isnull=False)
        return self.filter(excuse=None, waiver__isnull=False) if state == WAIVED else self

    def narrowed(self, asked: Narrowing, since: date | None = None, until: date | None = None) -> Self:
        """Of these promises and people, broken on these days of the company's calendar, both included."""
        days = Q()
        if since:
            days &= Q(reached_at__gte=_begins(since))
        if until:
            days &= Q(reached_at__lt=_begins(until + timedelta(days=1)))
        return self.filter(asked.condition("clock__"), days)

    def ticked(self, ids: Sequence[int], clock_ids: Sequence[int] = ()) -> Self:
        """These breaches, and those of these clocks."""
        return self.filter(Q(pk__in=ids) | Q(clock__in=clock_ids))

    def with_answers(self) -> Self:
        """With the clock and everything that was said to the breach."""
        return self.select_related(
            "clock__commitment", "clock__owner", "clock__team", "excuse", "waiver__by", "acknowledgement__by"
        )

    def with_course(self) -> Self:
        """With what happened to the clock, and which steps of the ladder were reached: three queries for a page."""
        return self.prefetch_related("clock__entries", "clock__reached", "clock__commitment__steps")


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), Organisation.current().zone)
