"""What other hours of a calendar would do to the clocks that run on it, and moving them when that was decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.dispatch import receiver
from django.utils.translation import gettext as _

from people import calendar_effects
from people.calendar_effects import SHOWN, Effect, Move
from people.hours import BeyondHorizon, Hours
from people.models import CalendarVersion, User, WorkingCalendar
from people.models.calendar import build_window
from people.opening import Rules
from people.signals import calendar_published

from .ledger import Entry, NeverStarted, fold, moment
from .models import Clock, ClockEntry, Rebase
from .subjects import subjects

MOST = 20_000
"""So many clocks are computed, those that are due next; with more the page says that it is a part."""


class Shift(NamedTuple):
    clock: int
    before: datetime
    after: datetime
    is_late: bool
    """Late at once, though today it is not."""
    is_saved: bool
    """Late today, and would not be."""

    @property
    def size(self) -> timedelta:
        return abs(self.after - self.before)


def preview(calendar: WorkingCalendar, rules: Rules, at: datetime, reader: User) -> Effect:
    """Three queries and one pass in memory, whatever the number of clocks; nothing is stored."""
    running = Clock.objects.running().live().filter(calendar_version__calendar=calendar)
    rows = list(running.order_by("due_at", "pk").values_list("pk", "due_at", "target_seconds")[:MOST])
    shifts = list(_shifts(rows, rules, at))
    moved = sorted((one for one in shifts if one.size), key=lambda one: (-one.size, one.before < at))
    return Effect(
        label=_("Running clocks"),
        running=running.count() if len(rows) == MOST else len(rows),
        looked_at=len(rows),
        earlier=sum(one.after < one.before for one in moved),
        later=sum(one.after > one.before for one in moved),
        late_at_once=sum(one.is_late for one in moved),
        saved=sum(one.is_saved for one in moved),
        unknown=len(rows) - len(shifts),
        moves=_named(moved[:SHOWN], reader),
    )


def _shifts(rows: list[Any], rules: Rules, at: datetime) -> Iterable[Shift]:
    entries = ClockEntry.objects.ledgers(pk for pk, _due, _target in rows)
    hours = _hours(rules, entries.values(), at)
    for pk, before, target in rows:
        try:
            course = fold(entries[pk])
            after = hours.due(course.counted_from, target, course.pauses)
            reached = moment(course, hours, target)
        except (BeyondHorizon, NeverStarted):
            continue
        if before is not None:
            held = course.paused_at is not None and course.paused_at < before
            was_late, is_late = before < at and not held, reached is not None and reached < at
            yield Shift(pk, before, after, is_late and not was_late, was_late and not is_late)


def _hours(rules: Rules, entries: Iterable[list[Entry]], at: datetime) -> Hours:
    """As far back as the oldest of these clocks, as far ahead as a calendar is built."""
    oldest = min((entry.occurred_at for told in entries for entry in told), default=at)
    first, last = build_window(at.date())
    return Hours.of(rules, min(first, oldest.date() - timedelta(days=2)), last)


def _named(shifts: list[Shift], reader: User) -> list[Move]:
    clocks = Clock.objects.visible_to(reader).with_promise().in_bulk([one.clock for one in shifts])
    names = subjects.name(clocks.values(), reader)
    return [
        Move(
            label=names[one.clock][0],
            hint=str(clocks[one.clock].commitment),
            url=clocks[one.clock].get_absolute_url(),
            before=one.before,
            after=one.after,
            is_late=one.is_late,
        )
        for one in shifts
        if one.clock in clocks
    ]


@receiver(calendar_published)
def move_running_clocks(ids: list[int], at: datetime, **_more: Any) -> None:
    """Whoever published decided it: a duty for each such version, which the timetable finds."""
    for version in CalendarVersion.objects.filter(pk__in=ids, moves_running=True, number__gt=1):
        Rebase.objects.get_or_create(calendar_version=version, defaults={"asked_at": at, "by": version.by})


def register() -> None:
    calendar_effects.register("clocks", preview)
