"""Keeping clocks in line with what happened to their subjects: the ledger mirrors the subject's time line.

The app above tells the whole time line of each subject as it is known now; this compares it with what the ledgers hold,
starts what has to start, appends what is missing and takes back what turned out to be none. Told twice, late, or in any
order it ends the same, and a closed ledger that learns something new is judged anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sla.conditions import A_TURN
from sla.ledger import Entry, standing

from .agreement import AgreementVersion
from .commitment import Commitment
from .entry import ClockEntry
from .rebased import ClockRebase
from .telling import ClockMark, ClockStart
from .timeline import FACT, Timeline, Wanted, begun, wanted
from .writing import write_owners

UNSAID, AGAIN = "unsaid", "#"
ENDS = ("stop", "cancel")

Covers = Callable[[Sequence[Commitment], Sequence[int]], dict[int, set[int]]]
"""(commitments, subject ids) -> {commitment id: the subjects it is about}."""


def follow(model: Any, timelines: Sequence[Timeline], at: datetime, covers: Covers) -> list[Any]:
    """See `ClockQuerySet.follow`. A handful of statements, however many subjects; gives back the clocks it touched.

    Of a promise that had ended before its clock was first started, nobody is told that it was broken.
    """
    if not timelines:
        return []
    told = {(one.subject, one.subject_id): one for one in timelines}
    clocks = _clocks_of(model, told)
    fresh = model._default_manager.start(_starts(told.values(), clocks, at, covers), at)
    _hand_over([clock for clock in clocks if clock.running], told)
    marks = _marks([*clocks, *fresh], told, at)
    began = {clock.pk: clock.started_at for clock in fresh}
    over = {
        mark.clock_id
        for mark in marks
        if mark.kind in ENDS and mark.occurred_at >= began.get(mark.clock_id, at)
    }
    model._default_manager.mark((mark for mark in marks if mark.clock_id not in over), at)
    model._default_manager.mark((mark for mark in marks if mark.clock_id in over), at, quiet=True)
    return [*clocks, *fresh]


def _clocks_of(model: Any, told: Mapping[tuple[str, int], Timeline]) -> list[Any]:
    rows = model._default_manager.select_for_update(of=("self",)).select_related("commitment__version")
    asked = rows.filter(subject__in={name for name, _id in told}, subject_id__in={pk for _name, pk in told})
    return [clock for clock in asked.order_by("pk") if (clock.subject, clock.subject_id) in told]


def _starts(
    timelines: Iterable[Timeline], clocks: Iterable[Any], at: datetime, covers: Covers
) -> list[ClockStart]:
    """A clock for each promise that counted when the subject's life reached its start, and that has none yet."""
    listed = [one for one in timelines if one.happened]
    since = min((one.at for timeline in listed for one in timeline.happened), default=at)
    commitments = list(Commitment.objects.counting(at, since=min(since, at)).timed())
    covered = covers(commitments, [one.subject_id for one in listed]) if commitments else {}
    have = _have(clocks)
    starts = []
    for commitment in commitments:
        about = covered.get(commitment.pk, ())
        for timeline in (one for one in listed if one.subject_id in about):
            for turn in timeline.turns(commitment):
                cycle = timeline.cycle_of(commitment, turn)
                if (commitment.pk, timeline.subject, timeline.subject_id, cycle) in have:
                    continue
                first = begun(wanted(timeline, commitment, turn))
                if first and _counted(commitment.version, first[1].at):
                    starts.append(_start(commitment, timeline, cycle, *first))
    return starts


def _counted(version: AgreementVersion, at: datetime) -> bool:
    """It was in force then; one that never was yet, on trial."""
    since, until = version.in_force_from, version.in_force_until
    if since is None:
        since, until = version.shadow_from, version.shadow_until
    return since is not None and since <= at and (until is None or at < until)


def _have(clocks: Iterable[Any]) -> set[tuple[int, str, int, int]]:
    """What has its clock: of the promise it runs under, and of those it was moved away from."""
    by_id = {clock.pk: clock for clock in clocks}
    left = ClockRebase.objects.filter(clock__in=by_id).order_by().values_list("clock", "commitment")
    pairs = [*((pk, clock.commitment_id) for pk, clock in by_id.items()), *left]
    return {(promise, by_id[pk].subject, by_id[pk].subject_id, by_id[pk].cycle) for pk, promise in pairs}


def _start(commitment: Commitment, timeline: Timeline, cycle: int, key: str, entry: Wanted) -> ClockStart:
    return ClockStart(
        commitment=commitment,
        subject=timeline.subject,
        subject_id=timeline.subject_id,
        cycle=cycle,
        started_at=entry.at,
        owner_id=timeline.owner_of(commitment),
        team_id=timeline.team_of(commitment),
        dimensions=timeline.dimensions,
        cause=entry.cause,
        origin_key=key,
    )


def _hand_over(clocks: Iterable[Any], told: Mapping[tuple[str, int], Timeline]) -> None:
    """Who answers for a running clock is who the subject belongs to now; the deadline does not move."""
    owners = {}
    for clock in clocks:
        timeline = told[clock.subject, clock.subject_id]
        owner = (timeline.owner_of(clock.commitment), timeline.team_of(clock.commitment))
        if owner != (clock.owner_id, clock.team_id):
            owners[clock.pk] = owner
    write_owners(owners)


def _marks(clocks: Sequence[Any], told: Mapping[tuple[str, int], Timeline], at: datetime) -> list[ClockMark]:
    """What the ledgers lack, and what they hold that is no longer so."""
    ledgers = ClockEntry.objects.ledgers(clock.pk for clock in clocks)
    marks: list[ClockMark] = []
    for clock in clocks:
        timeline = told[clock.subject, clock.subject_id]
        turn = clock.cycle if clock.commitment.kind in A_TURN else 1
        marks += _difference(clock.pk, ledgers[clock.pk], wanted(timeline, clock.commitment, turn), at)
    return marks


def _unsaid(mirrored: Iterable[Entry]) -> dict[str, Wanted]:
    """Of a clock that nothing starts any more: its start, and that it was cancelled there. It never counted."""
    kept = {
        _base(one.origin_key): Wanted("start", one.occurred_at, "") for one in mirrored if one.kind == "start"
    }
    if kept:
        kept[f"{FACT}{UNSAID}"] = Wanted("cancel", min(one.at for one in kept.values()), UNSAID)
    return kept


def _difference(
    clock_id: int, entries: Sequence[Entry], told: Mapping[str, Wanted], at: datetime
) -> Iterator[ClockMark]:
    mirrored = [entry for entry in standing(entries) if entry.origin_key.startswith(FACT)]
    should = told if begun(told) else _unsaid(mirrored)
    have = {_base(entry.origin_key) for entry in mirrored}
    for entry in mirrored:
        if _base(entry.origin_key) not in should:
            key = f"withdraw:{entry.origin_key}"
            yield ClockMark(clock_id, "withdraw", at, "", key, withdraws=entry.origin_key)
    for key, one in should.items():
        if key not in have:
            before = sum(_base(entry.origin_key) == key for entry in entries)
            again = f"{AGAIN}{before}" if before else ""
            yield ClockMark(clock_id, one.kind, one.at, one.cause, key + again)


def _base(key: str) -> str:
    """A fact that was taken back and came again has a number behind its key."""
    return key.split(AGAIN)[0]
