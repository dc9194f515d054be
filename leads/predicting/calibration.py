"""Whether "20 %" means that 20 of 100 are won. Pure.

Platt's scaling (1999): the chance is 1 / (1 + exp(-(slope x z + shift))), learnt on leads that the model hasn't seen. Two
numbers are steadier than isotonic steps where wins are counted in dozens, and as they only stretch and shift the log odds,
what each field gives to a lead's chance still adds up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from people.shares import Interval, wilson

from .logistic import Floats, chance, fit

BINS = 10


@dataclass(frozen=True)
class Scaling:
    """How the model's log odds become a chance; a slope below 1 says that the model was too sure of itself."""

    slope: float = 1.0
    shift: float = 0.0

    def log_odds(self, raw: Floats) -> Floats:
        return np.asarray(self.slope * raw + self.shift, dtype=np.float64)

    def chances(self, raw: Floats) -> Floats:
        return chance(self.log_odds(raw))


@dataclass(frozen=True)
class Bin:
    """Leads with like chances: the mean that was foretold, and how many were won."""

    foretold: float
    n: int
    hits: int

    @property
    def seen(self) -> float:
        return self.hits / self.n

    @property
    def interval(self) -> Interval:
        """Between which shares the truth of these leads may lie."""
        return wilson(self.hits, self.n) or (0.0, 1.0)

    @property
    def holds(self) -> bool:
        """What was foretold lies within what the wins allow."""
        low, high = self.interval
        return low <= self.foretold <= high


def scaling(raw: Floats, happened: Floats) -> Scaling:
    """Platt's two numbers; his smoothed targets keep a few leads from promising 0 or 100 %."""
    hits, n = float(happened.sum()), len(happened)
    if not 0 < hits < n:
        return Scaling()
    targets = np.where(happened > 0, (hits + 1) / (hits + 2), 1 / (n - hits + 2))
    found = fit(np.asarray(raw, dtype=np.float64)[:, None], targets, 0.0)
    return Scaling(float(found.weights[0]), found.intercept)


def reliability(chances: Floats, happened: Floats, bins: int = BINS) -> list[Bin]:
    """Bins of about as many leads each, from the lowest chance up; leads of one chance are never parted."""
    order = np.argsort(chances, kind="stable")
    sorted_chances, hits = chances[order], happened[order]
    edges = [
        0,
        *(_after_ties(sorted_chances, len(order) * part // bins) for part in range(1, bins)),
        len(order),
    ]
    return [
        Bin(float(sorted_chances[low:high].mean()), high - low, int(hits[low:high].sum()))
        for low, high in pairwise(edges)
        if high > low
    ]


def _after_ties(rising: Floats, place: int) -> int:
    """The first place at or behind this one where another chance begins."""
    if place == 0:
        return 0
    return int(np.searchsorted(rising, rising[place - 1], side="right"))


def brier(chances: Floats, happened: Floats) -> float:
    """The mean squared distance between what was foretold and what happened; 0 is perfect."""
    return float(np.mean((chances - happened) ** 2))


def off_by(bins: Iterable[Bin]) -> float:
    """The expected calibration error: how far bins lie off, on average over the leads."""
    listed = list(bins)
    total = sum(one.n for one in listed)
    return sum(one.n * abs(one.foretold - one.seen) for one in listed) / total if total else 0.0
