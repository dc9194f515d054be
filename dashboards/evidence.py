"""What a number rests on, as a comparison of two periods needs it. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .statistics.mixing import Share

MIX = ("source", "segment")
"""What the cases of two periods may be mixed of differently; each kind is held against itself."""


@dataclass(frozen=True)
class Shares:
    """Hits of cases, by kind of case."""

    strata: Mapping[Hashable, Share]

    @property
    def whole(self) -> Share:
        told = self.strata.values()
        return Share(sum(one.hits for one in told), sum(one.of for one in told))


@dataclass(frozen=True)
class Times:
    """How long each case took, or has taken so far (`over` is false)."""

    times: NDArray[np.float64]
    over: NDArray[np.bool_]


@dataclass(frozen=True)
class Amounts:
    """What each case brought, nothing too."""

    values: NDArray[np.float64]


@dataclass(frozen=True)
class Price:
    """What was paid for so many cases, as one sum: the cases were counted, the sum was decided."""

    paid: float = 0.0
    cases: int = 0


Evidence = Shares | Times | Amounts | Price
NOTHING = Times(np.zeros(0), np.zeros(0, dtype=bool))
