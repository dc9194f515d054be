"""The chart of reasons over time; colours come from the page. A click opens the answers of a piece."""

from collections.abc import Callable
from datetime import date
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.templatetags.formats import dated

from .board import Board
from .outliers import Group

Address = Callable[..., str]
Period = tuple[date, date, Group]


def over_time(board: Board, url_of: Address) -> go.Figure:
    """Stacked: what share of the answers of each week or month was a rejection, and for which reason."""
    months = len(board.periods) > 1 and (board.periods[1][1] - board.periods[1][0]).days > 7
    labels = [dated(since, "M Y") if months else dated(since, "j M") for since, _to, _n in board.periods]
    charted = [reason.pk for reason in board.charted]
    figure = go.Figure()
    for reason in board.charted:
        shares = [group.share(reason.pk) for _since, _until, group in board.periods]
        urls = [url_of(period, reason=reason.pk) for period in board.periods]
        figure.add_bar(**_bar(labels, shares, board.periods, reason.pk), name=reason.name, customdata=urls)
    rest = [_rest(group, charted) for _since, _until, group in board.periods]
    if any(rest):
        urls = [url_of(period, which="rejected") for period in board.periods]
        bar = {"x": labels, "y": rest, "meta": {"role": "compare"}}
        figure.add_bar(**bar, name=_("other reasons"), customdata=urls)
    return figure.update_layout(
        barmode="stack",
        yaxis={"tickformat": ".0%", "rangemode": "tozero"},
        xaxis={"type": "category"},
        template=None,
    )


def _bar(labels: list[str], shares: list[float | None], periods: list[Period], reason: str) -> dict[str, Any]:
    counts = [
        _("%(n)s of %(of)s") % {"n": group.by_reason.get(reason, 0), "of": group.answered}
        for *_days, group in periods
    ]
    return {"x": labels, "y": shares, "hovertext": counts}


def _rest(group: Group, charted: list[str]) -> float | None:
    others = sum(n for reason, n in group.by_reason.items() if reason not in charted)
    return others / group.answered if group.answered else None
