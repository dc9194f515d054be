"""Bars that lie, so that their names can be read; several series stand together under each name."""

from documents.blocks import Chart, Series

from .drawing import SIGN, WIDTH, Drawing, Shape, Tell, cut, extent, line, rect, text

GAP, TOP = 12, 8
LEAST_NAMES, MOST_NAMES = 60, 220


def draw(chart: Chart, tell: Tell) -> Drawing:
    """Bars, then the target over them, then the numbers, so that nothing hides a number."""
    several = len(chart.series) > 1
    thick = 15 if several else 20
    top = TOP + (22 if several else 0) + (18 if chart.target is not None else 0)
    group = thick * len(chart.series) + GAP
    height = top + group * len(chart.labels)
    scale = _scale(chart, tell)
    shapes = _legend(chart.series, scale.names) if several else []
    values: list[Shape] = []
    for place, label in enumerate(chart.labels):
        y = top + place * group
        middle = y + thick * len(chart.series) / 2 + 4
        shapes.append(text("label", scale.names - 10, middle, cut(label, scale.names - 14), "end"))
        for row, (look, one) in enumerate(zip(looks(chart.series), chart.series, strict=True)):
            shapes += _bar(look, one.values[place], y + row * thick, thick, scale)
            values.append(_value(one.values[place], y + row * thick + thick / 2 + 4, scale, tell))
    shapes.append(line("zero", scale.x(0), top - 4, scale.x(0), height - GAP + 4))
    return Drawing(WIDTH, height, tuple(shapes + _target(chart, scale, top, height, tell) + values))


def looks(series: tuple[Series, ...]) -> list[str]:
    """What is measured takes the colours in their order; what it is compared with stays pale."""
    measured = iter(range(1, len(series) + 1))
    return [f"actual-{next(measured)}" if one.role == "actual" else one.role for one in series]


class _Scale:
    """From a number to its place between the names and the room for values."""

    def __init__(self, names: float, right: float, low: float, high: float) -> None:
        # a bar to the left of zero needs its value's room there too
        self.names, self.left, self.low = names, names + (50 if low < 0 else 0), low
        self.unit = (right - self.left) / (high - low)

    def x(self, value: float) -> float:
        return self.left + (value - self.low) * self.unit


def _scale(chart: Chart, tell: Tell) -> _Scale:
    values = [value for one in chart.series for value in one.values]
    longest = max(len(label) for label in chart.labels)
    names = min(max(longest * SIGN + 14, LEAST_NAMES), MOST_NAMES)
    room = min(max(len(tell(value)) for value in values) * SIGN + 16, 150)
    return _Scale(names, WIDTH - room, *extent([*values, chart.target]))


def _bar(look: str, value: float | None, y: float, thick: float, scale: _Scale) -> list[Shape]:
    if value is None:
        return []
    zero, end = scale.x(0), scale.x(value)
    return [rect(look, min(zero, end), y + 1, abs(end - zero), thick - 2)]


def _value(value: float | None, y: float, scale: _Scale, tell: Tell) -> Shape:
    end = scale.x(value or 0)
    if value is not None and value < 0:
        return text("value", end - 5, y, tell(value), "end")
    return text("value", end + 6, y, tell(value))


def _legend(series: tuple[Series, ...], left: float) -> list[Shape]:
    """In the order of the bars, with the names beside their colours."""
    shapes, x, room = [], left, (WIDTH - left) / len(series)
    for look, one in zip(looks(series), series, strict=True):
        name = cut(one.name, room - 26)
        shapes += [rect(look, x, TOP, 11, 11), text("label", x + 16, TOP + 10, name)]
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
