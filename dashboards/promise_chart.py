"""Promises kept by week, both teams in one picture: the figure, and what it says in one sentence."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.templatetags.formats import percent

from .compliance import Compliance, Kept, Side
from .kpis.compliance import TARGET
from .statistics import FEW

DAY = 86_400_000
"""Milliseconds, as Plotly counts them."""


def by_week(board: Compliance) -> dict[str, Any]:
    return {"weeks_chart": figure(board), "weeks_finding": finding(board)}


def figure(board: Compliance) -> go.Figure:
    """A line a team over the weeks that are over, the running week hatched, the target as a line."""
    drawn = go.Figure()
    roles = (("actual", board.sales), ("compare", board.marketing))
    for role, side in roles:
        weeks = [week for week in _over(side) if week.reading.value is not None]
        if role == "actual":
            drawn.add_scatter(**_band(weeks), name=_("95 % interval"), meta={"role": "band"})
        drawn.add_scatter(
            **_points(weeks), name=str(side.party.label), mode="lines+markers", meta={"role": role}
        )
    for place, (_role, side) in enumerate(roles):
        running = [week for week in side.weeks if week not in _over(side) and week.reading.value is not None]
        if running:
            drawn.add_bar(
                **_points(running),
                name=_("%(team)s, running week") % {"team": side.party.label},
                width=3 * DAY,
                offset=(place - 1) * 3 * DAY,
                meta={"role": "immature"},
            )
    return drawn.update_layout(
        yaxis={"tickformat": ".0%", "range": [0, 1]}, xaxis={"type": "date"}, template=None, **_target()
    )


def _over(side: Side) -> list[Kept]:
    """The weeks that are whole: nothing of them is still to come due."""
    return [week for week in side.weeks if week.asked.window.until < side.asked.today]


def _points(weeks: Sequence[Kept]) -> dict[str, Any]:
    return {
        "x": [week.asked.window.since.isoformat() for week in weeks],
        "y": [week.reading.value for week in weeks],
        "customdata": [week.due.url for week in weeks],
    }


def _band(weeks: Sequence[Kept]) -> dict[str, Any]:
    days = [week.asked.window.since.isoformat() for week in weeks]
    highs, lows = [week.reading.high for week in weeks], [week.reading.low for week in weeks]
    return {"x": days + days[::-1], "y": highs + lows[::-1]}


def _target() -> dict[str, Any]:
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": TARGET, "y1": TARGET, "name": "target"}
    note = {"xref": "paper", "x": 0, "xanchor": "left", "y": TARGET, "yanchor": "bottom", "showarrow": False}
    return {
        "shapes": [line],
        "annotations": [{**note, "text": _("target %(share)s") % {"share": percent(TARGET)}}],
    }


def finding(board: Compliance) -> str:
    """What each team kept, where there are enough promises to say so."""
    sales, marketing = (side.whole.reading for side in board.sides)
    words = {"sales": percent(sales.value), "marketing": percent(marketing.value)}
    if sales.n < FEW and marketing.n < FEW:
        return _("Too few promises were due to compare the teams")
    if marketing.n < FEW:
        return _("Sales kept %(sales)s of its promises; Marketing had too few to say") % words
    if sales.n < FEW:
        return _("Marketing kept %(marketing)s of its promises; Sales had too few to say") % words
    return _("Sales kept %(sales)s of its promises, Marketing %(marketing)s") % words
