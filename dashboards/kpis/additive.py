"""KPIs made of counts that add up: read from cells, opened through placements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, ClassVar

from django.db.models import Count as CountOf
from django.db.models import F, Field, Model, Q, QuerySet, Sum

from dashboards import own
from dashboards.asking import Asked, Window
from dashboards.evidence import MIX, Shares
from dashboards.models import DIMENSIONS
from dashboards.statistics import FEW, wilson
from dashboards.statistics.mixing import Share

from .daily import ANY_DAYS, MeasuredDays, Question
from .kpi import KPI, OTHER, Parts, Reading, Words, largest

AS_ADDED: Any = Field()
"""Sums as the database gives them: converting each of thousands again takes longer than adding them up."""
MIXED = frozenset({"source", "segment", "channel"})
"""The dimensions that sums of the whole company are kept by."""


@dataclass(frozen=True)
class Part:
    """Something that is counted: the columns of the cells that add up to it, and which placements are behind it."""

    label: Words
    columns: tuple[str, ...]
    condition: Q


@dataclass(frozen=True)
class Amount:
    """Money that is added up: the column of the cells, and of which placements the amount."""

    column: str
    condition: Q


class Additive(KPI):
    """Sums of cells. `counted` names the parts; the subclass says which cells and placements a question is about."""

    counted: Mapping[str, Part]
    amounts: ClassVar[Mapping[str, Amount]] = {}
    own_cuts: ClassVar[tuple[str, ...]] = ()
    day: str = "day"
    """The column of the placements that a cell's day is."""

    @property
    def parts(self) -> dict[str, Words]:  # type: ignore[override]
        return {name: part.label for name, part in self.counted.items()}

    @property
    def summands(self) -> tuple[str, ...]:
        return (*self.counted, *self.amounts)

    def cells(self, asked: Asked) -> Any:
        raise NotImplementedError

    def totals(self, window: Window) -> Any:
        """The same days of the whole company; None where nobody keeps totals. It knows nothing but the days, so that
        the question can be kept."""
        return None

    def mixes(self, window: Window) -> Any:
        """The same by the dimensions of `MIXED`; None where nobody keeps them."""
        return None

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
        names, rows = self._daily(asked.over(span or asked.window))
        return MeasuredDays(self.reading, names, sorted(rows, key=itemgetter(0)), self.mature_until(asked))

    def _daily(self, asked: Asked) -> tuple[tuple[str, ...], Any]:
        is_of_all = asked.user.sees_every_lead and not asked.cuts and not self.reads_rows(asked, ())
        if is_of_all and self._question:
            return self._question.names, self._question.rows(asked.window)
        return self._summed(asked, ("day",))

    @cached_property
    def _question(self) -> Question | None:
        """All totals of a day: what most tiles ask."""
        totals, sums = self.totals(ANY_DAYS), self._sums()
        return None if totals is None else Question.of(_names(sums), _grouped(totals, [F("day")], sums))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        return self.parted(self.summed(asked, dimension), dimension)

    def parted(self, rows: Sequence[Mapping[str, Any]], dimension: str) -> dict[Any, Reading]:
        """The same of rows that are summed by this and perhaps by more."""
        parts: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            parts[row[dimension]].append(row)
        groups = {group: added(some, self.summands) for group, some in parts.items()}
        groups = {group: counts for group, counts in groups.items() if any(counts.values())}
        shown, rest = largest(groups, lambda counts: self.reading(counts).n, own.is_own(dimension))
        read = {group: self.reading(groups[group]) for group in shown}
        if rest:
            read[OTHER] = self.reading(added([groups[group] for group in rest], self.summands))
        return read

    def summed(self, asked: Asked, *groups: str) -> list[dict[str, Any]]:
        """One row a combination of these groups, with the count of each part and the sum of each amount."""
        names, rows = self._summed(asked, groups)
        return [dict(zip((*groups, *names), row, strict=True)) for row in rows]

    def _summed(self, asked: Asked, groups: Sequence[str]) -> tuple[tuple[str, ...], Any]:
        """The names of what is summed, and rows of the groups' values and the sums; parts have names of their own in the
        query, so that they aren't taken for columns."""
        if self.reads_rows(asked, groups):
            rows, sums = self.placed(asked).visible_to(asked.user), self._row_sums()
            columns = [self._stated(group) for group in groups]
        else:
            rows, sums = self.seen(asked, groups), self._sums()
            columns = [F(group) for group in groups]
        return _names(sums), _grouped(rows, columns, sums)

    def reads_rows(self, asked: Asked, groups: Sequence[str]) -> bool:
        """Whether the cells don't know what is asked, so that placements are counted."""
        return bool(self.lead_path) and (bool(asked.own) or any(map(own.is_own, groups)))

    def _stated(self, group: str) -> Any:
        if own.is_own(group):
            return own.value_of(group, self.lead_path)
        return F(self.day if group == "day" else group)

    def seen(self, asked: Asked, groups: Sequence[str] = ()) -> Any:
        """The cells that the reader may see, cut as is asked; one total a day where all is seen and asked for, and a few
        mixes a day where it is asked by no more than they know."""
        named = {*asked.cuts, *groups} & {*DIMENSIONS}
        if asked.user.sees_every_lead and named <= MIXED:
            sums = self.mixes(asked.window) if named else self.totals(asked.window)
            if sums is not None:
                return sums.within(asked.within((*MIXED, *self.own_cuts)))
        return self.cells(asked).visible_to(asked.user).within(asked.within(self.dimensions()))

    def _sums(self) -> dict[str, Any]:
        sums = {
            f"part_{name}": Sum(_plus(part.columns), output_field=AS_ADDED)
            for name, part in self.counted.items()
        }
        return sums | {
            f"part_{name}": Sum(one.column, output_field=AS_ADDED) for name, one in self.amounts.items()
        }

    def _row_sums(self) -> dict[str, Any]:
        sums: dict[str, Any] = {
            f"part_{name}": CountOf("pk", filter=part.condition or None)
            for name, part in self.counted.items()
        }
        amounts = self.amounts.items()
        return sums | {
            f"part_{name}": Sum("amount", filter=one.condition, default=0) for name, one in amounts
        }

    def placed(self, asked: Asked) -> Any:
        """The placements that a question is about, cut as it asks."""
        rows = self.placements(asked).within(asked.within(self.dimensions()))
        return own.cut(rows, asked.own, self.lead_path) if self.lead_path else rows

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placed(asked).filter(self.counted[part].condition)
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
        parts = {name: counts[name] for name in self.counted}
        return Reading(hits / of if of else None, of, parts, hits, of, low, high, trust=few or trust)

    def evidence(self, asked: Asked) -> Shares:
        """By source and segment, of which periods may be mixed differently."""
        rows = self.summed(asked, *MIX)
        kinds = {
            tuple(row[name] for name in MIX): Share(row[self.numerator], row[self.denominator])
            for row in rows
        }
        return Shares({kind: share for kind, share in kinds.items() if share.of})


class Count(Additive):
    """So many."""

    def reading(self, counts: Parts, trust: str = "") -> Reading:
        found = counts[self.main_part]
        return Reading(found, found, counts, trust=trust)


def added(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in names}


def _names(sums: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name.removeprefix("part_") for name in sums)


def _grouped(rows: Any, columns: Sequence[Any], sums: Mapping[str, Any]) -> Any:
    return rows.order_by().values_list(*columns).annotate(**sums)


def _plus(columns: tuple[str, ...]) -> Any:
    first, *rest = [F(column) for column in columns]
    return sum(rest, start=first) if rest else first
