"""A comparison of two periods of equal length on either side of a day, number by number. Reads, writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dashboards.asking import Asked, Window
from dashboards.evidence import Evidence
from dashboards.kpis import KPI, Measured, Reading, registry
from dashboards.statistics.turning import Turning, turning

from .effects import Effect, beside, effect
from .verdicts import Verdict, adjusted_chances, verdict

FAMILY = (
    "lead_acceptance_rate",
    "response_time",
    "captured_to_opportunity",
    "sla_compliance",
    "internal_nps",
    "revenue_per_qualified_lead",
    "sales_cycle",
    "cost_per_qualified_lead",
)
"""The eight of the program; asked at once, so that each answer pays for the other seven."""


@dataclass(frozen=True)
class Side:
    """A number in one of the two periods, and the page with its rows."""

    reading: Reading
    url: str


@dataclass(frozen=True)
class Finding:
    kpi: KPI
    before: Side
    after: Side
    effect: Effect | None
    chance: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Pilot:
    """Those who work in the new way, while `others`, all other values of the dimension, go on as before."""

    dimension: str
    value: Any
    others: tuple[Any, ...]


@dataclass(frozen=True)
class Study:
    """`asked` has the reader and the filters; `day` is the first of the later period."""

    asked: Asked
    day: date
    days: int
    pilot: Pilot | None = None
    known: Callable[[KPI, Asked], Measured | None] = lambda _kpi, _asked: None
    """What somebody has measured already, where it answers the question."""

    @property
    def before(self) -> Window:
        return Window(self.day - timedelta(days=self.days), self.day - timedelta(days=1))

    @property
    def after(self) -> Window:
        """Days to come belong to it and are empty; the length stays, so that seasons and weekdays are alike."""
        return Window(self.day, self.day + timedelta(days=self.days - 1))

    @property
    def is_over(self) -> bool:
        return self.after.until < self.asked.today

    @cached_property
    def findings(self) -> list[Finding]:
        kpis = [registry[key] for key in FAMILY if key in registry]
        told = [(self._told(kpi, self.before), self._told(kpi, self.after)) for kpi in kpis]
        effects = [self._effect(kpi, one[1], two[1]) for kpi, (one, two) in zip(kpis, told, strict=True)]
        chances = adjusted_chances(effects)
        return [
            Finding(kpi, before, after, moved, chance, self._verdict(kpi, before, after, moved, chance))
            for kpi, ((before, _one), (after, _two)), moved, chance in zip(
                kpis, told, effects, chances, strict=True
            )
        ]

    def count(self, which: Verdict) -> int:
        return sum(finding.verdict is which for finding in self.findings)

    def _told(self, kpi: KPI, window: Window) -> tuple[Side, Evidence | None]:
        """The number of one side, and the cases that it is compared by."""
        asked = self.piloted(window)
        part = kpi.main(asked)
        reading, evidence = kpi.studied(asked, self.known(kpi, asked))
        return Side(reading, asked.rows_url(kpi.key, part) if part else ""), evidence

    def _effect(self, kpi: KPI, before: Evidence | None, after: Evidence | None) -> Effect | None:
        told = _moved(before, after)
        if self.pilot is None or told is None:
            return told
        if not kpi.groups_by(self.pilot.dimension):
            return None
        windows = (self.before, self.after)
        rest = _moved(*(kpi.evidence(self.piloted(window, is_pilot=False)) for window in windows))
        return beside(told, rest) if rest else None

    def piloted(self, window: Window, is_pilot: bool = True) -> Asked:
        """The question of this window, of the pilot or of the rest; of everybody where there is no pilot."""
        asked = self.asked.over(window)
        if self.pilot is None:
            return asked
        values = (self.pilot.value,) if is_pilot else self.pilot.others
        return asked.within_values(self.pilot.dimension, values)

    def _verdict(
        self, kpi: KPI, before: Side, after: Side, moved: Effect | None, chance: float | None
    ) -> Verdict:
        return verdict(moved, chance, kpi.better, after.reading.trust == "immature")


def _moved(before: Evidence | None, after: Evidence | None) -> Effect | None:
    return effect(before, after) if before is not None and after is not None else None


@dataclass(frozen=True)
class Series:
    """A number by week on both sides of the day, and the line through each side."""

    weeks: Sequence[Window]
    readings: Sequence[Reading]
    urls: Sequence[str]
    at: int
    """The place of the first week of the later period."""
    turned: Turning | None


def series(study: Study, kpi: KPI, week_start: int) -> Series:
    """Whole weeks alone; weeks in which nothing can be said are left out of the line and of the count."""
    whole = study.before.joined(study.after.cut(Window(study.day, study.asked.today)))
    asked = study.piloted(whole)
    measured = kpi.measure(asked)
    weeks = [week for week in whole.weeks(week_start) if week.days == 7]
    told = [(week, measured.over(week)) for week in weeks]
    told = [(week, reading) for week, reading in told if reading.value is not None]
    at = sum(week.since < study.day for week, _reading in told)
    values = [reading.value or 0.0 for _week, reading in told]
    part = kpi.main(asked)
    urls = [asked.over(week).rows_url(kpi.key, part) if part else "" for week, _reading in told]
    kept, readings = [week for week, _reading in told], [reading for _week, reading in told]
    return Series(kept, readings, urls, at, turning(values, at))
