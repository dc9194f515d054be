"""Charts as Plotly figures; colours come from the page, which knows the theme. A click opens the rows of a point."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from leads.stages import FUNNEL
from people.templatetags.formats import dated, percent

from .board import Board, FunnelRow, Week
from .boards.drawing import target_line
from .tiling import Count

NESTED = ("captured", "mql", "accepted", "opportunity", "won")
WIDTHS = (0.86, 0.7, 0.54, 0.38, 0.22)


def funnel_by_month(rows: Sequence[FunnelRow]) -> go.Figure:
    """Nested bars: each stage stands inside the one before it."""
    months = [dated(row.label, "M Y") for row in rows]
    figure = go.Figure()
    for stage, width in zip(NESTED, WIDTHS, strict=True):
        counts = [row.counts[FUNNEL.index(stage)] for row in rows]
        figure.add_bar(
            x=months,
            y=[one.count for one in counts],
            name=str(counts[0].label) if counts else stage,
            width=width,
            customdata=[one.url for one in counts],
            meta={"role": "compare"} if stage == "captured" else None,
        )
    return figure.update_layout(barmode="overlay", xaxis={"type": "category"}, template=None)


def conversion_by_source(rows: Sequence[FunnelRow]) -> go.Figure:
    """The share that became an opportunity, the largest source on top."""
    shown = list(reversed(rows))
    place = FUNNEL.index("opportunity")
    return go.Figure(
        go.Bar(
            x=[row.share("opportunity") for row in shown],
            y=[str(row.label) for row in shown],
            orientation="h",
            name=_("became an opportunity"),
            text=[
                _("%(share)s of %(n)s") % {"share": percent(row.share("opportunity")), "n": row.entered}
                for row in shown
            ],
            textposition="auto",
            customdata=[row.counts[place].url for row in shown],
            meta={"role": "actual"},
        ),
        layout={"xaxis": {"tickformat": ".0%"}, "yaxis": {"type": "category"}, "template": None},
    )


def acceptance_by_week(board: Board) -> go.Figure:
    """The share accepted by week with its interval; the days on which an agreement went into force as lines."""
    weeks = [week for week in board.weeks if week.reading.value is not None]
    figure = go.Figure()
    figure.add_scatter(**_band(weeks), name=_("95 % interval"), meta={"role": "band"})
    figure.add_scatter(
        x=[week.window.since.isoformat() for week in weeks],
        y=[week.reading.value for week in weeks],
        name=_("accepted"),
        mode="lines+markers",
        customdata=[week.url for week in weeks],
        meta={"role": "actual"},
    )
    return figure.update_layout(
        yaxis={"tickformat": ".0%", "range": [0, 1]},
        xaxis={"type": "date"},
        template=None,
        **_agreed(board, weeks[-1].reading.value if weeks else None),
    )


def _band(weeks: Sequence[Week]) -> dict[str, Any]:
    days = [week.window.since.isoformat() for week in weeks]
    highs, lows = [week.reading.high for week in weeks], [week.reading.low for week in weeks]
    return {"x": days + days[::-1], "y": highs + lows[::-1]}


def _agreed(board: Board, last: float | None) -> dict[str, Any]:
    days = [day.isoformat() for day, _name in board.agreed_on]
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "name": "target"}
    note = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    shapes = [{**line, "x0": day, "x1": day} for day in days]
    notes = [
        {**note, "x": day, "text": name} for day, (_day, name) in zip(days, board.agreed_on, strict=True)
    ]
    share = board.targets.get("lead_acceptance_rate")
    if share is not None:
        across, words = target_line(share, _("target %(share)s") % {"share": percent(share)}, last)
        shapes, notes = [*shapes, across], [*notes, words]
    return {"shapes": shapes, "annotations": notes}


def reasons_of_rejection(reasons: Sequence[Count]) -> go.Figure:
    shown = list(reversed(reasons))
    return go.Figure(
        go.Bar(
            x=[one.count for one in shown],
            y=[str(one.label) for one in shown],
            orientation="h",
            name=_("rejected"),
            text=[percent(one.share) for one in shown],
            textposition="auto",
            customdata=[one.url for one in shown],
            meta={"role": "bad"},
        ),
        layout={"yaxis": {"type": "category"}, "template": None},
    )
