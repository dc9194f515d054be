"""Lines over time: named at their ends, with the interval as a band and the target as a line."""

from collections.abc import Iterator
from itertools import groupby
from math import ceil

from documents.blocks import Chart

from .drawing import SIGN, WIDTH, Drawing, Shape, Tell, cut, dot, extent, line, path, text, ticks

HEIGHT, TOP, BOTTOM = 250, 14, 30
APART = 14
"""How far names at the ends of lines keep from each other."""
Point = tuple[float, float]


def draw(chart: Chart, tell: Tell) -> Drawing:
    values = [value for one in chart.series + chart.band for value in one.values]
    marks = ticks(*extent([*values, chart.target]), chart.unit)
    names = [one.name for one in chart.series] + [_target_words(chart, tell)]
    right = WIDTH - min(max(len(name) for name in names) * SIGN + 12, 170)
    left = max(len(tell(mark)) for mark in marks) * SIGN + 10
    plot = _Plot(left, right, marks[0], marks[-1], len(chart.labels))
    shapes = [shape for mark in marks for shape in _grid(plot, mark, tell)]
    shapes += _below(chart, plot)
    shapes += _band(chart, plot)
    for place, one in enumerate(chart.series):
        shapes += _line(f"line-{place + 1}", list(plot.points(one.values)))
    return Drawing(WIDTH, HEIGHT, tuple(shapes + _target(chart, plot) + _names(chart, plot, tell)))


class _Plot:
    """Where a value of a label stands."""

    def __init__(self, left: float, right: float, low: float, high: float, count: int) -> None:
        self.left, self.right, self.low = left, right, low
        self.unit = (HEIGHT - TOP - BOTTOM) / (high - low)
        self.step = (right - left - 12) / max(count - 1, 1)
        self.count = count

    def x(self, place: int) -> float:
        return self.left + 6 + (place * self.step if self.count > 1 else (self.right - self.left) / 2)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) * self.unit

    def points(self, values: tuple[float | None, ...]) -> Iterator[Point | None]:
        for place, value in enumerate(values):
            yield None if value is None else (self.x(place), self.y(value))


def _grid(plot: _Plot, mark: float, tell: Tell) -> list[Shape]:
    y = plot.y(mark)
    look = "zero" if mark == 0 else "grid"
    return [line(look, plot.left, y, plot.right, y), text("tick", plot.left - 6, y + 4, tell(mark), "end")]


def _below(chart: Chart, plot: _Plot) -> list[Shape]:
    """As many labels as stand side by side; the last one always."""
    wide = min(max(len(label) for label in chart.labels) * SIGN + 10, 110)
    every = max(ceil(wide / plot.step), 1) if plot.count > 1 else 1
    last = plot.count - 1
    return [
        text("tick", plot.x(place), HEIGHT - BOTTOM + 18, cut(chart.labels[place], wide), "middle")
        for place in range(plot.count)
        if (last - place) % every == 0
    ]


def _band(chart: Chart, plot: _Plot) -> list[Shape]:
    """An area for each stretch where both ends are known."""
    if not chart.band:
        return []
    low, high = (list(plot.points(one.values)) for one in chart.band)
    pairs = list(zip(low, high, strict=True))
    stretches = (list(run) for known, run in groupby(pairs, lambda pair: None not in pair) if known)
    return [
        path(
            "polygon",
            "band",
            [point for point, _high in run if point] + [point for _low, point in reversed(run) if point],
        )
        for run in stretches
    ]


def _line(look: str, points: list[Point | None]) -> list[Shape]:
    """A line for each stretch without a gap; a lone point is a dot."""
    stretches = [list(run) for known, run in groupby(points, lambda point: point is not None) if known]
    return [
        path("polyline", look, [point for point in run if point])
        if len(run) > 1
        else dot(look, *(run[0] or (0, 0)))
        for run in stretches
    ]


def _target_words(chart: Chart, tell: Tell) -> str:
    return f"{chart.target_label} {tell(chart.target)}".strip() if chart.target is not None else ""


def _target(chart: Chart, plot: _Plot) -> list[Shape]:
    if chart.target is None:
        return []
    y = plot.y(chart.target)
    return [line("target", plot.left, y, plot.right, y)]


def _names(chart: Chart, plot: _Plot, tell: Tell) -> list[Shape]:
    """Each line's name at its end and the target's beside its line, moved apart where they would meet."""
    wanted = []
    for one in chart.series:
        last = next((point for point in reversed(list(plot.points(one.values))) if point), None)
        if last and one.name:
            wanted.append((last[1], "label", one.name))
    if chart.target is not None:
        wanted.append((plot.y(chart.target), "target-label", _target_words(chart, tell)))
    shapes, floor = [], float(TOP) - APART
    for y, look, words in sorted(wanted):
        floor = max(y, floor + APART)
        shapes.append(text(look, plot.right + 6, floor + 4, cut(words, WIDTH - plot.right - 6)))
    return shapes
