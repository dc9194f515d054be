"""A target before it is set: where the number stands, where it shall, whether the volume can show it, what one's own best do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked
from dashboards.benchmarks import Benchmark, of_kpi
from dashboards.grown import grown_part
from dashboards.kpis import KPI, Measured, Rate, Reading
from dashboards.labels import labels
from dashboards.models import Target
from dashboards.showing import words_of
from dashboards.statistics import FEW, wilson
from people.models import Organisation, User
from people.templatetags.formats import day

from . import feasibility
from .aim import Aim, Kind

FEW_OF_A_WEEK = 10
TIMES = ("duration", "span", "days")


@dataclass(frozen=True)
class Stated:
    """What somebody says of a number that isn't counted here; None: it is counted."""

    value: float | None = None
    cases: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """What the best quarter of one's own sources or weeks reaches."""

    words: Any
    value: float
    n: int
    names: list[str]
    unit: str
    of: int
    low: float | None = None
    high: float | None = None

    @property
    def shown(self) -> str:
        return words_of(self.value, self.unit)


class Plan:
    """One number over its reference window, aimed at a day."""

    def __init__(self, kpi: KPI, asked: Asked, stated: Stated, aim: Aim | None, until: date | None) -> None:
        self.kpi, self.whole, self.stated, self.aim, self.until = kpi, asked, stated, aim, until

    @cached_property
    def read(self) -> Measured:
        return self.kpi.measure(self.whole)

    @cached_property
    def grown(self) -> tuple[Asked, Reading, bool]:
        return grown_part(self.read, self.whole)

    @property
    def reading(self) -> Reading:
        return self.grown[1]

    @property
    def rows_url(self) -> str:
        asked = self.grown[0]
        part = self.kpi.main(asked)
        return asked.rows_url(self.kpi.key, part) if part and asked.user.sees_every_lead else ""

    @property
    def is_stated(self) -> bool:
        return self.stated.value is not None

    @property
    def start(self) -> float | None:
        return self.stated.value if self.is_stated else self.reading.value

    @property
    def start_words(self) -> str:
        return words_of(self.start, self.kpi.unit)

    @property
    def n(self) -> int:
        return self.reading.n if self.stated.cases is None else self.stated.cases

    @property
    def target(self) -> float | None:
        """None without a start or an aim, and where it would be more than all or less than nothing."""
        return None if self.aim is None else self.reached(self.aim)

    def reached(self, aim: Aim) -> float | None:
        if self.start is None and aim.kind != Kind.LEVEL:
            return None
        found = aim.value(self.start or 0.0, self.kpi.better)
        is_open = found or self.kpi.unit == "score" or isinstance(self.kpi, Rate)
        return found if is_open and self.can_be(found) else None

    def can_be(self, value: float) -> bool:
        """A share lies between nothing and all, a score within its hundred either way, all else above nothing."""
        if isinstance(self.kpi, Rate):
            return 0 <= value <= 1
        return -100 <= value <= 100 if self.kpi.unit == "score" else value >= 0

    @property
    def target_words(self) -> str:
        return words_of(self.target, self.kpi.unit)

    def decided(self, by: User) -> Target:
        """The row, not stored yet; of a plan that makes a number."""
        assert self.aim and self.target is not None and self.until
        reading, window = self.reading, self.whole.window
        return Target(
            kpi=self.kpi.key,
            scope={name: list(values) for name, values in self.whole.cuts.items()},
            kind=self.aim.kind,
            amount=self.aim.amount,
            from_value=self.target if self.start is None else self.start,
            from_n=self.n,
            from_low=None if self.is_stated else reading.low,
            from_high=None if self.is_stated else reading.high,
            is_stated=self.is_stated,
            value=self.target,
            since=window.since,
            until=window.until,
            matures_on=self.until,
            decided_by=by,
        )

    @property
    def other_words(self) -> str:
        """What the same figure would make if it were meant the other way; blank where there is none."""
        if self.aim is None or self.aim.kind == Kind.LEVEL or self.kpi.unit not in ("percent", "score"):
            return ""
        factor = 100 if self.kpi.unit == "score" else 1
        if self.aim.kind == Kind.RELATIVE:
            other = Aim(Kind.POINTS, self.aim.amount * factor)
        else:
            other = Aim(Kind.RELATIVE, self.aim.amount / factor)
        value = self.reached(other)
        return "" if value is None else words_of(value, self.kpi.unit)

    @cached_property
    def answer(self) -> feasibility.Answer | None:
        """Whether the volume can show it; None before a target makes a number."""
        if self.target is None or self.until is None:
            return None
        now = self.target if self.start is None else self.start
        asking = feasibility.Asking(now, self.target, self._volume(), self.whole.today, self.until)
        if isinstance(self.kpi, Rate):
            assert self.aim
            if self.aim.kind == Kind.LEVEL:
                return feasibility.of_level(asking, self.kpi.better)
            return feasibility.of_share(asking)
        if self.kpi.unit == "score":
            return feasibility.of_promoters(asking)
        if self.kpi.unit in TIMES:
            return feasibility.of_times(asking)
        if self.kpi.unit == "money":
            return feasibility.of_mean(asking, self.reading.low, self.reading.high)
        return feasibility.Answer("")

    def _volume(self) -> feasibility.Volume:
        asked = self.grown[0]
        grown = self.read.mature_until
        lag = 0 if grown is None else max((self.whole.today - grown).days, 0)
        window = self.whole.window if self.stated.cases is not None else asked.window
        return feasibility.Volume(self._cases(), window.days, lag)

    def _cases(self) -> int:
        """Of times, those that ended: a wait that goes on tells little."""
        if self.stated.cases is not None or self.kpi.unit not in TIMES:
            return self.n
        parts = self.reading.parts
        return next((parts[name] for name in ("touched", "reached") if name in parts), self.n)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """From the company's own cohorts: what its best quarter reaches, where there are four with enough cases."""
        found = [self._of_sources(), self._of_weeks()]
        return [one for one in found if one is not None]

    def _of_sources(self) -> Suggestion | None:
        if not self.kpi.groups_by("source"):
            return None
        groups = self.kpi.by(self.grown[0], "source")
        words = labels("source", groups)
        return best_quarter(
            {words[source]: one for source, one in groups.items()},
            self.kpi,
            FEW,
            _("best quarter of the sources"),
        )

    def _of_weeks(self) -> Suggestion | None:
        weeks = self.grown[0].window.weeks(Organisation.current().week_start)
        read = {day(week.since): self.read.over(week) for week in weeks}
        return best_quarter(read, self.kpi, FEW_OF_A_WEEK, _("best quarter of the weeks"))

    @property
    def benchmarks(self) -> list[Benchmark]:
        return of_kpi(self.kpi.key)


def best_quarter(readings: Mapping[str, Reading], kpi: KPI, least: int, words: Any) -> Suggestion | None:
    """Of those with enough cases; None of fewer than four. Shares are pooled, of other numbers the least good one counts."""
    known = {name: one for name, one in readings.items() if one.value is not None and one.n >= least}
    if len(known) < 4:
        return None
    ranked = sorted(known, key=lambda name: known[name].value or 0.0, reverse=kpi.better == "up")
    names = ranked[: ceil(len(ranked) / 4)]
    best = [known[name] for name in names]
    n = sum(one.n for one in best)
    if isinstance(kpi, Rate):
        hits, of = (int(sum(getattr(one, part) for one in best)) for part in ("numerator", "denominator"))
        low, high = wilson(hits, of) or (None, None)
        return Suggestion(words, hits / of, n, names, kpi.unit, len(known), low, high)
    return Suggestion(words, best[-1].value or 0.0, n, names, kpi.unit, len(known))
