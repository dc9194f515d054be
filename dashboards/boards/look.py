"""One look of a reader at a board: the question, and what was read to answer it, each once however many parts need it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dashboards.asking import Asked, Window
from dashboards.changes import apart_of_shares
from dashboards.kpis import KPI, Measured, Reading, registry
from dashboards.labels import labels
from dashboards.targets.lines import values_of
from dashboards.tiling import UNITS, Count
from people.models import Organisation
from people.tiles import Tile
from sla.models import AgreementVersion

from . import comparisons
from .comparisons import Compared, Comparison


class Look:
    def __init__(self, asked: Asked, at: datetime, comparison: Comparison | None = None) -> None:
        self.asked, self.at = asked, at
        self.comparison = comparison or comparisons.find("")
        company = Organisation.current()
        self.week_start, self.currency, self.zone = company.week_start, company.currency, company.zone
        self._kept: dict[Any, Any] = {}

    @property
    def is_cut(self) -> bool:
        """Some of the leads are asked for, not all."""
        return bool(self.asked.cuts)

    @property
    def around(self) -> Window:
        """The asked days and as many before."""
        return self.asked.window.joined(self.asked.window.before())

    def once(self, key: Any, read: Any) -> Any:
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]

    @property
    def targets(self) -> Mapping[str, float]:
        """{KPI: where it shall stand}, of what is asked here."""
        found: Mapping[str, float] = self.once("targets", lambda: values_of(self.asked))
        return found

    def measured(self, key: str, **cuts: Any) -> Measured:
        """The days of the window and those before it, in one go."""
        asked = self.asked.cut(**cuts)
        found: Measured = self.once(
            (key, *sorted(cuts.items())), lambda: registry[key].measure(asked, self.around)
        )
        return found

    def known(self, kpi: KPI, asked: Asked) -> Measured | None:
        """What this look measures, where it answers that question too: of the same leads, on days that it reads anyway."""
        mine, around = self.asked, self.around
        alike = replace(asked, user=mine.user, window=mine.window) == mine
        sees = asked.user == mine.user or (asked.user.sees_every_lead and mine.user.sees_every_lead)
        inside = asked.window.since >= around.since and asked.window.until <= around.until
        return self.measured(kpi.key) if alike and sees and inside else None

    def reading(self, key: str, **cuts: Any) -> Reading:
        return self.measured(key, **cuts).over(self.asked.window)

    def whole(self, key: str) -> Reading:
        """Without the filters, as far as the reader sees."""
        asked = replace(self.asked, cuts={})
        found: Reading = self.once((key, "whole"), lambda: registry[key].read(asked))
        return found

    def by(self, key: str, dimension: str, **cuts: Any) -> Mapping[Any, Reading]:
        asked = self.asked.cut(**cuts)
        found: Mapping[Any, Reading] = self.once(
            (key, "by", dimension, *sorted(cuts.items())), lambda: registry[key].by(asked, dimension)
        )
        return found

    def url(self, key: str, part: str, window: Window | None = None, **cuts: Any) -> str:
        """The rows behind a part of a number."""
        return self.asked.over(window or self.asked.window).cut(**cuts).rows_url(key, part)

    def months(self) -> list[Window]:
        return self.asked.window.months()

    def weeks(self) -> list[Window]:
        return self.asked.window.weeks(self.week_start)

    def labels(self, dimension: str, values: Any) -> dict[Any, str]:
        return labels(dimension, values)

    def agreed_on(self) -> list[tuple[date, str]]:
        """The days within the window on which a version of an agreement went into force."""
        versions = AgreementVersion.objects.filter(in_force_from__isnull=False).select_related("agreement")
        days = [(one.in_force_from.astimezone(self.zone).date(), str(one)) for one in versions]
        return sorted(pair for pair in days if pair[0] in self.asked.window)

    def number(self, key: str, **cuts: Any) -> "tuple[Tile, KPI, list[Count]]":
        """A tile, its KPI and the parts that it stands on."""
        kpi, reading = registry[key], self.reading(key, **cuts)
        parts = [
            Count(kpi.parts[name], count, self.url(key, name, **cuts))
            for name, count in reading.parts.items()
        ]
        return self.tile(key, **cuts), kpi, parts

    def tile(self, key: str, **cuts: Any) -> Tile:
        kpi, measured, reading = registry[key], self.measured(key, **cuts), self.reading(key, **cuts)
        kind, unit = UNITS.get(kpi.unit, (kpi.unit, ""))
        compared = None if cuts else self.comparison.against(kpi, self)
        main = kpi.main(self.asked)
        return Tile(
            kpi.name,
            reading.value,
            kind,
            unit,
            self.currency,
            change=_change(reading, compared),
            since=_since(kpi, reading, compared),
            better=kpi.better,
            n=reading.n,
            low=reading.low,
            high=reading.high,
            trust=reading.trust,
            target=None if cuts else self.targets.get(key),
            spark=[measured.over(week).value for week in self.weeks()],
            rows_url=self.url(key, main, **cuts) if main else "",
            how=f"{kpi.definition} ({kpi.formula})",
        )


def _change(reading: Reading, compared: Compared | None) -> float | None:
    if compared is None or reading.value is None or compared.reading.value is None:
        return None
    return reading.value - compared.reading.value


def _since(kpi: KPI, reading: Reading, compared: Compared | None) -> str:
    if compared is None:
        return ""
    chance = apart_of_shares(kpi, reading, compared.reading)
    is_chance = chance is not None and chance[0] <= 0 <= chance[1]
    return " · ".join([compared.words, _("could be chance")]) if is_chance else compared.words
