"""Marks of a scorecard from the values of its numbers. Pure.

A number's points run straight from 0 at its red bound to 100 at its green one. Its colour changes only when the points
cross a bound by a margin, so that a number which trembles on a bound doesn't change its colour every month. What is missing
is never given to the others' weights: the total says how low and how high it may be, and a red critical number caps both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MARGIN = 5.0
"""Points by which a bound must be crossed before the colour follows."""
AMBER_FROM, GREEN_FROM = 50.0, 100.0
CAP = 49.0
"""The most that a total can be while a critical number is red: below amber."""


class Colour(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True)
class Band:
    """The values at which a number is worth nothing (`red`) and everything (`green`); `red` is the larger one where less is
    better. ValueError where both are one."""

    red: float
    green: float

    def __post_init__(self) -> None:
        if self.red == self.green:
            raise ValueError("a band has two ends")

    def points(self, value: float) -> float:
        """0..100, straight between the ends."""
        return min(100.0, max(0.0, 100 * (value - self.red) / (self.green - self.red)))


@dataclass(frozen=True)
class Line:
    """One agreed number: its weight among the others and whether its red caps the whole."""

    key: str
    weight: float
    band: Band
    is_critical: bool = False


@dataclass(frozen=True)
class Mark:
    """What a line is worth in a month; `points` and `colour` are None where the number is missing."""

    line: Line
    points: float | None = None
    colour: Colour | None = None


@dataclass(frozen=True)
class Total:
    """0..100. `least` takes what is missing as nothing, `most` as everything; `told` is the part of the weights that has a
    value; `capped_by` the critical numbers that are red."""

    least: float
    most: float
    told: float
    capped_by: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.told >= 1 - 1e-9

    @property
    def value(self) -> float | None:
        """One figure where nothing is missing; None where only its range can be told."""
        return self.least if self.is_whole else None

    @property
    def colour(self) -> Colour | None:
        low, high = plain_colour(self.least), plain_colour(self.most)
        return low if low is high else None


def plain_colour(points: float) -> Colour:
    return Colour.GREEN if points >= GREEN_FROM else Colour.AMBER if points >= AMBER_FROM else Colour.RED


def colour(points: float, before: Colour | None) -> Colour:
    """The colour of these points for a number that had `before`: it follows once a bound is crossed by the margin.

    Green is the agreed value itself, so it is given at once and kept until the points fall below it by the margin.
    """
    now = plain_colour(points)
    if before is None or now is before:
        return now
    order = list(Colour)
    if order.index(now) < order.index(before):
        kept = plain_colour(min(100.0, points + MARGIN))
        return before if order.index(kept) >= order.index(before) else kept
    if now is Colour.GREEN:
        return now
    kept = plain_colour(points - MARGIN)
    return kept if order.index(kept) > order.index(before) else before


def marks(
    lines: Sequence[Line], values: Mapping[str, float | None], before: Mapping[str, Colour]
) -> list[Mark]:
    """`before`: the colour each number had the month before."""
    found = []
    for line in lines:
        value = values.get(line.key)
        if value is None:
            found.append(Mark(line))
            continue
        points = line.band.points(value)
        found.append(Mark(line, points, colour(points, before.get(line.key))))
    return found


def total(of: Iterable[Mark]) -> Total | None:
    """The weighted mean of the points; None without weights."""
    told = list(of)
    weights = sum(mark.line.weight for mark in told)
    if weights <= 0:
        return None
    least = sum(mark.line.weight * (mark.points or 0.0) for mark in told) / weights
    missing = sum(mark.line.weight for mark in told if mark.points is None) / weights
    red = tuple(mark.line.key for mark in told if mark.line.is_critical and mark.colour is Colour.RED)
    most = least + 100 * missing
    if red:
        least, most = min(least, CAP), min(most, CAP)
    return Total(least, most, 1 - missing, red)
