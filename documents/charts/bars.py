"""Bars that lie, so that their names can be read; several series stand together under each name."""

from documents.blocks import Chart, Series

from .drawing import SIGN, WIDTH, Drawing, Shape, Tell, cut, extent, line, rect, text

GAP, TOP = 12, 8
LEAST_NAMES, MOST_NAMES = 60, 190


def draw(chart: Chart, tell: Tell) -> Drawing:
    several = len(chart.series) > 1
    thick = 15 if several else 20
    names = min(max(*(len(label) * SIGN + 14 for label in chart.labels), LEAST_NAMES), MOST_NAMES)
    values = [value for one in chart.series for value in one.values]
    room = min(max(len(tell(value)) for value in values) * SIGN + 16, 150)
    top = TOP + (22 if several else 0) + (18 if chart.target is not None else 0)
    scale = _Scale(names, WIDTH - room, *extent([*values, chart.target]))
    group = thick * len(chart.series) + GAP
    height = top + group * len(chart.labels)
    shapes = _legend(chart.series, names) if several else []
    for place, label in enumerate(chart.labels):
        y = top + place * group
        middle = y + thick * len(chart.series) / 2 + 4
        shapes.append(text("label", names - 10, middle, cut(label, names - 14), "end"))
        for row, one in enumerate(chart.series):
            shapes += _bar(look(one, row), one.values[place], y + row * thick, thick, scale, tell)
    shapes.append(line("zero", scale.x(0), top - 4, scale.x(0), height - GAP + 4))
    return Drawing(WIDTH, height, tuple(shapes + _target(chart, scale, top, height, tell)))


def look(series: Series, place: int) -> str:
    return f"actual-{place + 1}" if series.role == "actual" else series.role


class _Scale:
    """From a number to its place between the names and the room for values."""

    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        # a bar to the left of zero needs its value's room there too
        self.left, self.low = left + (40 if low < 0 else 0), low
        self.unit = (right - self.left) / (high - low)

    def x(self, value: float) -> float:
        return self.left + (value - self.low) * self.unit


def _bar(look: str, value: float | None, y: float, thick: float, scale: _Scale, tell: Tell) -> list[Shape]:
    zero, end = scale.x(0), scale.x(value or 0)
    words = text("value", max(end, zero) + 6, y + thick / 2 + 4, tell(value))
    if value is None:
        return [words]
    if value < 0:
        words = text("value", end - 5, y + thick / 2 + 4, tell(value), "end")
    return [rect(look, min(zero, end), y + 1, abs(end - zero), thick - 2), words]


def _legend(series: tuple[Series, ...], left: float) -> list[Shape]:
    """In the order of the bars, with the names beside their colours."""
    shapes, x, room = [], left, (WIDTH - left) / len(series)
    for place, one in enumerate(series):
        name = cut(one.name, room - 26)
        shapes += [rect(look(one, place), x, TOP, 11, 11), text("label", x + 16, TOP + 10, name)]
        x += min(len(name) * SIGN + 36, room)
    return shapes


def _target(chart: Chart, scale: _Scale, top: float, height: float, tell: Tell) -> list[Shape]:
    if chart.target is None:
        return []
    x, words = scale.x(chart.target), f"{chart.target_label} {tell(chart.target)}".strip()
    anchor = "end" if x > WIDTH / 2 else "start"
    return [
        line("target", x, top - 6, x, height - GAP + 6),
        text("target-label", x, top - 11, cut(words, WIDTH / 2), anchor),
    ]
