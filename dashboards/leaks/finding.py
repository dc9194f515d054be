"""How much a group loses at a step against the rest of the company, and what it would be worth to stop that. Pure.

The reference is everybody else at the same step in the same time: it is what this company does already, its cases are not
the group's own, so the two can be tested against each other, and no group has to be picked as the best one by luck.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dashboards.statistics.factors import Factor, counted, drawn, interval, likely, measured
from people.shares import FEW, Interval, holm, newcombe, two_sided, wilson, z_of_two

SURE = 0.05
YEAR = 365.0
POINT = 0.01


@dataclass(frozen=True)
class Count:
    hits: int
    of: int

    @property
    def rate(self) -> float:
        return self.hits / self.of if self.of else 0.0

    def less(self, other: "Count") -> "Count":
        return Count(self.hits - other.hits, self.of - other.of)


@dataclass(frozen=True)
class Worth:
    """What a lead more at the end of a step brings: the rate from there to won, and what a win brings. `is_own` where both
    are the group's own; else it has too few and the company's stand in."""

    factors: tuple[Factor, ...]
    is_own: bool = True


@dataclass(frozen=True)
class Cell:
    """A group at a step, over so many days."""

    step: str
    value: Hashable
    own: Count
    rest: Count
    days: int
    worth: Worth | None
    chance: float | None = None
    """After adjusting for the whole table."""

    @property
    def interval(self) -> Interval | None:
        return wilson(self.own.hits, self.own.of)

    @property
    def gap(self) -> float:
        """How much more of the rest go on: above zero it leaks."""
        return self.rest.rate - self.own.rate if self.own.of and self.rest.of else 0.0

    @property
    def gap_interval(self) -> Interval | None:
        return newcombe(self.rest.hits, self.rest.of, self.own.hits, self.own.of)

    @property
    def plain_chance(self) -> float | None:
        z = z_of_two(self.rest.hits, self.rest.of, self.own.hits, self.own.of)
        return None if z is None else two_sided(z)

    @property
    def is_few(self) -> bool:
        return min(self.own.of, self.rest.of) < FEW

    @property
    def is_shown(self) -> bool:
        """Beyond chance, after the whole table was asked, and the interval agrees."""
        ends = self.gap_interval
        is_clear = ends is not None and (ends[0] > 0 or ends[1] < 0)
        return not self.is_few and is_clear and self.chance is not None and self.chance < SURE

    @property
    def a_year(self) -> float:
        return self.own.of * YEAR / self.days

    @property
    def extra(self) -> float:
        """Leads more a year that would go on if the group did as the rest."""
        return self.a_year * max(self.gap, 0.0)

    @cached_property
    def factors(self) -> tuple[Factor, ...] | None:
        ends = self.gap_interval
        if self.worth is None or ends is None or self.gap <= 0:
            return None
        gap = measured(
            f"gap:{self.step}:{self.value}", self.gap, (min(ends[0], self.gap), max(ends[1], self.gap))
        )
        return (counted(f"n:{self.step}:{self.value}", self.a_year), gap, *self.worth.factors)

    @property
    def money(self) -> float | None:
        """A year, were the gap closed; None where it doesn't leak or no win tells what one brings."""
        return likely(self.factors) if self.factors else None

    @cached_property
    def money_interval(self) -> Interval | None:
        return interval(drawn(self.factors)) if self.factors else None


def cells(
    step: str, groups: Mapping[Any, Count], days: int, worths: Mapping[Any, Worth | None]
) -> list[Cell]:
    """Each group of a step against all others together."""
    whole = Count(sum(one.hits for one in groups.values()), sum(one.of for one in groups.values()))
    return [Cell(step, value, own, whole.less(own), days, worths.get(value)) for value, own in groups.items()]


def judged(found: Sequence[Cell]) -> list[Cell]:
    """The same cells, each chance adjusted for having asked all that have enough cases at once (Holm). Two groups alone are
    each other's rest: that is one question."""
    sizes = Counter(one.step for one in found)
    asked: dict[Hashable, float] = {}
    for one in found:
        if not one.is_few and (chance := one.plain_chance) is not None:
            asked[_question(one, sizes)] = chance
    told = dict(zip(asked, holm(list(asked.values())), strict=True))
    return [replace(one, chance=None if one.is_few else told.get(_question(one, sizes))) for one in found]


def _question(one: Cell, sizes: Mapping[str, int]) -> Hashable:
    return one.step if sizes[one.step] == 2 else (one.step, one.value)


def ranked(found: Sequence[Cell]) -> list[Cell]:
    """Those that leak, the most valuable first; those with too few cases last, for their gap is mostly luck."""
    leaking = [one for one in found if one.gap > 0 and one.money is not None]
    return sorted(leaking, key=lambda one: (one.is_few, -(one.money or 0.0), one.step, str(one.value)))


def point(step: str, entered: int, days: int, worth: Worth) -> tuple[float, Interval]:
    """What one more point of everybody at this step is worth a year."""
    factors = (counted(f"all:{step}", entered * YEAR / days), counted("point", POINT), *worth.factors)
    return likely(factors), interval(drawn(factors))
