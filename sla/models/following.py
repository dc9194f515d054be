"""Keeping clocks in line with what happened to their subjects: the ledger mirrors the subject's time line.

The app above tells the whole time line of each subject as it is known now; this compares it with what the ledgers hold,
starts what has to start, appends what is missing and takes back what turned out to be none. Told twice, late, or in any
order it ends the same, and a closed ledger that learns something new is judged anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sla.conditions import A_TURN
from sla.ledger import Entry, standing

from .agreement import Party
from .commitment import Commitment
from .entry import ClockEntry
from .telling import ClockMark, ClockStart
from .writing import write_owners

FACT = "fact:"
"""Entries whose key begins so mirror the time line; others were made by hand."""
UNSAID, AGAIN = "unsaid", "#"

Covers = Callable[[Sequence[Commitment], Sequence[int]], dict[int, set[int]]]
"""(commitments, subject ids) -> {commitment id: the subjects it is about}."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An occasion of the subject's life; `key` names the fact behind it, `turn` counts what may come again."""

    occasion: str
    at: datetime
    key: str
    turn: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that the ledger should hold."""

    kind: str
    at: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that happened to one subject in one cycle, and for whom its clocks run."""

    subject: str
    subject_id: int
    cycle: int
    happened: tuple[Happening, ...]
    owner_id: int | None = None
    team_id: int | None = None
    marketing_id: int | None = None
    dimensions: dict[str, Any] = field(default_factory=dict)
    attempts: tuple[tuple[datetime, str], ...] = ()
    """Moments of the attempts to reach the lead, in order, with the fact's key: the N-th stops a promise of N attempts."""

    def of(self, commitment: Commitment, turn: int) -> list[Happening]:
        """What concerns this promise: of one turn where each turn has its clock, and the attempt that completes it."""
        told = [one for one in self.happened if turn == one.turn or commitment.kind not in A_TURN]
        if commitment.kind == Commitment.Kind.ATTEMPTS and commitment.target_value:
            number = int(commitment.target_value)
            if len(self.attempts) >= number:
                at, key = self.attempts[number - 1]
                told.append(Happening("attempts_made", at, key))
        return told

    def cycle_of(self, commitment: Commitment, turn: int) -> int:
        return turn if commitment.kind in A_TURN else self.cycle

    def owner_of(self, commitment: Commitment) -> int | None:
        """Marketing's promises are nobody's in Sales."""
        return self.owner_id if commitment.party == Party.SALES else None

    def team_of(self, commitment: Commitment) -> int | None:
        return self.team_id if commitment.party == Party.SALES else self.marketing_id

    def turns(self, commitment: Commitment) -> list[int]:
        if commitment.kind not in A_TURN:
            return [1]
        return sorted({one.turn for one in self.happened})


def wanted(timeline: Timeline, commitment: Commitment, turn: int) -> dict[str, Wanted]:
    """{key: entry}: what the time line gives this promise."""
    does = {occasion: kind for kind, occasions in commitment.moved_by().items() for occasion in occasions}
    entries = {}
    for one in timeline.of(commitment, turn):
        if kind := does.get(one.occasion):
            key = f"{FACT}{one.occasion}:{one.key}:{one.at:%Y%m%dT%H%M%S.%f}"
            entries[key] = Wanted(kind, one.at, one.occasion)
    return entries


def follow(model: Any, timelines: Sequence[Timeline], at: datetime, covers: Covers) -> list[Any]:
    """See `ClockQuerySet.follow`. A handful of statements, however many subjects; gives back the clocks it touched."""
    if not timelines:
        return []
    told = {(one.subject, one.subject_id): one for one in timelines}
    clocks = _clocks_of(model, told)
    fresh = model._default_manager.start(_starts(told.values(), clocks, at, covers), at)
    _hand_over([clock for clock in clocks if clock.running], told)
    marks = _marks([*clocks, *fresh], told, at)
    model._default_manager.mark(marks, at)
    return [*clocks, *fresh]


def _clocks_of(model: Any, told: Mapping[tuple[str, int], Timeline]) -> list[Any]:
    rows = model._default_manager.select_for_update(of=("self",)).select_related("commitment__version")
    asked = rows.filter(subject__in={name for name, _id in told}, subject_id__in={pk for _name, pk in told})
    return [clock for clock in asked.order_by("pk") if (clock.subject, clock.subject_id) in told]


def _starts(
    timelines: Iterable[Timeline], clocks: Iterable[Any], at: datetime, covers: Covers
) -> list[ClockStart]:
    """A clock for each promise that counted when the subject's life reached its start, and that has none yet."""
    commitments = list(Commitment.objects.counting(at).timed())
    listed = list(timelines)
    covered = covers(commitments, [one.subject_id for one in listed]) if commitments else {}
    have = {(c.commitment_id, c.subject, c.subject_id, c.cycle, c.shadow) for c in clocks}
    starts = []
    for commitment in commitments:
        version = commitment.version
        since, on_trial = version.in_force_from or version.shadow_from, version.in_force_from is None
        for timeline in (one for one in listed if one.subject_id in covered.get(commitment.pk, ())):
            for turn in timeline.turns(commitment):
                cycle = timeline.cycle_of(commitment, turn)
                key = (commitment.pk, timeline.subject, timeline.subject_id, cycle, on_trial)
                begun = _begun(wanted(timeline, commitment, turn))
                if key not in have and begun and begun[1].at >= since:
                    starts.append(_start(commitment, timeline, cycle, *begun))
    return starts


def _begun(entries: Mapping[str, Wanted]) -> tuple[str, Wanted] | None:
    """The earliest start among these entries."""
    starts = [(key, entry) for key, entry in entries.items() if entry.kind == "start"]
    return min(starts, key=lambda pair: (pair[1].at, pair[0]), default=None)


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
    ledgers: dict[int, list[Entry]] = defaultdict(list)
    for entry in ClockEntry.objects.filter(clock__in=[clock.pk for clock in clocks]).order_by():
        ledgers[entry.clock_id].append(entry.as_entry())
    marks: list[ClockMark] = []
    for clock in clocks:
        timeline = told[clock.subject, clock.subject_id]
        turn = clock.cycle if clock.commitment.kind in A_TURN else 1
        marks += _difference(clock.pk, ledgers[clock.pk], wanted(timeline, clock.commitment, turn), at)
    return marks


def _difference(
    clock_id: int, entries: Sequence[Entry], should: Mapping[str, Wanted], at: datetime
) -> Iterator[ClockMark]:
    """A clock that nothing starts any more keeps its start and is cancelled there: it never counted."""
    should = dict(should)
    mirrored = [entry for entry in standing(entries) if entry.origin_key.startswith(FACT)]
    if not _begun(should):
        kept = [entry for entry in mirrored if entry.kind == "start"]
        for entry in kept:
            should[_base(entry.origin_key)] = Wanted("start", entry.occurred_at, "")
        if kept:
            should[f"{FACT}{UNSAID}"] = Wanted("cancel", min(one.occurred_at for one in kept), UNSAID)
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
