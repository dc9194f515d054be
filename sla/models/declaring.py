"""Saying that a step was reached, once: the rows, the notices and the signal, in the caller's transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sla.ledger import State
from sla.signals import breaches_excused, steps_reached

from .breach import Breach, Excuse, StepReached
from .commitment import BREACH, EscalationStep
from .notices import hearing, tell, tell_corrections

log = logging.getLogger(__name__)
CAUSES = {"met": Excuse.Cause.ANSWERED_IN_TIME, "cancelled": Excuse.Cause.CANCELLED_IN_TIME}
"""Why a breach was none, by how the clock ended; else its deadline had moved."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a clock's ladder that was passed at `reached_at`, for the `cycle`-th time."""

    clock: Any
    step: EscalationStep
    reached_at: datetime
    cycle: int

    @property
    def percent(self) -> int:
        return self.step.percent


def highest(rungs: Sequence[Rung]) -> list[Rung]:
    """Of each clock the one step that still means something: after an outage nobody is warned of a broken promise."""
    best: dict[int, Rung] = {}
    for rung in rungs:
        if rung.clock.pk not in best or best[rung.clock.pk].percent < rung.percent:
            best[rung.clock.pk] = rung
    return list(best.values())


def declare(rungs: Sequence[Rung], at: datetime, quiet: bool = False) -> None:
    """Record all, tell of the highest. A shadow clock is recorded and nobody hears of it, nor when `quiet`."""
    if not rungs:
        return
    heard = [rung for rung in highest(rungs) if not rung.clock.shadow and not quiet]
    notices = hearing(heard)
    _record(rungs, told={place for place, told in notices.items() if told}, at=at)
    tell((notice for told in notices.values() for notice in told), at)
    if heard:
        percents = {rung.clock.pk: rung.percent for rung in heard}
        _send(steps_reached, type(heard[0].clock), ids=sorted(percents), percents=percents, at=at)


def _record(rungs: Sequence[Rung], told: set[tuple[int, int]], at: datetime) -> None:
    """The rows of the steps and, at 100 %, of the breaches; said again they change nothing."""
    steps = (
        StepReached(
            clock=rung.clock,
            cycle=rung.cycle,
            percent=rung.percent,
            reached_at=rung.reached_at,
            declared_at=at,
            told=(rung.clock.pk, rung.percent) in told,
        )
        for rung in rungs
    )
    breaches = (
        Breach(clock=rung.clock, cycle=rung.cycle, reached_at=rung.reached_at, declared_at=at)
        for rung in rungs
        if rung.percent == BREACH
    )
    StepReached.objects.bulk_create(steps, ignore_conflicts=True)
    Breach.objects.bulk_create(breaches, ignore_conflicts=True)


def excuse(denied: Sequence[tuple[Any, Breach, State]], at: datetime, quiet: bool = False) -> None:
    """Write beside each breach that it was none after all, with one correction to those who were told."""
    if not denied:
        return
    Excuse.objects.bulk_create(
        (
            Excuse(
                breach=breach,
                cause=CAUSES.get(state.outcome, Excuse.Cause.DEADLINE_MOVED),
                answered_at=state.course.ended_at,
                at=at,
            )
            for _clock, breach, state in denied
        ),
        ignore_conflicts=True,
    )
    heard = [(clock, breach) for clock, breach, _state in denied if not clock.shadow and not quiet]
    tell_corrections(heard, at)
    if heard:
        _send(
            breaches_excused,
            type(heard[0][0]),
            ids=sorted({clock.pk for clock, _breach in heard}),
            at=at,
        )


def _send(signal: Any, sender: Any, **told: Any) -> None:
    """A listener that fails loses its own work and not the breach: it must be able to find it again by query."""
    try:
        with transaction.atomic():
            signal.send(sender=sender, **told)
    except Exception:
        log.exception("a listener of sla failed")
