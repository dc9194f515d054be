"""The chart of a watch: weeks, mean, limits or thresholds, and what is news in another colour and shape."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from dashboards import amounts
from dashboards.impact.figure import FORMATS, SCALES

from .chart import Chart, Week


def of_watch(chart: Chart, urls: Sequence[str], unit: str) -> go.Figure:
    """Times are drawn in hours or days; `urls` open the rows of each week."""
    scale, days = SCALES.get(unit, 1), [week.window.since.isoformat() for week in chart.weeks]
    figure = go.Figure()
    band = _band(chart.weeks, days, scale)
    if band:
        figure.add_scatter(**band, name=_("limits"), meta={"role": "band"})
    if chart.mean is not None:
        figure.add_scatter(
            x=days,
            y=[chart.mean / scale] * len(days),
            name=_("mean of the stable weeks"),
            mode="lines",
            meta={"role": "baseline"},
        )
    for is_news, role, name in ((False, "actual", _("by week")), (True, "bad", _("news"))):
        kept = [place for place, week in enumerate(chart.weeks) if bool(week.news) is is_news or not is_news]
        figure.add_scatter(
            x=[days[place] for place in kept],
            y=[chart.weeks[place].value / scale for place in kept],
            name=name,
            mode="markers" if is_news else "lines+markers",
            marker={"symbol": "diamond", "size": 11} if is_news else {},
            text=[amounts.value(chart.weeks[place].value, unit) for place in kept],
            customdata=[urls[place] for place in kept],
            meta={"role": role},
        )
    return figure.update_layout(
        xaxis={"type": "date"}, yaxis={"tickformat": FORMATS.get(unit, "")}, template=None
    )


def _band(weeks: Sequence[Week], days: Sequence[str], scale: float) -> dict[str, Any]:
    """Between the limits; a threshold on one side has none and is drawn to the edge of the values."""
    held = [
        (day, week)
        for day, week in zip(days, weeks, strict=True)
        if week.low is not None or week.high is not None
    ]
    if not held:
        return {}
    most = max(max(week.value, week.high or 0) for _day, week in held)
    lows = [(week.low or 0) / scale for _day, week in held]
    highs = [(most if week.high is None else week.high) / scale for _day, week in held]
    told = [day for day, _week in held]
    return {"x": told + told[::-1], "y": highs + lows[::-1]}
