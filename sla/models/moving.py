"""Clocks that go on under other terms: what it would do to them, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sla.signals import clocks_moved

from .commitment import BREACH
from .judging import Judged, Known, assess, refresh
from .rebased import ClockRebase
from .writing import write_terms


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clock runs under: the promise, the edition of its calendar (None: every hour counts), the target."""

    commitment: Any
    calendar_version_id: int | None
    target_seconds: int

    @classmethod
    def of(cls, clock: Any) -> "Terms":
        return cls(clock.commitment, clock.calendar_version_id, clock.target_seconds)

    def put_on(self, clock: Any) -> None:
        clock.commitment, clock.target_seconds = self.commitment, self.target_seconds
        clock.calendar_version_id = self.calendar_version_id


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A running clock, its deadline now and under the other terms."""

    clock: Any
    before: datetime | None
    after: datetime
    flips: bool
    """It would be late at once, though today it is not; or it is late today and would not be."""

    @property
    def seconds(self) -> int:
        return round((self.after - self.before).total_seconds()) if self.before else 0


def foresee(clocks: Sequence[Any], terms: Mapping[int, Terms], at: datetime) -> list[Foreseen]:
    """One for each clock that would move and can be judged, in order; nothing is written, the clocks stay as they are."""
    moving = [clock for clock in clocks if Terms.of(clock) != terms[clock.pk]]
    today = [Terms.of(clock) for clock in moving]
    for clock in moving:
        terms[clock.pk].put_on(clock)
    known = Known.of(moving)
    foreseen = [one for clock in moving if (one := _foreseen(clock, known, at))]
    for clock, kept in zip(moving, today, strict=True):
        kept.put_on(clock)
    return foreseen


def _foreseen(clock: Any, known: Known, at: datetime) -> Foreseen | None:
    try:
        judged = assess(clock, known)
    except (LookupError, ValueError):
        return None
    was_late = clock.outcome == clock.Outcome.BREACHED
    return Foreseen(clock, clock.due_at, judged.state.due_at, was_late != _is_late(judged, at))


def _is_late(judged: Judged, at: datetime) -> bool:
    due_at = judged.rungs[BREACH]
    return bool(judged.broken) or (due_at is not None and due_at < at)


def move(clocks: Sequence[Any], terms: Mapping[int, Terms], at: datetime, cause: Any) -> int:
    """Put locked clocks under their new terms and keep the old ones on record; how many moved.

    One whose terms stay the same is on record too, so that the decision is done with it. What the change alone makes
    late is declared and counted, and nobody is woken for it.
    """
    ClockRebase.objects.bulk_create(_record(clock, at, cause) for clock in clocks)
    moving = [clock for clock in clocks if Terms.of(clock) != terms[clock.pk]]
    for clock in moving:
        terms[clock.pk].put_on(clock)
    write_terms(moving)
    refresh(moving, at, quiet=True)
    if moving:
        clocks_moved.send(sender=type(moving[0]), ids=[clock.pk for clock in moving], at=at)
    return len(moving)


def _record(clock: Any, at: datetime, cause: Any) -> ClockRebase:
    return ClockRebase(
        clock=clock,
        rebase=cause,
        at=at,
        commitment=clock.commitment,
        calendar_version_id=clock.calendar_version_id,
        target_seconds=clock.target_seconds,
        due_at=clock.due_at,
    )
