"""What a model learns from: leads as columns, in the order in which they came in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .encoding import RARE, Values
from .logistic import Floats

INTEREST = "interest"
"""Not a field: how often the lead showed interest by then."""
EVENT = "event:"
"""`event:<kind>`: whether an event of this kind had happened by then, yes or no."""


def is_told(name: str) -> bool:
    """A field that somebody fills in, and no count of events."""
    return name != INTEREST and not name.startswith(EVENT)


@dataclass(frozen=True)
class Frame:
    """A lead a place: its id, the day it came in, whether the outcome followed in time (1 or 0), its team (0: none), and
    each field as it was known by then."""

    ids: NDArray[np.int64]
    days: list[date]
    happened: Floats
    teams: NDArray[np.int64]
    columns: Mapping[str, Values]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def hits(self) -> int:
        return int(self.happened.sum())

    def part(self, where: NDArray[np.bool_]) -> "Frame":
        places = np.flatnonzero(where)
        return Frame(
            self.ids[where],
            [self.days[place] for place in places],
            self.happened[where],
            self.teams[where],
            {name: values[where] for name, values in self.columns.items()},
        )

    def outcomes(self) -> dict[str, dict[str, list[int]]]:
        """{"source" | "team": {which: [leads, outcomes]}}: where there is something to learn from. A source that few leads
        share isn't named."""
        groups: dict[str, dict[str, list[int]]] = {"source": {}, "team": {}}
        teams = [str(team) for team in self.teams]
        sources = [value or "" for value in self.columns["source"]]
        for name, values in (("source", sources), ("team", teams)):
            for value, happened in zip(values, self.happened, strict=True):
                counted = groups[name].setdefault(value, [0, 0])
                counted[0] += 1
                counted[1] += int(happened)
        groups["source"] = {name: counted for name, counted in groups["source"].items() if counted[0] >= RARE}
        return groups


def joined(frames: Sequence[Frame]) -> Frame:
    """One after the other; ValueError without any."""
    if not frames:
        raise ValueError("no leads")
    names = frames[0].columns.keys()
    return Frame(
        np.concatenate([one.ids for one in frames]),
        [day for one in frames for day in one.days],
        np.concatenate([one.happened for one in frames]),
        np.concatenate([one.teams for one in frames]),
        {name: np.concatenate([one.columns[name] for one in frames]) for name in names},
    )
