"""Why a deadline is what it is: the days from the start to the deadline, or to the end if that came later. No prose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from people.hours import explain as explain_days
from people.models import Organisation
from people.opening import Rules
from sla.ledger import Course, Lap, WorkingTime, fold
from sla.reckoning import Line, around_the_clock, cut, lines_of

from .entry import ClockEntry
from .timing import hours_for


@dataclass(frozen=True)
class Run:
    """A run that a reset ended: what it had counted, and when its time had run out, if it had."""

    lap: Lap
    seconds: int
    broken_at: datetime | None


@dataclass(frozen=True)
class Explanation:
    """`first` lies before `reached` (the end, the pause that lasts, or now) or before the deadline, whichever is earlier;
    `rest` lies between the two. Together, or `first` alone when the clock is late, they add up to the target.
    """

    clock: Any
    course: Course
    entries: list[ClockEntry]
    rules: Rules
    reached: datetime
    first: list[Line]
    rest: list[Line]
    runs: list[Run]

    @property
    def zone(self) -> ZoneInfo:
        return self.rules.zone

    @property
    def is_held(self) -> bool:
        """A pause lasts that began in time: until it ends there is no deadline."""
        paused_at = self.course.paused_at
        return paused_at is not None and paused_at < self.clock.due_at

    @property
    def is_late(self) -> bool:
        return bool(self.reached > self.clock.due_at)


def explain(clock: Any, at: datetime) -> Explanation:
    """LookupError where the calendar does not reach that far, ValueError for a ledger or calendar that can't be read."""
    entries = list(clock.entries.order_by("occurred_at", "pk"))
    course = fold(entry.as_entry() for entry in entries)
    version, seconds = clock.calendar_version, clock.target_seconds
    hours = hours_for([clock.calendar_version_id])[clock.calendar_version_id]
    rules = Rules.parse(version.rules) if version else around_the_clock(Organisation.current().time_zone)
    due_at = hours.due(course.counted_from, seconds, course.pauses)
    reached = max(course.ended_at or course.paused_at or at, course.counted_from)
    is_held = course.paused_at is not None and course.paused_at < due_at
    far = reached if is_held else max(due_at, reached)
    lines = lines_of(explain_days(rules, course.counted_from, far, course.pauses))
    split = min(due_at, reached)
    counted = hours.elapsed(course.counted_from, split, [span for span in course.pauses if span[0] < split])
    first, rest = cut(lines, split, counted, rules.zone)
    return Explanation(clock, course, entries, rules, reached, first, rest, _runs(course, hours, seconds))


def _runs(course: Course, hours: WorkingTime, target: int) -> list[Run]:
    return [
        Run(lap, hours.elapsed(lap.counted_from, lap.ended_at, lap.pauses), lap.passed(hours, target))
        for lap in course.laps
    ]
