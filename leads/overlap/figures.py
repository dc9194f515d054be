"""The overlap by source, segment, channel or country as bars: what both take between what only one takes."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from leads.backtest.reading import Parted

from .asking import Question

PARTS = (("first", "baseline"), ("both", "actual"), ("second", "compare"))
MOST_BARS = 12


def by_group(question: Question, groups: list[Parted], url_of: Callable[..., str]) -> Any:
    """Only the groups that either takes something of; the largest on top."""
    assert question.first and question.second
    shown = [one for one in groups if one.either.leads][:MOST_BARS][::-1]
    names = {
        "first": _("only %(side)s") % {"side": question.first.label},
        "both": _("both"),
        "second": _("only %(side)s") % {"side": question.second.label},
    }
    figure = go.Figure()
    for part, role in PARTS:
        figure.add_bar(
            orientation="h",
            y=[label_of(one) for one in shown],
            x=[one[part].leads for one in shown],
            name=names[part],
            meta={"role": role},
            customdata=[url_of(part, value=one.value) if one.value is not None else "" for one in shown],
        )
    return figure.update_layout(barmode="stack", xaxis={"title": {"text": _("leads")}})


def label_of(group: Parted) -> str:
    if group.value is None:
        return _("the rest")
    return group.value or _("Not stated")
