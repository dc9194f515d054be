"""The chart of a watch: weeks, mean, limits or thresholds, and what is news in another colour and shape."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from dashboards import showing
from dashboards.impact.figure import SCALES, axis_of

from .chart import Chart, Week


def of_watch(chart: Chart, urls: Sequence[str], unit: str) -> go.Figure:
    """Times are drawn in hours or days; `urls` open the rows of each week."""
    scale, days = SCALES.get(unit, 1), [week.window.since.isoformat() for week in chart.weeks]
    figure = go.Figure()
    if chart.mean is not None:
        figure.add_scatter(**_band(chart.weeks, days, scale), name=_("limits"), meta={"role": "band"})
        _level(figure, days, chart.mean / scale, _("mean of the stable weeks"), "baseline")
    elif chart.weeks:
        for end in (chart.weeks[0].low, chart.weeks[0].high):
            if end is not None:
                _level(figure, days, end / scale, _("threshold"), "target")
    for is_news, role, name in ((False, "actual", _("by week")), (True, "bad", _("news"))):
        kept = [place for place, week in enumerate(chart.weeks) if bool(week.news) is is_news or not is_news]
        figure.add_scatter(
            x=[days[place] for place in kept],
            y=[chart.weeks[place].value / scale for place in kept],
            name=name,
            mode="markers" if is_news else "lines+markers",
            marker={"symbol": "diamond", "size": 11} if is_news else {},
            text=[showing.words_of(chart.weeks[place].value, unit) for place in kept],
            customdata=[urls[place] for place in kept],
            meta={"role": role},
        )
    return figure.update_layout(xaxis={"type": "date"}, yaxis=axis_of(unit), template=None)


def _level(figure: go.Figure, days: Sequence[str], value: float, name: str, role: str) -> None:
    figure.add_scatter(x=days, y=[value] * len(days), name=name, mode="lines", meta={"role": role})


def _band(weeks: Sequence[Week], days: Sequence[str], scale: float) -> dict[str, Any]:
    held = [(day, week.low, week.high) for day, week in zip(days, weeks, strict=True)]
    told = [
        (day, low / scale, high / scale) for day, low, high in held if low is not None and high is not None
    ]
    there = [day for day, _low, _high in told]
    highs, lows = [high for _day, _low, high in told], [low for _day, low, _high in told]
    return {"x": there + there[::-1], "y": highs + lows[::-1]}
