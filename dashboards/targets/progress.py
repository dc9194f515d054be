"""How far a target is: where its number stands since the reference, how much of the way is gone, and whether time allows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.grown import adds_up, grown_reading
from dashboards.kpis import KPI, Reading, registry
from dashboards.labels import labels
from dashboards.models import Target
from dashboards.showing import interval_words, words_of
from people.models import Organisation, Role, User
from people.templatetags.formats import percent

from .aim import gone

VERDICTS: dict[str, tuple[Any, str]] = {
    "proven": (_("reached"), "is-good"),
    "reached": (_("reached, not proven"), "is-good"),
    "ahead": (_("on the way"), "is-info"),
    "behind": (_("behind"), "is-warn"),
    "missed": (_("missed"), "is-bad"),
    "unknown": (_("nothing counted since"), ""),
    "lost": (_("the number is gone"), ""),
}


def company_asks(window: Window, today: date, cuts: dict[str, tuple[Any, ...]]) -> Asked:
    """The whole company's number, whoever reads it: a target and a baseline are one for all."""
    return Asked(User(role=Role.REVOPS), window, today, cuts)


@dataclass(frozen=True)
class Progress:
    """One target with its number of now; `reading` is None before a day has passed since the reference."""

    target: Target
    kpi: KPI | None
    asked: Asked | None
    reading: Reading | None
    today: date
    scope: list[str]
    opens: bool
    """The reader sees every row that was counted, so the number may open them."""

    @property
    def name(self) -> Any:
        return self.kpi.name if self.kpi else self.target.kpi

    @property
    def unit(self) -> str:
        return self.kpi.unit if self.kpi else "number"

    @property
    def value(self) -> float | None:
        return self.reading.value if self.reading else None

    @property
    def from_words(self) -> str:
        """A dash where nothing stood there: such a target was set as a level."""
        return words_of(self.target.from_value if self.target.has_start else None, self.unit)

    @property
    def target_words(self) -> str:
        return words_of(self.target.value, self.unit)

    @property
    def now_words(self) -> str:
        return words_of(self.value, self.unit)

    @property
    def interval(self) -> str:
        return interval_words(self.reading, self.unit) if self.reading else ""

    @property
    def rows_url(self) -> str:
        if not (self.opens and self.kpi and self.asked):
            return ""
        part = self.kpi.main(self.asked)
        return self.asked.rows_url(self.kpi.key, part) if part else ""

    @property
    def gone(self) -> float | None:
        if self.value is None or not self.target.has_start:
            return None
        return gone(self.target.from_value, self.target.value, self.value)

    @property
    def gone_at(self) -> float:
        """Where the bar of 100 ends."""
        return round(100 * min(max(self.gone or 0.0, 0.0), 1.0), 1)

    @property
    def way_words(self) -> str:
        """Beyond the target there is no way left to tell of."""
        words = {"gone": percent(self.gone), "elapsed": percent(self.elapsed)}
        if self.gone is not None and self.gone >= 1:
            return gettext("all of the way, %(elapsed)s of the time") % words
        return gettext("%(gone)s of the way, %(elapsed)s of the time") % words

    @property
    def elapsed(self) -> float:
        """The share of the time from the decision to the date that has passed."""
        zone = Organisation.current().zone
        begun = self.target.recorded_at.astimezone(zone).date()
        whole = max((self.target.matures_on - begun).days, 1)
        return min(max((self.today - begun).days / whole, 0.0), 1.0)

    @property
    def elapsed_at(self) -> float:
        return round(100 * self.elapsed, 1)

    @property
    def verdict(self) -> str:
        if self.kpi is None:
            return "lost"
        if self.value is None or self.reading is None:
            return "unknown"
        up = self.kpi.better == "up"
        if (self.value >= self.target.value) if up else (self.value <= self.target.value):
            end = self.reading.low if up else self.reading.high
            sure = end is not None and ((end >= self.target.value) if up else (end <= self.target.value))
            return "proven" if sure else "reached"
        if self.today > self.target.matures_on:
            return "missed"
        return "ahead" if (self.gone or 0.0) >= self.elapsed else "behind"

    @property
    def verdict_words(self) -> Any:
        return VERDICTS[self.verdict][0]

    @property
    def tone(self) -> str:
        return VERDICTS[self.verdict][1]

    @property
    def days_left(self) -> int:
        return self.target.days_left(self.today)


def followed(targets: Iterable[Target], reader: User, at: datetime) -> list[Progress]:
    """Each over as many days as its reference had, of those since then; its number is read once."""
    today = at.astimezone(Organisation.current().zone).date()
    found = list(targets)
    words = _scopes(found)
    return [_progress(target, reader, today, words) for target in found]


def _progress(target: Target, reader: User, today: date, words: dict[str, dict[Any, str]]) -> Progress:
    kpi = registry.get(target.kpi)
    scope = [words[name][value] for name, values in target.cuts.items() for value in values]
    window = window_since(target, today)
    short = window is not None and window.days < Window(target.since, target.until).days
    if kpi is None or window is None or (short and adds_up(kpi)):
        return Progress(target, kpi, None, None, today, scope, False)
    asked, reading, _cut = grown_reading(kpi, company_asks(window, today, target.cuts))
    return Progress(target, kpi, asked, reading, today, scope, reader.sees_every_lead)


def window_since(target: Target, today: date) -> Window | None:
    """The newest days since the reference, no more than it had; judged on its date, and not after it."""
    last = min(today, target.matures_on)
    length = Window(target.since, target.until).days
    since = max(target.until + timedelta(days=1), last - timedelta(days=length - 1))
    return Window(since, last) if since <= last else None


def _scopes(targets: list[Target]) -> dict[str, dict[Any, str]]:
    values: dict[str, set[Any]] = {}
    for target in targets:
        for name, told in target.cuts.items():
            values.setdefault(name, set()).update(told)
    return {name: labels(name, told) for name, told in values.items()}
