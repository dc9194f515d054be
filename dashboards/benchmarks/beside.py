"""Our numbers beside the published ones: within, above, below, or not to be told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked
from dashboards.grown import grown_part
from dashboards.kpis import KPI, Measured, Reading, registry
from dashboards.showing import interval_words, words_of
from people.models import Organisation

from .meanings import Words
from .shipped import Benchmark, benchmarks

PLACES: dict[str, Words] = {
    "below": _("yours lies below"),
    "above": _("yours lies above"),
    "within": _("yours lies within"),
    "unclear": _("can't be told apart"),
}


def place_of(reading: Reading, ends: tuple[float, float]) -> str:
    """Where ours lies, its whole interval: below, within or above what is published, else unclear; blank without a number."""
    if reading.value is None:
        return ""
    low = reading.value if reading.low is None else reading.low
    high = reading.value if reading.high is None else reading.high
    if high < ends[0]:
        return "below"
    if low > ends[1]:
        return "above"
    return "within" if ends[0] <= low and high <= ends[1] else "unclear"


@dataclass(frozen=True)
class Compared:
    """One published figure beside ours, with where both end on a line of 100."""

    benchmark: Benchmark
    own: Reading
    better: str
    most: float
    unit: str

    @property
    def words(self) -> str:
        """What is published, in the form of our number."""
        row = self.benchmark.row
        return " – ".join(words_of(value * row.scale, self.unit) for value in row.stated)

    @property
    def place(self) -> str:
        return place_of(self.own, self.benchmark.row.ends)

    @property
    def place_words(self) -> Words:
        return PLACES.get(self.place, "")

    @property
    def tone(self) -> str:
        if self.place not in ("below", "above"):
            return ""
        return "is-good" if (self.place == "above") == (self.better == "up") else "is-bad"

    @property
    def begins(self) -> float:
        return self._at(self.benchmark.row.ends[0])

    @property
    def width(self) -> float:
        """Of one figure alone, a stroke."""
        return max(self._at(self.benchmark.row.ends[1]) - self.begins, 0.8)

    @property
    def middle(self) -> float | None:
        middle = self.benchmark.row.middle
        return None if middle is None else self._at(middle)

    @property
    def own_at(self) -> float | None:
        return None if self.own.value is None else self._at(self.own.value)

    @property
    def own_begins(self) -> float:
        return self._at(self.own.low if self.own.low is not None else self.own.value or 0)

    @property
    def own_width(self) -> float:
        end = self.own.high if self.own.high is not None else self.own.value or 0
        return max(self._at(end) - self.own_begins, 0.3)

    def _at(self, value: float) -> float:
        return round(100 * min(max(value, 0) / self.most, 1), 2) if self.most else 0.0


@dataclass(frozen=True)
class Section:
    """One KPI of ours with the figures that mean the same."""

    kpi: KPI
    reading: Reading
    asked: Asked
    rows: list[Compared]
    foreign: list[Benchmark]
    """Those in money that isn't ours: shown, not compared."""
    is_cut: bool
    """Ours is of the cohorts alone that had their time."""

    @property
    def own(self) -> str:
        return words_of(self.reading.value, self.kpi.unit)

    @property
    def interval(self) -> str:
        """Blank where the number has none."""
        return interval_words(self.reading, self.kpi.unit)

    @property
    def spread_words(self) -> tuple[str, str]:
        low, high = self.spread
        return words_of(low, self.kpi.unit), words_of(high, self.kpi.unit)

    @property
    def rows_url(self) -> str:
        part = self.kpi.main(self.asked)
        return self.asked.rows_url(self.kpi.key, part) if part else ""

    @property
    def reason(self) -> Words:
        return (self.rows[0].benchmark if self.rows else self.foreign[0]).meaning.reason

    @property
    def is_conflicting(self) -> bool:
        return any(row.benchmark.is_conflicting for row in self.rows)

    @property
    def spread(self) -> tuple[float, float]:
        ends = [row.benchmark.row.ends for row in self.rows]
        return min(low for low, _high in ends), max(high for _low, high in ends)


class Beside:
    """Every KPI that has a like among the published figures, over one question."""

    def __init__(self, asked: Asked, read: Callable[[KPI], Measured] | None = None) -> None:
        """`read` gives what the page has measured already; without it each number is measured here."""
        self.asked = asked
        self.read = read or (lambda kpi: kpi.measure(asked))

    @cached_property
    def sections(self) -> list[Section]:
        found: dict[str, list[Benchmark]] = {}
        for one in benchmarks():
            if one.kpi:
                found.setdefault(one.kpi, []).append(one)
        currency = Organisation.current().currency
        return [self._section(registry[key], rows, currency) for key, rows in found.items()]

    def _section(self, kpi: KPI, rows: list[Benchmark], currency: str) -> Section:
        asked, reading, is_cut = grown_part(self.read(kpi), self.asked)
        like = [one for one in rows if not one.currency or one.currency == currency]
        most = _most(like, reading, kpi.unit)
        return Section(
            kpi,
            reading,
            asked,
            [Compared(one, reading, kpi.better, most, kpi.unit) for one in like],
            [one for one in rows if one not in like],
            is_cut,
        )

    @cached_property
    def refused(self) -> list[Benchmark]:
        return [one for one in benchmarks() if not one.kpi]


def _most(rows: list[Benchmark], reading: Reading, unit: str) -> float:
    """Where the line ends: a little beyond the largest, of shares at all."""
    values = [one.row.ends[1] for one in rows] + [reading.value or 0, reading.high or 0]
    most = 1.1 * max(values, default=0)
    return min(most, 1.0) if unit == "percent" else most
