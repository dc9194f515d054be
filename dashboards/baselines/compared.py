"""A number of now beside what a baseline kept: the effect, its interval, and what that allows to say."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.changes import apart
from dashboards.grown import adds_up, grown_reading
from dashboards.kpis import KPI, Reading, registry
from dashboards.models import Baseline, BaselineNumber
from dashboards.showing import difference_words, differences_words, interval_words, words_of
from dashboards.statistics import FEW, Interval

VERDICTS: dict[str, tuple[Any, str]] = {
    "better": (_("better"), "is-good"),
    "worse": (_("worse"), "is-bad"),
    "open": (_("not shown"), ""),
    "few": (_("too few"), "is-warn"),
    "untold": (_("no interval"), ""),
    "unequal": (_("another number of days"), ""),
    "none": (_("nothing to compare"), ""),
}


@dataclass(frozen=True)
class Comparison:
    """One KPI: what the baseline says, what is now, and how far they lie apart."""

    kpi: KPI
    baseline: Baseline
    then: BaselineNumber
    now: Reading
    asked: Asked
    interval: Interval | None

    @property
    def effect(self) -> float | None:
        """Now less then; None where either says nothing, or where days are added up and there are not as many."""
        if self.is_unequal or self.now.value is None or self.then.value is None:
            return None
        return self.now.value - self.then.value

    @property
    def is_unequal(self) -> bool:
        frozen = Window(self.baseline.since, self.baseline.until)
        return adds_up(self.kpi) and frozen.days != self.asked.window.days

    @property
    def verdict(self) -> str:
        """Better or worse only where the whole interval lies on one side, of enough cases on both."""
        if self.is_unequal:
            return "unequal"
        if self.effect is None:
            return "none"
        if min(self.now.n, self.then.n) < FEW:
            return "few"
        if self.interval is None:
            return "untold"
        low, high = self.interval
        if low <= 0 <= high:
            return "open"
        return "better" if (low > 0) == (self.kpi.better == "up") else "worse"

    @property
    def verdict_words(self) -> Any:
        return VERDICTS[self.verdict][0]

    @property
    def tone(self) -> str:
        return VERDICTS[self.verdict][1]

    @property
    def then_words(self) -> str:
        return words_of(self.then.value, self.kpi.unit)

    @property
    def now_words(self) -> str:
        return words_of(self.now.value, self.kpi.unit)

    @property
    def now_interval(self) -> str:
        return interval_words(self.now, self.kpi.unit)

    @property
    def effect_words(self) -> str:
        return "–" if self.effect is None else difference_words(self.effect, self.kpi.unit)

    @property
    def effect_range(self) -> str:
        return differences_words(self.interval if self.effect is not None else None, self.kpi.unit)

    @property
    def then_interval(self) -> str:
        kept = Reading(self.then.value, self.then.n, low=self.then.low, high=self.then.high)
        return interval_words(kept, self.kpi.unit)

    @property
    def rows_url(self) -> str:
        """The rows of now; what the baseline kept are numbers, its rows may have changed since."""
        part = self.kpi.main(self.asked)
        return self.asked.rows_url(self.kpi.key, part) if part else ""


def compared(kpi: KPI, then: BaselineNumber, baseline: Baseline, asked: Asked) -> Comparison:
    """Cohorts of now that had their time alone, where the number knows such."""
    asked, now, _cut = grown_reading(kpi, asked)
    return Comparison(kpi, baseline, then, now, asked, apart(kpi, now, then))


def all_compared(baseline: Baseline, asked: Asked) -> list[Comparison]:
    """Every number that the baseline keeps and that is still counted, in the order of the registry."""
    kept = {one.kpi: one for one in baseline.numbers.all()}
    return [compared(kpi, kept[key], baseline, asked) for key, kpi in registry.items() if key in kept]
