"""A number by two groupings at once, in one statement: source by segment, reason by campaign."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.asking import Asked
from dashboards.kpis import Additive, Reading

MOST = 12
"""So many values of a grouping stand in a table; the others are behind its filter."""


def crossed(kpi: Additive, asked: Asked, one: str, other: str) -> dict[tuple[Any, Any], Reading]:
    """{(value of one, value of other): reading}, the largest first."""
    return told(kpi, kpi.summed(asked, one, other), one, other)


def told(
    kpi: Additive, rows: Sequence[Mapping[str, Any]], one: str, other: str
) -> dict[tuple[Any, Any], Reading]:
    """The same of rows that are read."""
    read = {(row[one], row[other]): kpi.reading(row) for row in rows}
    return dict(sorted(read.items(), key=lambda pair: (-pair[1].n, str(pair[0]))))


def shown(values: Any, sizes: dict[Any, int]) -> list[Any]:
    """The largest groups, in their order."""
    return sorted(set(values), key=lambda value: (-sizes.get(value, 0), str(value)))[:MOST]
