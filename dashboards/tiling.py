"""A number as a tile, and counts that open their lists."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.models import Organisation
from people.tiles import Tile

from .asking import Asked
from .kpis import KPI, Reading

UNITS = {"days": ("number", _("days")), "score": ("number", _("points"))}
"""How a tile shows what it has no form of its own for."""


@dataclass(frozen=True)
class Count:
    """A number and the list that it opens."""

    label: Any
    count: int
    url: str
    share: float | None = None


def tile_of(kpi: KPI, asked: Asked, week_start: int, target: float | None = None) -> tuple[Tile, Reading]:
    """A KPI over the asked window, against the equal window before, with a line by week: one reading of the database."""
    before = asked.window.before()
    read = kpi.measure(asked, asked.window.joined(before))
    reading, earlier = read.over(asked.window), read.over(before)
    change = None if reading.value is None or earlier.value is None else reading.value - earlier.value
    days = asked.window.days
    return (
        Tile(
            kpi.name,
            reading.value,
            UNITS.get(kpi.unit, (kpi.unit, ""))[0],
            UNITS.get(kpi.unit, ("", ""))[1],
            Organisation.current().currency if kpi.unit == "money" else "",
            change=change,
            since=ngettext("against the %(days)s day before", "against the %(days)s days before", days)
            % {"days": days},
            better=kpi.better,
            n=reading.n,
            low=reading.low,
            high=reading.high,
            trust=reading.trust,
            target=target,
            spark=[read.over(week).value for week in asked.window.weeks(week_start)],
            rows_url=asked.rows_url(kpi.key, kpi.main(asked)) if kpi.main(asked) else "",
            how=f"{kpi.definition} ({kpi.formula})",
        ),
        reading,
    )
