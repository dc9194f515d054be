"""The replay's charts: the whole curve of compliance over targets, and the weeks. Colours come from the page."""

from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from people.templatetags.formats import duration

from .board import Board, Group

HOUR = 3600
POINTS = 140
STEPS = (360, 900, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600)
STOPS = 64


def longest(board: Board) -> int:
    """To which target the slider and the curve go: beyond every target that is shown, and where most have ended."""
    shown = max(board.target, board.target_now, int(board.promise.target_seconds or 0))
    needed = board.outcomes.needed
    reach = int(np.quantile(needed, 0.9)) if len(needed) else 0
    step = step_of(min(max(2 * shown, reach), 4 * shown))
    return -(-min(max(2 * shown, reach), 4 * shown) // step) * step


def step_of(longest: int) -> int:
    """The stops of a slider are round parts of an hour, and not too many for the arrow keys."""
    return next((step for step in STEPS if longest / step <= STOPS), STEPS[-1])


def curve(board: Board) -> go.Figure:
    """Compliance against the target, with the target in force, the version's and the slider's as lines."""
    targets = np.unique(np.linspace(0, longest(board), POINTS).astype(np.int64))[1:]
    figure = go.Figure()
    twin = board.outcomes_now
    if twin is not None and twin.curve(targets.tolist()) != board.outcomes.curve(targets.tolist()):
        figure.add_scatter(**_line(twin, targets), name=_("as in force"), meta={"role": "compare"})
    figure.add_scatter(**_line(board.outcomes, targets), name=_("in time"), meta={"role": "actual"})
    return figure.update_layout(
        xaxis={"title": {"text": _("target in working hours")}, "rangemode": "tozero"},
        yaxis={"tickformat": ".0%", "range": [0, 1.02]},
        template=None,
        **_marks(board),
    )


def _line(outcomes: Any, targets: Any) -> dict[str, Any]:
    return {"x": (targets / HOUR).tolist(), "y": outcomes.curve(targets.tolist()), "mode": "lines"}


def _marks(board: Board) -> dict[str, Any]:
    """Vertical lines, each with its word; those that fall together are said once."""
    marks: dict[int, list[str]] = {}
    own = int(board.promise.target_seconds or 0)
    for target, word in (
        (board.target_now, _("in force")),
        (own, _("v%(n)s") % {"n": board.promise.version.number}),
    ):
        if target and not (target == own == board.target_now and marks):
            marks.setdefault(target, []).append(word)
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1}
    note = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    shapes = [{**line, "x0": t / HOUR, "x1": t / HOUR, "name": "baseline"} for t in marks]
    if board.target not in marks:
        shapes.append({**line, "x0": board.target / HOUR, "x1": board.target / HOUR, "name": "actual"})
    sides = ["right", "left"] if len(marks) > 1 else ["center"]
    notes = [
        {**note, "x": t / HOUR, "xanchor": side, "text": f"{' · '.join(marks[t])} {duration(t)}"}
        for t, side in zip(sorted(marks), sides, strict=False)
    ]
    return {"shapes": shapes, "annotations": notes, "margin": {"t": 26}}


def weeks(groups: list[Group], url_of: Callable[[Group], str]) -> go.Figure:
    """Week by week: at the asked target, and in force where that says something else."""
    days = [group.label for group in groups]
    now = [group.now.compliance if group.now else None for group in groups]
    figure = go.Figure()
    if any(group.now and group.now.compliance != group.then.compliance for group in groups):
        figure.add_scatter(
            x=days,
            y=now,
            name=_("in force"),
            mode="lines",
            meta={"role": "compare"},
        )
    figure.add_scatter(
        x=days,
        y=[group.then.compliance for group in groups],
        name=_("replayed"),
        mode="lines+markers",
        customdata=[url_of(group) for group in groups],
        meta={"role": "actual"},
    )
    return figure.update_layout(
        yaxis={"tickformat": ".0%", "range": [0, 1.02]}, xaxis={"type": "date"}, template=None
    )
