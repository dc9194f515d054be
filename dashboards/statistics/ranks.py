"""Two groups of times or amounts, compared by their order, which no giant among them can tilt. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from people.shares import Z95, two_sided

EXACT_UP_TO = 25
"""Groups of at most so many without ties are counted out; for larger ones the normal form is as good."""

Values = Sequence[float] | NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """How far one group lies from the other: the middle of all differences of pairs, its 95 % interval, and its chance."""

    by: float
    low: float
    high: float
    chance: float


def mann_whitney(values: Values, others: Values) -> float | None:
    """The chance of so unequal ranks if both groups were alike (Mann and Whitney 1947); None where one is empty."""
    one, two = np.asarray(values, dtype=float), np.asarray(others, dtype=float)
    if not len(one) or not len(two):
        return None
    ranks, ties = _ranks(np.concatenate([one, two]))
    wins = float(ranks[: len(one)].sum()) - len(one) * (len(one) + 1) / 2
    if max(len(one), len(two)) <= EXACT_UP_TO and not ties:
        return _counted_out(min(wins, len(one) * len(two) - wins), len(one), len(two))
    return _normal(wins, len(one), len(two), ties)


def _ranks(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Ranks with their middle for equal values, and the sum of t^3 - t over ties."""
    _found, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return (ends - (count - 1) / 2)[place], float((count.astype(float) ** 3 - count).sum())


def _normal(wins: float, one: int, two: int, ties: float) -> float | None:
    total = one + two
    spread = one * two / 12 * (total + 1 - ties / (total * (total - 1)))
    away = max(abs(wins - one * two / 2) - 0.5, 0)
    return two_sided(away / sqrt(spread)) if spread > 0 else None


def _counted_out(wins: float, one: int, two: int) -> float:
    """Of all orders of two groups, those with as few wins; the count grows person by person."""
    ways: Any = np.zeros((one + 1, one * two + 1))
    ways[:, 0] = 1
    for held in range(1, two + 1):
        for taken in range(1, one + 1):
            # the largest is of the first group, beating all held, or of the second
            ways[taken, held:] += ways[taken - 1, : one * two + 1 - held]
    counted = ways[one]
    return min(1.0, 2 * float(counted[: int(wins) + 1].sum() / counted.sum()))


def wilcoxon(differences: Values) -> float | None:
    """The chance of so one-sided differences of pairs (Wilcoxon 1945); zeros say nothing."""
    told = np.asarray(differences, dtype=float)
    told = told[told != 0]
    if not len(told):
        return None
    ranks, ties = _ranks(np.abs(told))
    count = len(told)
    total = count * (count + 1) / 2
    less = min(float(ranks[told > 0].sum()), float(ranks[told < 0].sum()))
    if count <= EXACT_UP_TO and not ties:
        ways: Any = np.zeros(int(total) + 1)
        ways[0] = 1
        for rank in range(1, count + 1):
            ways[rank:] += ways[:-rank].copy()
        return min(1.0, 2 * float(ways[: int(less) + 1].sum() / ways.sum()))
    spread = count * (count + 1) * (2 * count + 1) / 24 - ties / 48
    return two_sided(max(abs(less - total / 2) - 0.5, 0) / sqrt(spread))


def hodges_lehmann(values: Values, others: Values, z: float = Z95) -> Shift | None:
    """How much larger `values` are than `others` (Hodges and Lehmann 1963), with Moses's interval; None where one is empty.

    The pairs are counted, never listed: a million leads against a million are a sort and some searches.
    """
    one = np.sort(np.asarray(values, dtype=float))
    two = np.sort(np.asarray(others, dtype=float))
    chance = mann_whitney(one, two)
    if not len(one) or not len(two):
        return None
    pairs = len(one) * len(two)
    away = z * sqrt(pairs * (len(one) + len(two) + 1) / 12)
    edge = max(round(pairs / 2 - away), 0)
    middle = (_difference(one, two, (pairs - 1) // 2) + _difference(one, two, pairs // 2)) / 2
    low, high = _difference(one, two, edge), _difference(one, two, pairs - 1 - edge)
    return Shift(middle, low, high, 1.0 if chance is None else chance)


def _difference(one: NDArray[np.float64], two: NDArray[np.float64], place: int) -> float:
    """The difference of a pair that stands at `place` (from 0) among all, by halving where it can lie."""
    low, high = float(one[0] - two[-1]), float(one[-1] - two[0])
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _pairs_up_to(one, two, middle) > place:
            high = middle
        else:
            low = middle
    return low if _pairs_up_to(one, two, low) > place else high


def _pairs_up_to(one: NDArray[np.float64], two: NDArray[np.float64], limit: float) -> int:
    """Pairs with one - two <= limit."""
    return int((len(two) - np.searchsorted(two, one - limit, side="left")).sum())
