"""What happened to the subject of a clock, as the app above tells it, and what a promise makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sla.conditions import A_TURN

from .agreement import Party
from .commitment import Commitment

FACT = "fact:"
"""Entries whose key begins so mirror the time line; others were made by hand."""
EVERY_TURN = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """An occasion of the subject's life; `key` names the fact behind it, `turn` the turn that it belongs to."""

    occasion: str
    at: datetime
    key: str
    turn: int = EVERY_TURN


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
        told = [
            one for one in self.happened if one.turn in (turn, EVERY_TURN) or commitment.kind not in A_TURN
        ]
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
        """Nobody's team arbitrates: RevOps does."""
        sides = {Party.SALES.value: self.team_id, Party.MARKETING.value: self.marketing_id}
        return sides.get(commitment.party)

    def turns(self, commitment: Commitment) -> list[int]:
        if commitment.kind not in A_TURN:
            return [1]
        return sorted({one.turn for one in self.happened} - {EVERY_TURN})


def wanted(timeline: Timeline, commitment: Commitment, turn: int) -> dict[str, Wanted]:
    """{key: entry}: what the time line gives this promise."""
    does = {occasion: kind for kind, occasions in commitment.moved_by().items() for occasion in occasions}
    entries = {}
    for one in timeline.of(commitment, turn):
        if kind := does.get(one.occasion):
            key = f"{FACT}{one.occasion}:{one.key}:{one.at:%Y%m%dT%H%M%S.%f}"
            entries[key] = Wanted(kind, one.at, one.occasion)
    return entries


def begun(entries: Mapping[str, Wanted]) -> tuple[str, Wanted] | None:
    """The earliest start among these entries."""
    starts = [(key, entry) for key, entry in entries.items() if entry.kind == "start"]
    return min(starts, key=lambda pair: (pair[1].at, pair[0]), default=None)
