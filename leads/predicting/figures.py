"""Charts of a predictive model: what it foretold against what came, and the best leads first. Colours come from the page."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.shares import wilson

NEAT = {"template": None}


def reliability(measures: Mapping[str, Any]) -> go.Figure:
    """A point for each group of leads with like chances; on the line, what was foretold came."""
    bins = measures["bins"]
    foretold = [one["foretold"] for one in bins]
    seen = [one["hits"] / one["n"] for one in bins]
    low, high = zip(*(wilson(one["hits"], one["n"]) or (0.0, 1.0) for one in bins), strict=True)
    most = max(*foretold, *high, 0.01)
    figure = go.Figure()
    figure.add_scatter(
        x=[0, most],
        y=[0, most],
        mode="lines",
        name=_("as foretold"),
        meta={"role": "target"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=foretold,
        y=seen,
        mode="markers",
        name=_("what came"),
        meta={"role": "actual"},
        marker={"size": 9},
        error_y={
            "type": "data",
            "array": [top - one for top, one in zip(high, seen, strict=True)],
            "arrayminus": [one - bottom for bottom, one in zip(low, seen, strict=True)],
            "thickness": 1.2,
            "width": 3,
        },
    )
    return figure.update_layout(
        xaxis={"title": {"text": _("chance that was foretold")}, "tickformat": ".0%", "rangemode": "tozero"},
        yaxis={"title": {"text": _("share that converted")}, "tickformat": ".0%", "rangemode": "tozero"},
        **NEAT,
    )


def gains(measures: Mapping[str, Any]) -> go.Figure:
    """Who works the leads from the best down: which share of the conversions is in which share of the leads."""
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", name=_("in any order"), meta={"role": "baseline"}, hoverinfo="skip"
    )
    for key, name, role in (("rules", _("by the rules"), "compare"), ("model", _("by the model"), "actual")):
        if measures[key]:
            shares = _gained(measures[key]["bands"])
            figure.add_scatter(
                x=[one for one, _hits in shares],
                y=[hits for _one, hits in shares],
                mode="lines+markers",
                name=name,
                meta={"role": role},
            )
    return figure.update_layout(
        xaxis={
            "title": {"text": _("share of the leads, the best first")},
            "tickformat": ".0%",
            "range": [0, 1.01],
        },
        yaxis={"title": {"text": _("share of the conversions")}, "tickformat": ".0%", "range": [0, 1.03]},
        margin={"r": 96},  # room for the names at the ends of the lines
        **NEAT,
    )


def _gained(bands: list[Mapping[str, Any]]) -> list[tuple[float, float]]:
    leads, hits = sum(one["n"] for one in bands), sum(one["hits"] for one in bands)
    found, n, won = [(0.0, 0.0)], 0, 0
    for one in bands:
        n, won = n + one["n"], won + one["hits"]
        found.append((n / leads, won / hits if hits else 0.0))
    return found
