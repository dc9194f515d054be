"""A number by two groupings at once, in one statement: source by segment, reason by campaign."""

from typing import Any

from django.db.models import Count as CountOf
from django.db.models import F, Sum

from dashboards import own
from dashboards.asking import Asked
from dashboards.kpis import Additive, Reading

MOST = 12
"""So many values of a grouping stand in a table; the others are behind its filter."""


def crossed(kpi: Additive, asked: Asked, one: str, other: str) -> dict[tuple[Any, Any], Reading]:
    """{(value of one, value of other): reading}, the largest first."""
    reads_rows = bool(asked.own) or own.is_own(one) or own.is_own(other)
    found = _of_rows(kpi, asked, one, other) if reads_rows else _of_cells(kpi, asked, one, other)
    read = {(row["one"], row["other"]): kpi.reading(row) for row in found}
    return dict(sorted(read.items(), key=lambda pair: (-pair[1].n, str(pair[0]))))


def _of_cells(kpi: Additive, asked: Asked, one: str, other: str) -> Any:
    cells = kpi.cells(asked).visible_to(asked.user).within(asked.within(kpi.dimensions()))
    sums = {name: Sum(_plus(part.columns), default=0) for name, part in kpi.counted.items()}
    return _summed(cells.values(one=F(one), other=F(other)), sums)


def _of_rows(kpi: Additive, asked: Asked, one: str, other: str) -> Any:
    rows = kpi.placed(asked).visible_to(asked.user)
    stated = {
        name: own.value_of(group, kpi.lead_path) if own.is_own(group) else F(group)
        for name, group in (("one", one), ("other", other))
    }
    sums = {name: CountOf("pk", filter=part.condition or None) for name, part in kpi.counted.items()}
    return _summed(rows.values(**stated), sums)


def _summed(rows: Any, sums: dict[str, Any]) -> Any:
    """Parts are named apart: some are called as a column is."""
    named = rows.annotate(**{f"part_{name}": told for name, told in sums.items()}).order_by()
    return [{key.removeprefix("part_"): value for key, value in row.items()} for row in named]


def _plus(columns: tuple[str, ...]) -> Any:
    return (
        sum((F(column) for column in columns[1:]), start=F(columns[0])) if len(columns) > 1 else F(columns[0])
    )


def shown(values: Any, sizes: dict[Any, int]) -> list[Any]:
    """The largest groups, in their order."""
    return sorted(set(values), key=lambda value: (-sizes.get(value, 0), str(value)))[:MOST]
