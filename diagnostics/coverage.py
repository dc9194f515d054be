"""Are the right people heard? Quotas of a diagnosis, and the gaps by name.

2 to 3 people of each team in the workshop, 3 to 5 of each interviewed, both directors, operations and IT
interviewed; and neither team heard much more than the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WORKSHOP = (2, 3)
INTERVIEWS = (3, 5)
TEAMS = ("marketing", "sales")


class State(StrEnum):
    SHORT = "short"
    MET = "met"
    OVER = "over"


@dataclass(frozen=True)
class Seat:
    """One stakeholder as coverage sees them; `side` is a team kind."""

    side: str
    is_director: bool = False
    in_workshop: bool = False
    to_interview: bool = False
    has_refused: bool = False

    @property
    def is_interviewed(self) -> bool:
        return self.to_interview and not self.has_refused

    @property
    def joins_workshop(self) -> bool:
        return self.in_workshop and not self.has_refused


@dataclass(frozen=True)
class Quota:
    """One promise of coverage: `have` people where between `least` and `most` are wanted (no upper end: None)."""

    key: str
    side: str
    have: int
    least: int
    most: int | None

    @property
    def state(self) -> State:
        if self.have < self.least:
            return State.SHORT
        return State.OVER if self.most is not None and self.have > self.most else State.MET

    @property
    def missing(self) -> int:
        return max(self.least - self.have, 0)


def quotas(seats: Iterable[Seat]) -> list[Quota]:
    """Every quota, filled or not. Who refused counts as absent."""
    people = list(seats)
    heard = [seat for seat in people if seat.is_interviewed]
    found = [
        Quota(
            "workshop",
            team,
            sum(s.side == team and s.joins_workshop for s in people),
            *WORKSHOP,
        )
        for team in TEAMS
    ]
    found += [Quota("interviews", team, sum(s.side == team for s in heard), *INTERVIEWS) for team in TEAMS]
    found += [
        Quota(
            "director",
            team,
            sum(s.side == team and s.is_director for s in heard),
            1,
            None,
        )
        for team in TEAMS
    ]
    found += [Quota("area", side, sum(s.side == side for s in heard), 1, None) for side in ("revops", "it")]
    return found


def imbalance(seats: Iterable[Seat]) -> tuple[str, int] | None:
    """(the team heard less, by how many interviews), or None while the two are within one of each other."""
    heard = [seat.side for seat in seats if seat.is_interviewed]
    marketing, sales = heard.count("marketing"), heard.count("sales")
    if abs(marketing - sales) <= 1:
        return None
    return ("marketing" if marketing < sales else "sales", abs(marketing - sales))
