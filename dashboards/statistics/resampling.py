"""What amounts may claim where a few giants rule: the mean of resamples, and of what is left when giants are cut. Pure."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from people.shares import Interval

Values = Sequence[float] | NDArray[np.float64]
SEED = 7
ROUNDS = 2000
AT_ONCE = 5_000_000
MOST_KNOWN = 5000
_known: dict[tuple[bytes, int], Interval] = {}
"""Intervals by the hash of their values and the rounds: to draw 2,000 resamples of 71,000 values takes more than a second,
and most periods that are asked for again are over."""


def mean_interval(values: Values, rounds: int = ROUNDS) -> tuple[float, Interval] | None:
    """(mean, 95 % of the means of resamples); the same values always give the same. None of none."""
    told = np.asarray(values, dtype=float)
    if not len(told):
        return None
    key = (blake2b(told.tobytes(), digest_size=16).digest(), rounds)
    if (found := _known.get(key)) is None:
        low, high = np.quantile(_means(told, rounds), (0.025, 0.975))
        while len(_known) >= MOST_KNOWN:
            _known.pop(next(iter(_known)), None)
        found = _known[key] = (float(low), float(high))
    return float(told.mean()), found


def _means(told: NDArray[np.float64], rounds: int) -> NDArray[np.float64]:
    """In parts that fit the memory."""
    drawn = np.random.default_rng(SEED)
    found, part = [], max(1, AT_ONCE // len(told))
    for begin in range(0, rounds, part):
        size = (min(part, rounds - begin), len(told))
        found.append(told[drawn.integers(0, len(told), size)].mean(axis=1))
    return np.concatenate(found)


def winsorised(values: Values, share: float = 0.01) -> NDArray[np.float64]:
    """The values with the highest `share` of them brought down to the largest of the rest."""
    told = np.asarray(values, dtype=float)
    cut = int(len(told) * share)
    return np.minimum(told, np.sort(told)[len(told) - 1 - cut]) if cut else told
