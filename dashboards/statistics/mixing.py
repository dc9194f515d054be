"""Shares before and after, where the mix of cases moved too: each kind is held against itself. Pure.

A total may fall while every source rises (Simpson 1951). So the difference is taken within each stratum and averaged with
the weights of Mantel and Haenszel, which give each stratum its say by what both sides have of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from people.shares import Z95, Interval, two_sided


@dataclass(frozen=True)
class Share:
    hits: int
    of: int

    @property
    def rate(self) -> float:
        return self.hits / self.of

    @property
    def spread(self) -> float:
        """The variance of the rate; a stratum of all or none is given the doubt of half a case."""
        told = (self.hits + 0.5) / (self.of + 1)
        return told * (1 - told) / self.of


@dataclass(frozen=True)
class Difference:
    """Of rates, in points of 1; `compared` is the part of all cases that has something to be compared with."""

    by: float
    error: float
    compared: float

    @property
    def interval(self) -> Interval:
        return self.by - Z95 * self.error, self.by + Z95 * self.error

    @property
    def chance(self) -> float:
        return two_sided(self.by / self.error) if self.error else float(self.by == 0)


def adjusted(strata: Iterable[tuple[Share, Share]]) -> Difference | None:
    """How much the rate rose from the first share of each stratum to the second; None where no stratum has both."""
    rows = list(strata)
    told = [(before, after) for before, after in rows if before.of and after.of]
    if not told:
        return None
    weights = [before.of * after.of / (before.of + after.of) for before, after in told]
    whole = sum(weights)
    by = sum(
        weight * (after.rate - before.rate) for weight, (before, after) in zip(weights, told, strict=True)
    )
    spread = sum(
        weight**2 * (before.spread + after.spread)
        for weight, (before, after) in zip(weights, told, strict=True)
    )
    cases = sum(before.of + after.of for before, after in rows)
    return Difference(
        by / whole, sqrt(spread) / whole, sum(before.of + after.of for before, after in told) / cases
    )


def difference_in_differences(pilot: Difference | None, rest: Difference | None) -> Difference | None:
    """How much more the pilot rose than the rest did in the same time; None where either says nothing."""
    if pilot is None or rest is None:
        return None
    error = sqrt(pilot.error**2 + rest.error**2)
    return Difference(pilot.by - rest.by, error, min(pilot.compared, rest.compared))
