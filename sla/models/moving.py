"""Clocks that go on under other terms: what it would do to them, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sla.signals import clocks_moved

from .judging import Known, assess, refresh
from .rebased import ClockRebase
from .writing import write_terms


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clock runs under: the promise, the edition of its calendar (None: every hour counts), the target."""

    commitment: Any
    calendar_version: Any
    target_seconds: int

    @classmethod
    def of(cls, clock: Any) -> "Terms":
        return cls(clock.commitment, clock.calendar_version, clock.target_seconds)

    def put_on(self, clock: Any) -> None:
        clock.commitment, clock.target_seconds = self.commitment, self.target_seconds
        clock.calendar_version = self.calendar_version


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
    """One for each clock that can be judged, in order; nothing is written and the clocks are left as they were."""
    for clock in clocks:
        terms[clock.pk].put_on(clock)
    known, foreseen = Known.of(clocks), []
    for clock in clocks:
        before, was_late = clock.due_at, clock.outcome == clock.Outcome.BREACHED
        try:
            state = assess(clock, known).state
        except (LookupError, ValueError):
            continue
        foreseen.append(Foreseen(clock, before, state.due_at, was_late != (state.due_at < at)))
    return foreseen


def move(clocks: Sequence[Any], terms: Mapping[int, Terms], at: datetime, cause: Any) -> int:
    """Put locked clocks under their new terms and keep the old ones on record; how many moved.

    What the change alone makes late is declared and counted, and nobody is woken for it.
    """
    moving = [clock for clock in clocks if Terms.of(clock) != terms[clock.pk]]
    records = [
        ClockRebase(
            clock=clock,
            rebase=cause,
            at=at,
            commitment=clock.commitment,
            calendar_version=clock.calendar_version,
            target_seconds=clock.target_seconds,
            due_at=clock.due_at,
        )
        for clock in moving
    ]
    ClockRebase.objects.bulk_create(records)
    for clock in moving:
        terms[clock.pk].put_on(clock)
    write_terms(moving)
    refresh(moving, at, quiet=True)
    if moving:
        clocks_moved.send(sender=type(moving[0]), ids=[clock.pk for clock in moving], at=at)
    return len(moving)
