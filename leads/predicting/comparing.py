"""Two scores on the same leads: is one better at telling who is won? Pure.

The difference of two ROC-AUCs that were measured on the same leads, with its interval: DeLong, DeLong and Clarke-Pearson
(1988), by the midranks of Sun and Xu (2014). Taking two separate intervals instead would hide most real differences.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from people.shares import Z95

from .logistic import Floats


@dataclass(frozen=True)
class Gap:
    """How much better the first score is (in AUC), and between what and what the truth may lie."""

    value: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """better, worse, or open."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "open"


def gap(first: Floats, second: Floats, happened: Floats) -> Gap | None:
    """None unless at least two leads of either kind are there."""
    won = happened > 0
    hits, misses = int(won.sum()), int((~won).sum())
    if hits < 2 or misses < 2:
        return None
    areas, of_hits, of_misses = [], [], []
    for score in (first, second):
        ranks = _midranks(score)
        above = (ranks[won] - _midranks(score[won])) / misses
        below = 1 - (ranks[~won] - _midranks(score[~won])) / hits
        areas.append(float(above.mean()))
        of_hits.append(above)
        of_misses.append(below)
    spread = np.cov(np.array(of_hits)) / hits + np.cov(np.array(of_misses)) / misses
    error = Z95 * sqrt(max(float(spread[0, 0] + spread[1, 1] - 2 * spread[0, 1]), 0.0))
    value = areas[0] - areas[1]
    return Gap(value, value - error, value + error)


def _midranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _known, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)
