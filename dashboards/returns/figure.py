"""What was spent and what came back, added up month by month, with the band in which the benefit lies."""

from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.templatetags.formats import dated, money

from .told import Return


def by_month(told: Return, currency: str) -> go.Figure:
    """A point of the cost opens its rows of the ledger."""
    names = [dated(month.since, "M Y") for month, _spent, _benefit in told.course]
    costs, benefits = [spent for _month, spent, _benefit in told.course], [one for *_rest, one in told.course]
    known = [one for one in benefits if one is not None]
    figure = go.Figure()
    if known:
        figure.add_scatter(
            x=names + names[::-1],
            y=[one.high for one in known] + [one.low for one in reversed(known)],
            name=_("95 % interval"),
            meta={"role": "band"},
        )
        _line(figure, names, [one.likely for one in known], _("benefit"), "actual", currency)
    urls = [cost.url for _month, cost in told.costs.months]
    _line(figure, names, costs, _("spent"), "bad", currency, customdata=urls)
    return figure.update_layout(
        xaxis={"type": "category"}, yaxis={"rangemode": "normal"}, margin={"r": 88}, template=None
    )


def _line(
    figure: go.Figure, names: list[str], values: list[float], name: str, role: str, currency: str, **more: Any
) -> None:
    figure.add_scatter(
        x=names,
        y=values,
        name=name,
        mode="lines+markers",
        text=[money(value, currency) for value in values],
        meta={"role": role},
        **more,
    )
