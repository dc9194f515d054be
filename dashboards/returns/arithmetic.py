"""What a program returned, from what it cost and lines of benefit that are products of factors. Pure.

ROI = (benefit - cost) / cost x 100; payback = cost / monthly net benefit, where net is benefit less cost: all of the cost is
taken as running on, which is the careful reading. (Phillips and Phillips, "The ROI Methodology": benefits are isolated from
other causes before they are set against the cost, and what can't be turned into money stays apart.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from dashboards.statistics.factors import Drawn, Factor, drawn, interval, likely
from people.shares import Interval


class Verdict(StrEnum):
    PAID_BACK = "paid_back"
    NOT_SHOWN = "not_shown"
    LOSES = "loses"
    NO_COST = "no_cost"
    NO_BENEFIT = "no_benefit"


@dataclass(frozen=True)
class Line:
    """A benefit over the whole window. `pool` names the money: of lines that count the same one alone may count."""

    key: str
    pool: str
    factors: tuple[Factor, ...]

    @property
    def likely(self) -> float:
        return likely(self.factors)

    @cached_property
    def draws(self) -> Drawn:
        return drawn(self.factors)

    @property
    def interval(self) -> Interval:
        return interval(self.draws)


@dataclass(frozen=True)
class Told:
    """A result: as the likely factors give it, and its 95 % interval."""

    likely: float
    low: float
    high: float

    @property
    def ends(self) -> Interval:
        return self.low, self.high


@dataclass(frozen=True)
class Payback:
    """Months; None is never. `never` is the share of the draws in which the cost doesn't come back."""

    likely: float | None
    low: float | None
    high: float | None
    never: float


@dataclass(frozen=True)
class Swing:
    """What one assumption alone does to the net benefit, and so to the ROI, between its two ends."""

    key: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Outcome:
    """`lines` are those that count; `cost` was paid, so it isn't drawn; over so many months."""

    lines: tuple[Line, ...]
    cost: float
    months: int

    @cached_property
    def draws(self) -> Drawn:
        """Of the whole benefit."""
        return np.sum([line.draws for line in self.lines], axis=0) if self.lines else np.zeros(1)

    @property
    def benefit(self) -> Told:
        return Told(sum(line.likely for line in self.lines), *interval(self.draws))

    @property
    def net(self) -> Told:
        told = self.benefit
        return Told(told.likely - self.cost, told.low - self.cost, told.high - self.cost)

    @property
    def roi(self) -> Told | None:
        """In 1 = 100 %; None where nothing was spent: anything over nothing is no number."""
        if self.cost <= 0 or not self.lines:
            return None
        told = self.net
        return Told(told.likely / self.cost, told.low / self.cost, told.high / self.cost)

    @property
    def above_zero(self) -> float:
        """The chance that more came back than was spent."""
        return float(np.mean(self.draws > self.cost))

    @property
    def payback(self) -> Payback | None:
        if self.cost <= 0 or not self.lines or self.months < 1:
            return None
        net = (self.draws - self.cost) / self.months
        times = np.where(net > 0, self.cost / np.where(net > 0, net, 1.0), np.inf)
        # not interpolated: between a number of months and never there is nothing
        low, high = np.quantile(times, (0.025, 0.975), method="nearest")
        return Payback(self._months(self.net.likely), _finite(low), _finite(high), float(np.mean(net <= 0)))

    def _months(self, net: float) -> float | None:
        return self.cost / (net / self.months) if net > 0 else None

    @property
    def verdict(self) -> Verdict:
        if not self.lines:
            return Verdict.NO_BENEFIT
        if self.cost <= 0:
            return Verdict.NO_COST
        low, high = self.net.ends
        return Verdict.PAID_BACK if low > 0 else Verdict.LOSES if high < 0 else Verdict.NOT_SHOWN

    @property
    def tornado(self) -> list[Swing]:
        """The assumption that moves the result most comes first; what was counted moves nothing."""
        unsure = {one.key: one for line in self.lines for one in line.factors if not one.is_certain}
        found = [
            Swing(key, self._net_with(one, one.low), self._net_with(one, one.high))
            for key, one in unsure.items()
        ]
        return sorted(found, key=lambda swing: (-swing.width, swing.key))

    def _net_with(self, factor: Factor, value: float) -> float:
        said = replace(factor, likely=value)
        lines = [[said if one.key == factor.key else one for one in line.factors] for line in self.lines]
        return sum(likely(factors) for factors in lines) - self.cost

    def course(self, shares: Mapping[str, Sequence[float]]) -> list[Told]:
        """The benefit that has come by the end of each month; `shares` says which part of a line falls into each."""
        if not self.lines:
            return []
        parts = np.cumsum([shares[line.key] for line in self.lines], axis=1).T
        sums = parts @ np.stack([line.draws for line in self.lines])
        lows, highs = np.quantile(sums, (0.025, 0.975), axis=1)
        means = parts @ np.array([line.likely for line in self.lines])
        return [Told(*map(float, told)) for told in zip(means, lows, highs, strict=True)]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def counting(lines: Sequence[Line], chosen: Mapping[str, str]) -> list[Line]:
    """Of each pool the line somebody chose, else the one that claims least: no money is counted twice."""
    pools: dict[str, list[Line]] = {}
    for line in lines:
        pools.setdefault(line.pool, []).append(line)
    return [
        next((one for one in told if one.key == chosen.get(pool)), None)
        or min(told, key=lambda one: (one.likely, one.key))
        for pool, told in pools.items()
    ]
