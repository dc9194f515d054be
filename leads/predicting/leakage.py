"""Fields that would tell the outcome because they were filled after it. Pure.

A field that Sales fills in when a deal is won foretells every win in the past and none to come. Whether a value came after
the outcome is seen from its moment. A file often says no moments: then a field is suspect that is filled far more often in
leads that were won, or whose values alone part the won from the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LATE_SHARE = 0.05
GAP = 0.2
TELLS = 0.9
SCATTERED = 0.5


@dataclass(frozen=True)
class Filling:
    """Of the leads of a window, in how many a field is filled, and when. Sums over parts add up.

    `late`: converted leads whose first value came at or after the outcome; `dated`: converted leads whose first value has a
    moment; `undated_*`: leads whose value came with a file that didn't say since when it stood.
    """

    converted: int = 0
    others: int = 0
    dated: int = 0
    late: int = 0
    undated_converted: int = 0
    undated_others: int = 0

    def __add__(self, more: "Filling") -> "Filling":
        mine, theirs = vars(self), vars(more)
        return Filling(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class Exclusion:
    """A field that the model doesn't read, with the code of why and the numbers that the sentence names."""

    field: str
    why: str
    params: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"field": self.field, "why": self.why, "params": dict(self.params)}


def filled_late(field: str, filling: Filling) -> Exclusion | None:
    """By moments: one converted lead in twenty got its value only when the outcome was known, or after it."""
    if filling.late and filling.late / filling.dated > LATE_SHARE:
        return Exclusion(field, "late", {"late": filling.late, "of": filling.dated})
    return None


def filled_by_outcome(field: str, filling: Filling) -> Exclusion | None:
    """Without moments: filled far more (or less) often in converted leads than in the others."""
    if not filling.converted or not filling.others:
        return None
    won, other = filling.undated_converted / filling.converted, filling.undated_others / filling.others
    if abs(won - other) > GAP:
        return Exclusion(field, "gap", {"won": round(won, 4), "other": round(other, 4)})
    return None


def tells_outcome(field: str, filling: Filling, auc: float) -> Exclusion | None:
    """Without moments, and its values alone part the converted leads from the others."""
    if filling.undated_converted and auc > TELLS:
        return Exclusion(field, "tells", {"auc": round(auc, 3)})
    return None


def scattered(field: str, shared: float) -> Exclusion | None:
    """Most leads have a value that hardly another has: a name or number of a person rather than a trait."""
    if shared < SCATTERED:
        return Exclusion(field, "scattered", {"shared": round(shared, 3)})
    return None
