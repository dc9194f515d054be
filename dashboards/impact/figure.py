"""The weeks of a number with the day of the change, the line of each side, and where the old one would have gone."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from dashboards import showing

from .study import Series, Study

FORMATS = {"percent": ".0%"}


SCALES = {"duration": 3600, "span": 86400}


def by_week(told: Series, study: Study, unit: str) -> go.Figure:
    """Times are drawn in hours or days; a point opens its rows."""
    scale, days = SCALES.get(unit, 1), [week.since.isoformat() for week in told.weeks]
    figure = go.Figure()
    figure.add_scatter(
        x=days,
        y=[(reading.value or 0) / scale for reading in told.readings],
        name=_("by week"),
        mode="markers",
        text=[showing.words_of(reading.value, unit) for reading in told.readings],
        customdata=list(told.urls),
        meta={"role": "actual"},
    )
    if told.turned is not None:
        before, after = slice(None, told.at), slice(told.at, None)
        _line(figure, days[before], told.turned.fitted[before], scale, _("line of these weeks"), "actual")
        _line(figure, days[after], told.turned.fitted[after], scale, "", "actual")
        _line(figure, days[after], told.turned.without[after], scale, _("as it was going"), "baseline")
    return figure.update_layout(
        xaxis={"type": "date"},
        yaxis=axis_of(unit) | {"rangemode": "tozero"},
        template=None,
        **_change(study),
    )


def axis_of(unit: str) -> dict[str, Any]:
    title = {"duration": _("hours"), "span": _("days"), "days": _("days")}.get(unit, "")
    return {"tickformat": FORMATS.get(unit, ""), "title": {"text": title}}


def _line(
    figure: go.Figure, days: Sequence[str], values: Sequence[float], scale: float, name: str, role: str
) -> None:
    figure.add_scatter(
        x=days,
        y=[value / scale for value in values],
        name=name,
        showlegend=bool(name),
        mode="lines",
        meta={"role": role},
    )


def _change(study: Study) -> dict[str, Any]:
    day = study.day.isoformat()
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": day, "x1": day, "name": "target"}
    note = {
        "yref": "paper",
        "y": 1,
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 5,
        "showarrow": False,
        "x": day,
    }
    return {"shapes": [line], "annotations": [note | {"text": _("the change")}]}
