"""Amounts that are products of factors, some known, some measured with an interval, some judged: what the product may be. Pure.

Every factor is drawn apart from the others (Monte Carlo, Metropolis and Ulam 1949); one that stands in several products is
drawn once, so that it moves all of them together. The same factors always give the same draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from people.shares import Z95, Interval

Drawn = NDArray[np.float64]
SEED = 7
DRAWS = 10_000


class Shape(StrEnum):
    COUNTED = "counted"
    """Known: `low` and `high` are `likely`."""
    MEASURED = "measured"
    """With a 95 % interval: a normal on each side of `likely`, as wide as that side of the interval."""
    JUDGED = "judged"
    """Somebody said the least, the likely and the most: a triangle."""


@dataclass(frozen=True)
class Factor:
    """`key` names it: the same key is the same factor. A share or a price is `positive`: no draw of it is below zero."""

    key: str
    likely: float
    low: float
    high: float
    shape: Shape
    positive: bool = False

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    def draws(self, size: int = DRAWS) -> Drawn:
        if self.is_certain:
            return np.full(size, self.likely)
        source = np.random.default_rng([SEED, crc32(self.key.encode())])
        if self.shape is Shape.JUDGED:
            return source.triangular(self.low, self.likely, self.high, size)
        told = source.standard_normal(size)
        side = np.where(told < 0, self.likely - self.low, self.high - self.likely)
        drawn = self.likely + told * side / Z95
        return np.maximum(drawn, 0.0) if self.positive else drawn


def counted(key: str, value: float) -> Factor:
    return Factor(key, value, value, value, Shape.COUNTED)


def measured(key: str, value: float, interval: Interval | None, positive: bool = False) -> Factor:
    """ValueError where the interval leaves the value out."""
    low, high = interval or (value, value)
    if not low <= value <= high:
        raise ValueError(f"{value} lies outside {low} to {high}")
    return Factor(key, value, low, high, Shape.MEASURED, positive)


def judged(key: str, low: float, likely: float, high: float) -> Factor:
    """ValueError unless they rise."""
    if not low <= likely <= high:
        raise ValueError(f"{low}, {likely}, {high} don't rise")
    return Factor(key, likely, low, high, Shape.JUDGED)


def likely(factors: Sequence[Factor]) -> float:
    """The product as anybody can multiply it."""
    return prod(factor.likely for factor in factors)


def drawn(factors: Sequence[Factor], size: int = DRAWS) -> Drawn:
    """Draws of the product."""
    found = np.ones(size)
    for factor in factors:
        found = found * factor.draws(size)
    return found


def interval(draws: Drawn) -> Interval:
    """The middle 95 %."""
    low, high = np.quantile(draws, (0.025, 0.975))
    return float(low), float(high)
