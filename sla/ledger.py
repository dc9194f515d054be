"""The ledger of a clock: from what happened to it to where it stands. Pure, and blind to the order of arrival.

Entries are read by the moment they happened. The first start counts and what lies before it does not; a pause while
paused and a resume while running say nothing; a reset begins the target afresh; the first stop or cancel ends the
clock. At one and the same moment start goes before reset, pause before resume, and a stop before a cancel. So the same
entries give the same end in any order and however often they are told. A withdrawal takes back the entry whose key it
names, whichever of the two comes first: as if it had never been told.

Met if the stop happened at or before the due moment. Neither a cancel nor a reset after it unsays that the promise was
broken: a lead that is offered to somebody else because the first one was late gets a new target and keeps its breach.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

Span = tuple[datetime, datetime]
SAME_MOMENT = {"start": 0, "reset": 1, "pause": 2, "resume": 3, "stop": 4, "cancel": 5}
SECOND = timedelta(seconds=1)


class WorkingTime(Protocol):
    """What a ledger asks of hours: `people.hours.Hours` answers it, and so does WallTime."""

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> int: ...

    def due(self, start: datetime, seconds: int, pauses: Sequence[Span] = ()) -> datetime: ...


class WallTime:
    """Every hour counts: for a promise without a calendar."""

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> int:
        """Whole un-paused seconds; pauses are in order, apart, and inside [start, end] where they count."""
        total = max(end - start, timedelta(0))
        for begins, ends in pauses:
            total -= max(min(ends, end) - max(begins, start), timedelta(0))
        return total // SECOND

    def due(self, start: datetime, seconds: int, pauses: Sequence[Span] = ()) -> datetime:
        """The earliest moment by which `seconds` have passed; where a pause begins, it is due there."""
        due = start + timedelta(seconds=seconds)
        for begins, ends in pauses:
            if due <= begins:
                break
            due += ends - max(begins, start)
        return due


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    occurred_at: datetime
    origin_key: str = ""
    withdraws: str = ""


@dataclass(frozen=True, slots=True)
class Lap:
    """A run at the target that a reset at `ended_at` cut short."""

    counted_from: datetime
    pauses: tuple[Span, ...]
    ended_at: datetime

    def passed(self, hours: WorkingTime, seconds: int) -> datetime | None:
        """When so much of the target had been used, if that was before the reset."""
        at = hours.due(self.counted_from, seconds, self.pauses)
        return at if at < self.ended_at else None


@dataclass(frozen=True, slots=True)
class Course:
    """What the entries say before any hours are asked: since when it counts, its pauses, and how it ended.

    `laps` are the runs before the last reset, in order; the rest speaks of the run after it.
    """

    started_at: datetime
    counted_from: datetime
    pauses: tuple[Span, ...] = ()
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    laps: tuple[Lap, ...] = ()

    @property
    def running(self) -> bool:
        return self.ended_at is None

    def lap_of(self, at: datetime) -> Lap | None:
        """The run in which this moment lies; None for the last one."""
        return next((lap for lap in self.laps if at < lap.ended_at), None)

    @property
    def segments(self) -> tuple[Span, ...]:
        """The stretches in which the clock counted; a stretch that goes on is left open-ended by its beginning twice."""
        begins, spans = self.counted_from, []
        for paused, resumed in self.pauses:
            spans.append((begins, paused))
            begins = resumed
        last = self.paused_at or self.ended_at or begins
        if self.ended_at is None or begins < last or not spans:
            spans.append((begins, last))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class State:
    """Where the clock stands. `elapsed_seconds` is known once it ended; `due_at` ignores a pause that still lasts."""

    course: Course
    due_at: datetime
    outcome: str
    elapsed_seconds: int | None


class NeverStarted(ValueError):
    """A ledger without a start says nothing."""


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """What was told and not taken back, in the order in which it happened."""
    told = set(entries)
    withdrawn = {entry.withdraws for entry in told if entry.kind == "withdraw"}
    kept = (entry for entry in told if entry.kind in SAME_MOMENT and entry.origin_key not in withdrawn)
    return sorted(kept, key=lambda entry: (entry.occurred_at, SAME_MOMENT[entry.kind], entry.origin_key))


def fold(entries: Iterable[Entry]) -> Course:
    """Read the entries in the order in which they happened; the same set gives the same course."""
    told = standing(entries)
    first = next((place for place, entry in enumerate(told) if entry.kind == "start"), None)
    if first is None:
        raise NeverStarted
    started = counted = told[first].occurred_at
    pauses: tuple[Span, ...] = ()
    paused: datetime | None = None
    laps: tuple[Lap, ...] = ()
    for entry in told[first + 1 :]:
        at = entry.occurred_at
        if entry.kind in ("start", "pause"):
            paused = paused or (at if entry.kind == "pause" else None)
            continue
        if paused and paused < at:
            pauses = (*pauses, (paused, at))
        paused = None
        if entry.kind in ("stop", "cancel"):
            return Course(started, counted, pauses, None, at, entry.kind, laps)
        if entry.kind == "reset":
            counted, pauses, laps = at, (), (*laps, Lap(counted, pauses, at))
    return Course(started, counted, pauses, paused, None, "", laps)


def moment(course: Course, hours: WorkingTime, seconds: int) -> datetime | None:
    """When so much of the target has been used; None while a pause lasts that began before it."""
    at = hours.due(course.counted_from, seconds, course.pauses)
    return None if course.paused_at is not None and at > course.paused_at else at


def judge(entries: Iterable[Entry], hours: WorkingTime, target_seconds: int) -> State:
    """The whole state from (entries, hours, target): nothing else decides it."""
    course = fold(entries)
    due_at = hours.due(course.counted_from, target_seconds, course.pauses)
    if course.ended_at is None:
        return State(course, due_at, "running", None)
    broken = any(lap.passed(hours, target_seconds) for lap in course.laps)
    in_time = course.ended_at <= due_at and not broken
    outcome = ("met" if course.ended_by == "stop" else "cancelled") if in_time else "breached"
    return State(
        course,
        due_at,
        outcome,
        hours.elapsed(course.counted_from, course.ended_at, course.pauses),
    )
