"""KPIs made of counts that add up: read from cells, opened through placements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F, Model, Q, QuerySet, Sum

from dashboards.asking import Asked, Window
from dashboards.models import DIMENSIONS
from dashboards.statistics import FEW, wilson

from .kpi import KPI, Daily, Measured, Parts, Reading, Words


@dataclass(frozen=True)
class Part:
    """Something that is counted: the columns of the cells that add up to it, and which placements are behind it."""

    label: Words
    columns: tuple[str, ...]
    condition: Q


@dataclass(frozen=True)
class MeasuredDays(Measured):
    kpi: "Additive"
    days: Daily
    mature_until: date | None = None
    """Later cohorts may still grow; None: a day is final once it is over."""

    def over(self, window: Window) -> Reading:
        counts = added([parts for day, parts in self.days.items() if day in window], self.kpi.counted)
        young = self.mature_until is not None and any(
            day > self.mature_until and any(parts.values())
            for day, parts in self.days.items()
            if day in window
        )
        return self.kpi.reading(counts, "immature" if young else "")


class Additive(KPI):
    """Sums of cells. `counted` names the parts; the subclass says which cells and placements a question is about."""

    counted: Mapping[str, Part]
    own_cuts: ClassVar[tuple[str, ...]] = ()

    @property
    def parts(self) -> dict[str, Words]:  # type: ignore[override]
        return {name: part.label for name, part in self.counted.items()}

    def cells(self, asked: Asked) -> Any:
        raise NotImplementedError

    def placements(self, asked: Asked) -> Any:
        raise NotImplementedError

    def subjects(self, asked: Asked) -> QuerySet[Any]:
        """What a row is, as far as the reader may see it."""
        raise NotImplementedError

    def mature_until(self, asked: Asked) -> date | None:
        return None

    def reading(self, counts: Parts, trust: str = "") -> Reading:
        raise NotImplementedError

    def dimensions(self) -> tuple[str, ...]:
        return (*DIMENSIONS, *self.own_cuts)

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredDays:
        cells = self.summed(asked.over(span or asked.window), "day")
        days = {row.pop("day"): row for row in cells}
        return MeasuredDays(self, days, self.mature_until(asked))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups = {row.pop(dimension): row for row in self.summed(asked, dimension)}
        read = {group: self.reading(counts) for group, counts in groups.items() if any(counts.values())}
        return dict(sorted(read.items(), key=lambda one: (-one[1].n, str(one[0]))))

    def summed(self, asked: Asked, group: str) -> list[dict[str, Any]]:
        """One row a group with the count of each part."""
        visible = self.cells(asked).visible_to(asked.user).within(asked.within(self.dimensions()))
        sums = {f"part_{name}": Sum(_plus(part.columns), default=0) for name, part in self.counted.items()}
        rows = visible.values(group).annotate(**sums).order_by()
        return [{key.removeprefix("part_"): value for key, value in row.items()} for row in rows]

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = (
            self.placements(asked)
            .within(asked.within(self.dimensions()))
            .filter(self.counted[part].condition)
        )
        return self.subjects(asked).filter(pk__in=counted.values("pk"))


class Rate(Additive):
    """One part over another, with the interval that its n allows."""

    unit = "percent"
    numerator: str
    denominator: str

    def reading(self, counts: Parts, trust: str = "") -> Reading:
        hits, of = counts[self.numerator], counts[self.denominator]
        low, high = wilson(hits, of) or (None, None)
        few = "few" if of < FEW else ""
        return Reading(hits / of if of else None, of, counts, hits, of, low, high, trust=few or trust)


class Count(Additive):
    """So many."""

    def reading(self, counts: Parts, trust: str = "") -> Reading:
        found = counts[self.main_part]
        return Reading(found, found, counts, trust=trust)


def added(rows: list[Parts], names: Mapping[str, Any]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in names}


def _plus(columns: tuple[str, ...]) -> Any:
    first, *rest = [F(column) for column in columns]
    return sum(rest, start=first) if rest else first
