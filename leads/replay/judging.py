"""A commitment held against what happened: the clocks that it would have run, and the target each of them needed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leads.models import Lead
from people.models import CalendarVersion
from sla.conditions import A_TURN
from sla.ledger import SAME_MOMENT
from sla.models import Commitment
from sla.models.timeline import EVERY_TURN

from .courses import fold, needed
from .facts import ATTEMPT, OCCASIONS, Facts
from .outcomes import Outcomes, only_begun
from .working import EveryHour, OpenHours, Work, micros

Column = NDArray[np.int64]
Told = tuple[Column, Column, Column]
"""Places of subjects, what it does to a clock, and when."""


def outcomes(facts: Facts, commitment: Commitment, at: datetime) -> Outcomes:
    """Every clock of this promise, had it counted all the time; who has not answered by `at` waits still.

    The target plays no part: it is held against what comes out. The calendar is the version that held at the start.
    """
    of, does, when = _moves(facts, commitment)
    kept = covered(facts, commitment, at)[of]
    of, does, when = of[kept], does[kept], when[kept]
    courses = fold(of, does, when, int(_size(facts, commitment)), micros(at))
    hours, since = _calendars(commitment)
    which = np.clip(np.searchsorted(since, courses.started, side="right") - 1, 0, None)
    seconds, sure = needed(courses, hours, which)
    return only_begun(seconds, courses.how, sure, _subjects(facts, commitment))


def _moves(facts: Facts, commitment: Commitment) -> Told:
    """What the promise's conditions make of the happenings; where each turn has a clock, the turn's number is in it."""
    moves = commitment.moved_by()
    code = {name: SAME_MOMENT[does] for does, names in moves.items() for name in names}
    table = np.array([code.get(name, -1) for name in OCCASIONS], np.int64)
    does = table[facts.occasion]
    if commitment.kind in A_TURN:
        of, rows = _by_turn(facts, _turns(facts, commitment))
        kept = does[rows] >= 0
        return of[kept], does[rows[kept]], facts.at[rows[kept]]
    rows = np.flatnonzero(does >= 0)
    told = (facts.of[rows], does[rows], facts.at[rows])
    if commitment.kind != Commitment.Kind.ATTEMPTS or not commitment.target_value:
        return told
    made = code.get("attempts_made", -1)
    return told if made < 0 else _with_attempts(facts, told, int(commitment.target_value), made)


def _by_turn(facts: Facts, turns: int) -> tuple[Column, Column]:
    """(clock, row) for each happening and each turn it speaks of; one of no turn speaks of all that there were."""
    own, every = np.flatnonzero(facts.turn > EVERY_TURN), np.flatnonzero(facts.turn == EVERY_TURN)
    clocks = np.unique(facts.of[own] * turns + facts.turn[own])
    first = np.searchsorted(clocks, facts.of[every] * turns)
    many = np.searchsorted(clocks, (facts.of[every] + 1) * turns) - first
    rows = np.repeat(every, many)
    step = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    of = np.concatenate([facts.of[own] * turns + facts.turn[own], clocks[np.repeat(first, many) + step]])
    return of, np.concatenate([own, rows])


def _with_attempts(facts: Facts, told: Told, number: int, does: int) -> Told:
    """The attempt that completes the number, whichever order they were told in."""
    rows = np.flatnonzero(facts.occasion == OCCASIONS.index(ATTEMPT))
    rows = rows[np.lexsort((facts.at[rows], facts.of[rows]))]
    of = facts.of[rows]
    before = np.arange(len(rows)) - np.searchsorted(of, of, side="left")
    rows = rows[before == number - 1]
    made = (facts.of[rows], np.full(len(rows), does), facts.at[rows])
    of, kinds, when = (np.concatenate(pair) for pair in zip(told, made, strict=True))
    return of, kinds, when


def _turns(facts: Facts, commitment: Commitment) -> int:
    """How many clocks a subject may have."""
    return int(facts.turn.max(initial=1)) + 1 if commitment.kind in A_TURN else 1


def _size(facts: Facts, commitment: Commitment) -> int:
    return len(facts) * _turns(facts, commitment)


def _subjects(facts: Facts, commitment: Commitment) -> Column:
    """Which subject each possible clock is about."""
    return np.arange(_size(facts, commitment)) // _turns(facts, commitment)


def covered(facts: Facts, commitment: Commitment, at: datetime) -> NDArray[np.bool_]:
    """For each possible clock whether the agreement and the promise are about its lead, as it is today."""
    turns = _turns(facts, commitment)
    if not commitment.scope and commitment.version.scope in ({}, {"all": []}):
        return np.ones(len(facts) * turns, bool)
    agreed, own = commitment.version.covers().condition(at), commitment.covers().condition(at)
    leads = Lead.objects.filter(agreed, own, pk__in=facts.lead.tolist()).values_list("pk", flat=True)
    return np.repeat(np.isin(facts.lead, np.fromiter(leads, np.int64)), turns)


def _calendars(commitment: Commitment) -> tuple[Sequence[Work], Column]:
    """The versions of its calendar with the moments from which each counts; one that can't be read is left out."""
    if commitment.calendar_id is None:
        return [EveryHour()], np.zeros(1, np.int64)
    versions = CalendarVersion.objects.filter(calendar=commitment.calendar_id, built_until__isnull=False)
    rows = list(versions.select_related("calendar").order_by("number"))
    return (
        [OpenHours.of(version.hours()) for version in rows],
        np.array([micros(version.created_at) for version in rows], np.int64),
    )


def terms_hash(commitment: Commitment) -> str:
    """Of everything but the target that decides what comes out."""
    versions: list[Any] = []
    if commitment.calendar_id:
        rows = CalendarVersion.objects.filter(calendar=commitment.calendar_id).order_by("number")
        versions = [[pk, str(built)] for pk, built in rows.values_list("pk", "built_until")]
    number = str(commitment.target_value) if commitment.kind == Commitment.Kind.ATTEMPTS else ""
    said = [
        commitment.kind,
        commitment.moved_by(),
        number,
        versions,
        commitment.scope,
        commitment.version.scope,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]
