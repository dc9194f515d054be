"""Can this volume show the target? How many cases it takes, and by when they come. Pure.

Tests are two-sided at 5 % with 80 % power, in two periods of as many cases each: one before, one after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, log, sqrt
from statistics import NormalDist

from dashboards.statistics import Z95
from dashboards.statistics.planning import (
    CHANCE,
    POWER,
    cases_to_prove,
    cases_to_show,
    least_effect,
    most_misses,
)
from dashboards.statistics.promoters import Promoters, worst_margin

SAMPLES = (50, 100, 200, 400)
ASKED = (10, 20, 50)
FOREVER = 36_500
PROMOTE, DETRACT = 0.4, 0.3
"""Shares from which the margin of an NPS is told before anybody answered."""


@dataclass(frozen=True)
class Volume:
    """So many cases came in so many days of the reference; a case takes `lag` days to be final."""

    cases: int
    days: int
    lag: int = 0

    @property
    def a_day(self) -> float:
        return self.cases / self.days if self.days else 0.0

    def by(self, start: date, until: date) -> int:
        """Cases that are final on that day, of those that come from `start` on."""
        return int(max((until - start).days - self.lag, 0) * self.a_day)

    def comes_on(self, needed: int, start: date) -> date | None:
        """The day on which so many are final; None in no lifetime."""
        if not self.a_day:
            return None
        days = ceil(needed / self.a_day) + self.lag
        return start + timedelta(days=days) if days <= FOREVER else None


@dataclass(frozen=True)
class Proof:
    """Of so many cases, how many must keep it so that the share is proven to be as good as the level; None: not even all."""

    of: int
    keep: int | None
    is_own: bool = False


@dataclass(frozen=True)
class Margin:
    """How far an NPS of so many answers may be off, in points: at 40 % promoters and 30 % detractors, and at worst."""

    of: int
    usual: float
    worst: float
    is_own: bool = False


@dataclass(frozen=True)
class Answer:
    """`method` is share, proof, promoters, times, mean, or blank where no test applies."""

    method: str
    needed: int | None = None
    """Cases in each of two periods; of a proof, those after alone."""
    has: int = 0
    after: int = 0
    """Cases that are final by the date."""
    comes_on: date | None = None
    matures_on: date | None = None
    least: float | None = None
    """The smallest step that the volume shows by the date, as a difference."""
    proofs: Sequence[Proof] = field(default_factory=list)
    margins: Sequence[Margin] = field(default_factory=list)

    @property
    def is_proof(self) -> bool:
        return self.method == "proof"

    @property
    def has_enough_before(self) -> bool:
        return self.is_proof or (self.needed is not None and self.has >= self.needed)

    @property
    def is_in_time(self) -> bool:
        return self.comes_on is not None and self.matures_on is not None and self.comes_on <= self.matures_on

    @property
    def can_show(self) -> bool:
        return self.has_enough_before and self.is_in_time


@dataclass(frozen=True)
class Asking:
    """From here to there, with this volume, from `start` until a day."""

    now: float
    target: float
    volume: Volume
    start: date
    until: date

    def answer(self, method: str, needed: int | None, **more: object) -> Answer:
        comes = self.volume.comes_on(needed, self.start) if needed else None
        after = self.volume.by(self.start, self.until)
        return Answer(method, needed, self.volume.cases, after, comes, self.until, **more)  # type: ignore[arg-type]


def of_share(asked: Asking) -> Answer:
    """A share that moves: Fleiss."""
    needed = cases_to_show(asked.now, asked.target)
    cases = min(asked.volume.cases, asked.volume.by(asked.start, asked.until))
    from_here = asked.now if asked.target >= asked.now else 1 - asked.now
    return asked.answer("share", needed, least=least_effect(from_here, cases))


def of_level(asked: Asking, better: str) -> Answer:
    """A share that shall be proven to be so good: the near end of its interval reaches the level."""
    level = asked.target if better == "up" else 1 - asked.target
    own = asked.volume.by(asked.start, asked.until)
    sizes = sorted({*SAMPLES, *([own] if own else [])})
    proofs = [Proof(of, _keep(of, level), of == own and of not in SAMPLES) for of in sizes]
    return asked.answer("proof", cases_to_prove(level) if level < 1 else None, proofs=proofs)


def _keep(of: int, level: float) -> int | None:
    misses = most_misses(of, level)
    return None if misses is None else of - misses


def of_promoters(asked: Asking) -> Answer:
    """An NPS: its margins, and the answers that a step takes at the usual shares."""
    own = asked.volume.cases
    margins = [_margin(of, of == own and of not in ASKED) for of in sorted({*ASKED, *([own] if own else [])})]
    spread = 100 * sqrt(PROMOTE + DETRACT - (PROMOTE - DETRACT) ** 2)
    return asked.answer("promoters", _cases(spread, asked.target - asked.now), margins=margins)


def _margin(of: int, is_own: bool) -> Margin:
    told = Promoters(round(PROMOTE * of), round(DETRACT * of), of)
    return Margin(of, told.margin or 0.0, worst_margin(of) or 0.0, is_own)


def of_times(asked: Asking) -> Answer:
    """A median wait: ended waits in each period that the log-rank test takes (Schoenfeld 1981), of waits that end at a steady
    rate, so that medians stand as rates do."""
    if asked.now <= 0 or asked.target <= 0 or asked.now == asked.target:
        return asked.answer("times", None)
    return asked.answer("times", ceil(2 * (_strength() / log(asked.target / asked.now)) ** 2 - 1e-9))


def of_mean(asked: Asking, low: float | None, high: float | None) -> Answer:
    """A mean, with the spread that the interval of the reference tells."""
    if low is None or high is None or high <= low:
        return asked.answer("mean", None)
    spread = (high - low) / (2 * Z95) * sqrt(asked.volume.cases)
    return asked.answer("mean", _cases(spread, asked.target - asked.now))


def _cases(spread: float, step: float) -> int | None:
    return ceil(2 * (_strength() * spread / step) ** 2 - 1e-9) if step else None


def _strength() -> float:
    normal = NormalDist()
    return normal.inv_cdf(1 - CHANCE / 2) + normal.inv_cdf(POWER)
