"""A chart of a board as a Plotly figure. Colours come from the page, which knows the theme; a click opens the rows."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from .parts import Chart, Series

TICKS = {"percent": ".0%"}
BESIDE = 0.08
"""Nearer than this part of its value, two names at the end of a chart would overlap."""


def figure(chart: Chart) -> go.Figure:
    drawn = go.Figure()
    if chart.band:
        low, high = chart.band
        known = [at for at, value in enumerate(low) if value is not None]
        names = [chart.labels[at] for at in known]
        drawn.add_scatter(
            x=names + names[::-1],
            y=[high[at] for at in known] + [low[at] for at in reversed(known)],
            name=_("95 % interval"),
            meta={"role": "band"},
        )
    for series in chart.series:
        _add(drawn, chart, series)
    along = {"type": "category"} | ({} if chart.is_flat else {"categoryarray": list(chart.labels)})
    across: dict[str, Any] = {"tickformat": TICKS[chart.unit]} if chart.unit in TICKS else {}
    axes: dict[str, Any] = (
        {"yaxis": along, "xaxis": across} if chart.is_flat else {"xaxis": along, "yaxis": across}
    )
    if chart.shape == "bars" and len(chart.series) > 1:
        axes["barmode"] = "group"
    return drawn.update_layout(template=None, **axes, **_lines(chart))


def _add(drawn: go.Figure, chart: Chart, series: Series) -> None:
    """The young apart from the grown, hatched or dotted: a cohort that may still grow is no result."""
    places = range(len(chart.labels))
    grown = [at for at in places if at not in chart.young]
    _draw(drawn, chart, series, grown, series.role, str(series.name))
    young = [at for at in places if at in chart.young and series.values[at] is not None]
    if young and series.role != "target":
        name = chart.young_word or _("still maturing")
        if len(chart.series) > 1:
            name = f"{series.name}, {name}"
        _draw(drawn, chart, series, young, "immature", str(name))


def _draw(
    drawn: go.Figure, chart: Chart, series: Series, places: Sequence[int], role: str, name: str
) -> None:
    labels = [chart.labels[at] for at in places]
    values = [series.values[at] for at in places]
    given: dict[str, Any] = {"x": labels, "y": values, "name": name, "meta": {"role": role}}
    if series.urls:
        given["customdata"] = [series.urls[at] for at in places]
    if series.role == "target" or chart.shape == "lines":
        drawn.add_scatter(**given, mode="lines" if series.role == "target" else "lines+markers")
        return
    if series.words:
        given |= {"text": [series.words[at] for at in places], "textposition": "auto", "textangle": 0}
    if chart.is_flat:
        given |= {"x": values[::-1], "y": labels[::-1], "orientation": "h"}
        for name_of in ("customdata", "text"):
            if name_of in given:
                given[name_of] = given[name_of][::-1]
    drawn.add_bar(**given)


def _lines(chart: Chart) -> dict[str, Any]:
    """The target across, and what happened as lines down."""
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    if chart.target is not None:
        known = [value for value in chart.series[0].values if value is not None] if chart.series else []
        shape, note = target_line(chart.target, str(chart.target_label), known[-1] if known else None)
        shapes, notes = [shape], [note]
    # where the target is named at the beginning, what happened there is named at the foot
    place = {"y": 0, "yanchor": "bottom"} if notes and notes[0]["x"] == 0 else {"y": 1, "yanchor": "top"}
    for label, words in chart.marks.items():
        shapes.append(
            {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": label, "x1": label, "name": "target"}
        )
        notes.append(_note(x=label, yref="paper", xanchor="left", xshift=5, text=words, **place))
    return {"shapes": shapes, "annotations": notes}


def target_line(value: float, words: str, last: float | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the line across, its words). They stand at the end, for what was agreed is named where lines begin; at the beginning
    where the line of the number ends beside the target, and has its own name there."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "name": "target"}
    is_beside = last is not None and abs(last - value) <= BESIDE * max(abs(last), abs(value))
    place: dict[str, Any] = {"x": 0, "xanchor": "left"} if is_beside else {"x": 1, "xanchor": "right"}
    return across, _note(xref="paper", y=value, text=words, **place)


def _note(**given: Any) -> dict[str, Any]:
    return {"yanchor": "bottom", "showarrow": False, **given}
