"""What amounts may claim where a few giants rule: the mean of resamples, and of what is left when giants are cut. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from people.shares import Interval

Values = Sequence[float] | NDArray[np.float64]
SEED = 7
ROUNDS = 2000
AT_ONCE = 5_000_000


def mean_interval(values: Values, rounds: int = ROUNDS) -> tuple[float, Interval] | None:
    """(mean, 95 % of the means of resamples); the same values always give the same. None of none."""
    told = np.asarray(values, dtype=float)
    if not len(told):
        return None
    low, high = np.quantile(_means(told, rounds), (0.025, 0.975))
    return float(told.mean()), (float(low), float(high))


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
