"""Saying that a step was reached, once: the rows, the notices and the signal, in the caller's transaction."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from people.rows import insert
from sla.ledger import State
from sla.signals import breaches_excused, steps_reached

from .breach import Breach, Excuse, StepReached
from .commitment import BREACH, EscalationStep
from .notices import hearing, tell, tell_corrections

log = logging.getLogger(__name__)
CAUSES = {"met": Excuse.Cause.ANSWERED_IN_TIME, "cancelled": Excuse.Cause.CANCELLED_IN_TIME}
"""Why a breach was none, by how the clock ended; else its deadline had moved."""

REACHED = {
    "clock_id": "bigint",
    "cycle": "smallint",
    "percent": "smallint",
    "reached_at": "timestamptz",
    "declared_at": "timestamptz",
    "told": "boolean",
    "silent": "text",
    "reoffer": "text",
}
BROKEN = {
    "clock_id": "bigint",
    "cycle": "smallint",
    "reached_at": "timestamptz",
    "declared_at": "timestamptz",
}
Silence = StepReached.Silence
Place = tuple[int, int, int]
"""(clock, percent, cycle): which rung, reached for the how-manieth time."""


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

    @property
    def place(self) -> Place:
        return self.clock.pk, self.step.percent, self.cycle


def highest(rungs: Iterable[Rung]) -> dict[int, Rung]:
    """Of each clock the one step that still means something: after an outage nobody is warned of a broken promise."""
    best: dict[int, Rung] = {}
    for rung in rungs:
        known = best.setdefault(rung.clock.pk, rung)
        if (known.percent, known.cycle) < (rung.percent, rung.cycle):
            best[rung.clock.pk] = rung
    return best


def declare(rungs: Sequence[Rung], at: datetime, quiet: bool = False) -> None:
    """Record all, tell of the highest. A shadow clock is recorded and nobody hears of it, nor when `quiet`."""
    if not rungs:
        return
    silent = _silent(rungs, quiet)
    heard = {rung.clock.pk: rung for rung in rungs if rung.place not in silent}
    notices = hearing(list(heard.values()))
    silent |= {place: Silence.NOBODY for place, told in notices.items() if not told}
    reoffered = highest(rung for rung in rungs if rung.step.reoffers and rung.clock.pk in heard)
    _record(rungs, silent, reoffered, at)
    tell((notice for told in notices.values() for notice in told), at)
    if heard:
        percents = {pk: rung.percent for pk, rung in heard.items()}
        _send(steps_reached, ids=sorted(percents), percents=percents, reoffers=sorted(reoffered), at=at)


def _silent(rungs: Sequence[Rung], quiet: bool) -> dict[Place, Silence]:
    """Why a rung is recorded and not told."""
    best, answered = highest(rungs), {} if quiet else _answered(rungs)
    silent = {}
    for rung in rungs:
        if rung.clock.shadow:
            silent[rung.place] = Silence.TRIAL
        elif quiet:
            silent[rung.place] = Silence.MOVED
        elif rung.percent > BREACH and rung.clock.pk in answered:
            silent[rung.place] = answered[rung.clock.pk]
        elif best[rung.clock.pk] is not rung:
            silent[rung.place] = Silence.OVERTAKEN
    return silent


def _answered(rungs: Sequence[Rung]) -> dict[int, Silence]:
    """Clocks beyond a breach that somebody has seen or waived; one that breaks again now is a new matter."""
    beyond = {rung.clock.pk for rung in rungs if rung.percent > BREACH}
    beyond -= {rung.clock.pk for rung in rungs if rung.percent == BREACH}
    if not beyond:
        return {}
    newest = Breach.objects.filter(clock__in=beyond).order_by("clock", "-cycle").distinct("clock")
    said = newest.values_list("clock", "acknowledgement", "waiver")
    return {
        clock: Silence.WAIVED if waived else Silence.ACKNOWLEDGED
        for clock, seen, waived in said
        if seen or waived
    }


def _record(
    rungs: Sequence[Rung], silent: dict[Place, Silence], reoffered: dict[int, Rung], at: datetime
) -> None:
    """The rows of the steps and, at 100 %, of the breaches; said again they change nothing."""
    steps, breaches = [], []
    for rung in rungs:
        pk, percent = rung.clock.pk, rung.percent
        why = silent.get(rung.place, "")
        reoffer = StepReached.Reoffer.DUE if reoffered.get(pk) is rung else StepReached.Reoffer.NONE
        steps.append((pk, rung.cycle, percent, rung.reached_at, at, not why, why, reoffer))
        if percent == BREACH:
            breaches.append((pk, rung.cycle, rung.reached_at, at))
    insert("sla_stepreached", REACHED, steps)
    insert("sla_breach", BROKEN, breaches)


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
        _send(breaches_excused, ids=sorted({clock.pk for clock, _breach in heard}), at=at)


def _send(signal: Any, **told: Any) -> None:
    """A listener that fails loses its own work and not the breach: it must be able to find it again by query."""
    try:
        with transaction.atomic():
            signal.send(sender=Breach._meta.get_field("clock").related_model, **told)
    except Exception:
        log.exception("a listener of sla failed")
