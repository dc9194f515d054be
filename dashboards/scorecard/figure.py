"""The course of a scorecard by month: the total, and where numbers are missing how high it might be."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.templatetags.formats import dated

from .course import Month
from .marking import AMBER_FROM


def by_month(months: Sequence[Month]) -> go.Figure:
    """Months that are not closed yet are hatched."""
    told = [(month, month.total) for month in months if month.total is not None]
    figure = go.Figure()
    for is_closed, role in ((True, "actual"), (False, "immature")):
        kept = [(month, one) for month, one in told if month.is_closed is is_closed]
        figure.add_bar(
            x=[_month(month) for month, _one in kept],
            y=[one.least for _month, one in kept],
            name=_("total") if is_closed else _("not closed yet"),
            showlegend=bool(kept),
            meta={"role": role},
        )
    figure.add_bar(
        x=[_month(month) for month, _one in told],
        y=[one.most - one.least for _month, one in told],
        name=_("what is missing could bring"),
        showlegend=any(one.most > one.least for _month, one in told),
        meta={"role": "compare"},
    )
    return figure.update_layout(
        barmode="stack",
        yaxis={"range": [0, 100]},
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [_month(m) for m, _one in told],
        },
        shapes=[_line()],
        template=None,
    )


def _month(month: Month) -> str:
    return dated(month.window.since, "M Y")


def _line() -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": AMBER_FROM,
        "y1": AMBER_FROM,
        "name": "target",
    }
