"""How well a score tells the leads that came to something from those that didn't. Pure.

Leads are given counted, one `Bin` for each score that occurs. Equal scores are never told apart: they stand in one
band, count half in the ROC-AUC, and come into the best tenth in proportion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

TENTHS = 10
Z = 1.959964
"""Of the normal distribution, for 95 %."""


@dataclass(frozen=True)
class Bin:
    """So many leads have this score, and so many of them came to something (`hits`)."""

    score: Decimal
    count: int
    hits: int


@dataclass(frozen=True)
class Band:
    """Leads with scores from `low` to `high`, both included: about a tenth of all, more where many scores are equal."""

    low: Decimal
    high: Decimal
    count: int
    hits: int

    @property
    def rate(self) -> float:
        return self.hits / self.count


@dataclass(frozen=True)
class Quality:
    """What a score is worth on some leads. Measures that nothing can be said about are None."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.bins)

    @property
    def hits(self) -> int:
        return sum(one.hits for one in self.bins)

    @property
    def rate(self) -> float | None:
        """The share that came to something, whatever its score."""
        return self.hits / self.count if self.count else None

    @property
    def auc(self) -> float | None:
        return auc(self.bins)

    @property
    def top_precision(self) -> float | None:
        """The share that came to something among the best tenth."""
        return precision(self.bins, 1 / TENTHS)

    @property
    def top_lift(self) -> float | None:
        """How many times the rate of all the best tenth has."""
        found, usual = self.top_precision, self.rate
        return found / usual if found is not None and usual else None

    @property
    def bands(self) -> list[Band]:
        return bands(self.bins)

    def lift(self, band: Band) -> float | None:
        return band.rate / self.rate if self.rate else None


def ordered(bins: Iterable[Bin]) -> list[Bin]:
    """The best score first, without empty ones."""
    return sorted((one for one in bins if one.count), key=lambda one: -one.score)


def auc(bins: Iterable[Bin]) -> float | None:
    """The chance that a lead that came to something has more points than one that didn't; equal points count half.

    The Mann-Whitney form of the area under the ROC curve (Hanley and McNeil 1982). None unless both kinds occur.
    """
    better, twice = 0, 0
    misses = hits = 0
    for one in reversed(ordered(bins)):
        missed = one.count - one.hits
        better += one.hits * misses
        twice += one.hits * missed
        misses, hits = misses + missed, hits + one.hits
    return (better + twice / 2) / (misses * hits) if misses and hits else None


def auc_interval(quality: Quality) -> tuple[float, float] | None:
    """95 % by Hanley and McNeil's standard error, held between 0 and 1."""
    area, hits = quality.auc, quality.hits
    misses = quality.count - hits
    if area is None:
        return None
    one, two = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (hits - 1) * (one - area**2) + (misses - 1) * (two - area**2)
    error = Z * sqrt(max(spread, 0) / (hits * misses))
    return max(area - error, 0.0), min(area + error, 1.0)


def precision(bins: Iterable[Bin], share: float) -> float | None:
    """The share of hits among the best-scored `share` of the leads; of equal scores on its edge as many as have room."""
    rows = ordered(bins)
    room = whole = share * sum(one.count for one in rows)
    hits = 0.0
    for one in rows:
        taken = min(one.count, room)
        hits += one.hits * taken / one.count
        room -= taken
    return hits / whole if whole else None


def bands(bins: Iterable[Bin]) -> list[Band]:
    """The best tenth first; a band ends with the score at which its tenth is full."""
    rows = ordered(bins)
    total = sum(one.count for one in rows)
    found: list[Band] = []
    held: list[Bin] = []
    come = 0
    for one in rows:
        held.append(one)
        come += one.count
        # in whole numbers: 0.3 of 10 leads is three of them
        is_last = come == total
        if is_last or come * TENTHS // total > (come - sum(row.count for row in held)) * TENTHS // total:
            found.append(_band(held))
            held = []
    return found


def _band(rows: Sequence[Bin]) -> Band:
    counted = sum(one.count for one in rows)
    return Band(rows[-1].score, rows[0].score, counted, sum(one.hits for one in rows))


def hold_out_from(days: Iterable[tuple[date, int]], share: float) -> date | None:
    """The day that parts what was known from what is tested: from it on lies at least this share of the leads."""
    rows = sorted(days, reverse=True)
    wanted, come = share * sum(count for _day, count in rows), 0
    for day, count in rows:
        come += count
        if come >= wanted:
            return day
    return None
