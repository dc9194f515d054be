"""How far a number moved between two periods, and what that may claim. Pure.

Shares are held against themselves kind by kind (Mantel and Haenszel); times by their medians with the unfinished as
unfinished (log-rank); amounts by their means with giants cut. An interval of a difference is made of the intervals of its
two sides, each giving what it has on the side that matters (Zou and Donner 2008), as Newcombe does for shares.
"""

from dataclasses import dataclass, replace
from functools import singledispatch
from math import log, sqrt
from statistics import NormalDist

import numpy as np

from dashboards.evidence import Amounts, Evidence, Price, Shares, Times
from dashboards.statistics import Z95, kaplan_meier
from dashboards.statistics.mixing import adjusted
from dashboards.statistics.planning import CHANCE, POWER, cases_to_show
from dashboards.statistics.resampling import mean_interval, winsorised
from dashboards.statistics.survival import log_rank
from people.shares import Interval, apart, newcombe, two_sided, z_of_two

Ends = tuple[float | None, float | None]
GIANTS = 0.01
MOST_COMPARED = 0.5
"""A mix that holds against each other fewer of the cases than this says too little of them."""


@dataclass(frozen=True)
class Effect:
    """After less before, in the number's own unit. None where a side has nothing to say.

    `by` is the plain difference with its 95 % `interval`; `alike` the difference had both periods been mixed alike, and
    its interval, for shares whose kinds can be compared; `chance` that nothing changed and this came about all the same.
    """

    by: float | None
    interval: Interval | None = None
    chance: float | None = None
    cases: tuple[int, int] = (0, 0)
    alike: float | None = None
    alike_interval: Interval | None = None
    needed: int | None = None
    """Cases that each period would need to show a difference of this size."""
    sign: int = 0
    """Which way times went where one side alone has a middle: -1, shorter; else 0."""

    @property
    def told(self) -> float | None:
        """What is judged: like held against like where that can be done."""
        return self.by if self.alike is None else self.alike

    @property
    def told_interval(self) -> Interval | None:
        return self.interval if self.alike is None else self.alike_interval


@singledispatch
def effect(before: Evidence, after: Evidence) -> Effect:
    """What moved from one period to the other; both are evidence of one kind."""
    raise TypeError(f"no effect of {type(before).__name__}")


@effect.register
def _of_shares(before: Shares, after: Shares) -> Effect:
    one, two = before.whole, after.whole
    cases = (one.of, two.of)
    if not one.of or not two.of:
        return Effect(None, cases=cases)
    z = z_of_two(two.hits, two.of, one.hits, one.of)
    told = Effect(
        two.rate - one.rate,
        newcombe(two.hits, two.of, one.hits, one.of),
        None if z is None else two_sided(z),
        cases,
        needed=cases_to_show(one.rate, two.rate),
    )
    kinds = before.strata.keys() & after.strata.keys()
    mixed = adjusted([(before.strata[kind], after.strata[kind]) for kind in sorted(kinds, key=str)])
    compared = sum(before.strata[kind].of + after.strata[kind].of for kind in kinds) / sum(cases)
    if mixed is None or len(before.strata.keys() | after.strata.keys()) < 2 or compared < MOST_COMPARED:
        return told
    return replace(told, alike=mixed.by, alike_interval=mixed.interval, chance=mixed.chance)


@effect.register
def _of_times(before: Times, after: Times) -> Effect:
    cases = (len(before.times), len(after.times))
    if not all(cases):
        return Effect(None, cases=cases)
    one = kaplan_meier(before.times, before.over)
    two = kaplan_meier(after.times, after.over)
    chance = log_rank(before.times, before.over, after.times, after.over)
    early, late = one.quantile(), two.quantile()
    if early is None or late is None:
        sign = 0 if early is late else -1 if early is None else 1
        return Effect(None, chance=chance, cases=cases, sign=sign)
    interval = _between(early, one.median_interval(), late, two.median_interval())
    return Effect(late - early, interval, chance, cases, needed=_needed(late - early, interval, cases))


@effect.register
def _of_amounts(before: Amounts, after: Amounts) -> Effect:
    cases = (len(before.values), len(after.values))
    if not all(cases):
        return Effect(None, cases=cases)
    one, two = (winsorised(side.values, GIANTS) for side in (before, after))
    early, late = mean_interval(one), mean_interval(two)
    assert early and late
    by = late[0] - early[0]
    interval = _between(early[0], early[1], late[0], late[1])
    spread = sqrt(float(np.var(one)) / cases[0] + float(np.var(two)) / cases[1])
    chance = two_sided(by / spread) if spread else None
    return Effect(by, interval, chance, cases, needed=_needed(by, interval, cases))


@effect.register
def _of_prices(before: Price, after: Price) -> Effect:
    """The cases vary as counts do (Poisson); what was paid does not."""
    cases = (before.cases, after.cases)
    if not all(cases) or not before.paid or not after.paid:
        return Effect(None, cases=cases)
    early, late = before.paid / before.cases, after.paid / after.cases
    error = sqrt(1 / before.cases + 1 / after.cases)
    ratio = log(late / early)
    interval = (early * (np.exp(ratio - Z95 * error) - 1), early * (np.exp(ratio + Z95 * error) - 1))
    told = (float(interval[0]), float(interval[1]))
    return Effect(
        late - early, told, two_sided(ratio / error), cases, needed=_needed(late - early, told, cases)
    )


def beside(pilot: Effect, rest: Effect) -> Effect:
    """How much more the pilot moved than the rest in the same time: what both moved by is not its doing."""
    cases = pilot.cases
    if pilot.told is None or rest.told is None or not pilot.told_interval or not rest.told_interval:
        return Effect(None, cases=cases)
    by = pilot.told - rest.told
    interval = _between(rest.told, rest.told_interval, pilot.told, pilot.told_interval)
    if interval is None:
        return Effect(by, cases=cases)
    error = (interval[1] - interval[0]) / (2 * Z95)
    chance = two_sided(by / error) if error else None
    return Effect(by, interval, chance, cases, needed=_needed(by, interval, cases))


def _between(early: float, of_early: Ends, late: float, of_late: Ends) -> Interval | None:
    """The interval of `late` less `early`; None where an end of either is not known."""
    (low, high), (late_low, late_high) = of_early, of_late
    if low is None or high is None or late_low is None or late_high is None:
        return None
    return apart(late, (late_low, late_high), early, (low, high))


def _needed(by: float, interval: Interval | None, cases: tuple[int, int]) -> int | None:
    """From how wide the interval is now: its width shrinks with the root of the cases."""
    if interval is None or not by:
        return None
    error = (interval[1] - interval[0]) / (2 * Z95)
    normal = NormalDist()
    wanted = normal.inv_cdf(1 - CHANCE / 2) + normal.inv_cdf(POWER)
    middle = 2 / (1 / cases[0] + 1 / cases[1])
    return int(np.ceil(middle * (wanted * error / by) ** 2))
