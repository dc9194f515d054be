"""The steps of the own funnel by group, from cohorts that had their time."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from dashboards.asking import Asked, Window
from dashboards.kpis import KPI, Reading, registry
from dashboards.labels import labels
from dashboards.statistics.factors import Factor, measured
from leads.stages import FUNNEL, HANDED_OFF, WON
from people.shares import FEW, Interval

from .finding import Cell, Count, Worth, cells, judged, point, ranked

DIMENSIONS = ("source", "segment", "region", "channel", "team")
AS_AT_HANDOFF = ("team",)
"""Known from the handoff on: no earlier step can be told by it."""
DEAL = "average_deal"
YEAR = timedelta(days=364)
MOST_GROUPS = 12
Group = Hashable


@dataclass(frozen=True)
class Step:
    """From one stage to the next, over the days whose leads had their time."""

    kpi: KPI
    first: str
    last: str
    asked: Asked
    groups: Mapping[Group, Count]

    @property
    def key(self) -> str:
        return self.kpi.key

    @property
    def days(self) -> int:
        return self.asked.window.days

    @property
    def whole(self) -> Count:
        told = self.groups.values()
        return Count(sum(one.hits for one in told), sum(one.of for one in told))


@dataclass(frozen=True)
class Point:
    """What one more point of the whole company at a step is worth a year."""

    step: Step
    money: float
    interval: Interval


class LeakTable:
    """`asked` has the days; `dimension` the groups."""

    def __init__(self, asked: Asked, dimension: str) -> None:
        self.asked, self.dimension = asked, dimension

    @cached_property
    def steps(self) -> list[Step]:
        pairs = list(pairwise(FUNNEL))
        if self.dimension in AS_AT_HANDOFF:
            pairs = pairs[FUNNEL.index(HANDED_OFF) :]
        return [step for first, last in pairs if (step := self._step(first, last)) is not None]

    def _step(self, first: str, last: str) -> Step | None:
        kpi = registry[f"{first}_to_{last}"]
        asked = grown(kpi, self.asked)
        if asked is None:
            return None
        found = kpi.by(asked, self.dimension)
        groups = {value: _count(reading) for value, reading in found.items() if reading.n}
        return Step(kpi, first, last, asked, groups) if groups else None

    @cached_property
    def cells(self) -> list[Cell]:
        found = []
        for step in self.steps:
            worths = {value: self._worth(step.last, value) for value in step.groups}
            found += cells(step.key, step.groups, step.days, worths)
        return judged(found)

    @cached_property
    def ranked(self) -> list[Cell]:
        return ranked(self.cells)

    @cached_property
    def points(self) -> list[Point]:
        found = []
        for step in self.steps:
            worth = self._worth(step.last, None)
            # where everybody goes on there is no point more
            if worth is not None and step.whole.hits < step.whole.of:
                found.append(Point(step, *point(step.key, step.whole.of, step.days, worth)))
        return found

    @cached_property
    def values(self) -> list[Any]:
        """The groups, the largest first."""
        sizes: dict[Any, int] = {}
        for step in self.steps:
            for value, count in step.groups.items():
                sizes[value] = max(sizes.get(value, 0), count.of)
        return sorted(sizes, key=lambda value: (-sizes[value], str(value)))[:MOST_GROUPS]

    @cached_property
    def names(self) -> dict[Any, str]:
        every = {value for step in self.steps for value in step.groups}
        return labels(self.dimension, every)

    @cached_property
    def _deals(self) -> tuple[Reading, Mapping[Any, Reading]]:
        """Of the year up to today: wins are fewer than leads."""
        year = self.asked.over(Window(self.asked.window.until - YEAR, self.asked.window.until))
        return registry[DEAL].read(year), registry[DEAL].by(year, self.dimension)

    @cached_property
    def _rates(self) -> dict[str, tuple[Reading | None, Mapping[Any, Reading]]]:
        """{stage: (the company's rate from there to won, the groups')}."""
        found: dict[str, tuple[Reading | None, Mapping[Any, Reading]]] = {}
        for step in self.steps:
            if step.last == WON:
                continue
            kpi = registry[f"{step.last}_to_won"]
            asked = grown(kpi, self.asked)
            found[step.last] = (kpi.read(asked), kpi.by(asked, self.dimension)) if asked else (None, {})
        return found

    def _worth(self, stage: str, value: Any) -> Worth | None:
        """Of a lead that has come so far; the company's where `value` is None or the group has too few."""
        deal, deals = self._deals
        rate, rates = self._rates.get(stage, (None, {}))
        own = value is not None or self.dimension in AS_AT_HANDOFF
        chosen, is_own = _enough(deal, deals.get(value) if own else None)
        factors = [_factor(f"deal:{value if is_own else ''}", chosen)]
        if stage != WON:
            told, knows = _enough(rate, rates.get(value) if own else None)
            factors.append(_factor(f"rate:{stage}:{value if knows else ''}", told))
            is_own = is_own and knows
        known = [one for one in factors if one is not None]
        return Worth(tuple(known), is_own) if len(known) == len(factors) else None


def grown(kpi: KPI, asked: Asked) -> Asked | None:
    """The same question of the cohorts that had their time; None where none had."""
    until = kpi.measure(asked).mature_until
    if until is None:
        return asked
    if until < asked.window.since:
        return None
    return asked.over(Window(asked.window.since, min(until, asked.window.until)))


def _count(reading: Reading) -> Count:
    return Count(int(reading.numerator or 0), int(reading.denominator or 0))


def _enough(company: Reading | None, group: Reading | None) -> tuple[Reading | None, bool]:
    return (group, True) if group is not None and group.n >= FEW else (company, False)


def _factor(key: str, reading: Reading | None) -> Factor | None:
    if reading is None or reading.value is None:
        return None
    value = reading.value
    low = value if reading.low is None else min(reading.low, value)
    high = value if reading.high is None else max(reading.high, value)
    return measured(key, value, (low, high), positive=True)
