"""What a chart is drawn with: a few shapes that a page colours by class and paper by attributes.

Nothing here becomes markup by hand: a page writes the shapes through its template, paper through `as_svg`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.etree import ElementTree

Tell = Callable[[float | None], str]
"""A number as the reader's language writes it."""

WIDTH = 640
SIGN = 6.1
"""The width of a letter at the size of labels, about; a label is cut where it would leave its place."""

TIMES = {"duration": (3600, 60), "span": (86400, 3600, 60)}
"""The steps of a scale of time, in seconds; working time is never counted in days."""

INK, GREY, GRID, ACCENT = "#1d1f23", "#565a63", "#e3dfd7", "#0f5a70"
LOOKS: dict[str, dict[str, str]] = {
    "actual-1": {"fill": "#0f6c86"},
    "actual-2": {"fill": "#d9913f"},
    "actual-3": {"fill": "#6b5fa8"},
    "actual-4": {"fill": "#8fc3a3"},
    "actual-5": {"fill": "#b8487a"},
    "actual-6": {"fill": "#7a7f89"},
    "compare": {"fill": "#bcd6de"},
    "baseline": {"fill": "#ffffff", "stroke": GREY, "stroke-width": "1"},
    "line-1": {"fill": "none", "stroke": "#0f6c86", "stroke-width": "2.2"},
    "line-2": {"fill": "none", "stroke": "#b8641a", "stroke-width": "2", "stroke-dasharray": "7 3"},
    "line-3": {"fill": "none", "stroke": "#6b5fa8", "stroke-width": "2", "stroke-dasharray": "2 3"},
    "line-4": {"fill": "none", "stroke": "#2f7d4c", "stroke-width": "2", "stroke-dasharray": "10 3 2 3"},
    "line-5": {"fill": "none", "stroke": "#b8487a", "stroke-width": "2", "stroke-dasharray": "4 4"},
    "line-6": {"fill": "none", "stroke": "#7a7f89", "stroke-width": "2", "stroke-dasharray": "1 2"},
    "band": {"fill": "#0f6c86", "fill-opacity": "0.13"},
    "grid": {"stroke": GRID, "stroke-width": "1"},
    "zero": {"stroke": GREY, "stroke-width": "1"},
    "target": {"stroke": INK, "stroke-width": "1.3", "stroke-dasharray": "5 3"},
    "label": {"fill": INK, "font-size": "12"},
    # the halo keeps a number readable where a line passes under it
    "value": {
        "fill": INK,
        "font-size": "12",
        "font-weight": "600",
        "stroke": "#ffffff",
        "stroke-width": "3",
        "paint-order": "stroke",
    },
    "tick": {"fill": GREY, "font-size": "11"},
    "target-label": {"fill": INK, "font-size": "11", "font-style": "italic"},
}
"""How each shape looks on paper; static/css/documents.css says the same for the screen, in both themes."""


@dataclass(frozen=True)
class Shape:
    """One element of SVG: its name, its class, where it stands, and its text."""

    tag: str
    look: str
    at: Mapping[str, str]
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    shapes: tuple[Shape, ...]


def number(value: float) -> str:
    """A coordinate: a tenth of a pixel is fine enough, and a page's language must not put a comma in."""
    return f"{round(value, 1) + 0.0:g}"


def rect(look: str, x: float, y: float, width: float, height: float) -> Shape:
    at = {
        "x": number(x),
        "y": number(y),
        "width": number(max(width, 0)),
        "height": number(height),
        "rx": "1.5",
    }
    return Shape("rect", look, at)


def line(look: str, x1: float, y1: float, x2: float, y2: float) -> Shape:
    return Shape("line", look, {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)})


def dot(look: str, x: float, y: float) -> Shape:
    return Shape("circle", look, {"cx": number(x), "cy": number(y), "r": "3"})


def path(tag: str, look: str, points: Iterable[tuple[float, float]]) -> Shape:
    """An open line (`polyline`) or an area (`polygon`)."""
    return Shape(tag, look, {"points": " ".join(f"{number(x)},{number(y)}" for x, y in points)})


def text(look: str, x: float, y: float, words: str, anchor: str = "start") -> Shape:
    return Shape("text", look, {"x": number(x), "y": number(y), "text-anchor": anchor}, words)


def cut(words: str, room: float) -> str:
    """As much of the words as the room holds, with dots for the rest."""
    words, most = " ".join(words.split()), max(int(room / SIGN), 4)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def ticks(low: float, high: float, unit: str, about: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`; times are round in minutes, hours or days."""
    rough = (high - low) / about
    whole = next((size for size in TIMES.get(unit, ()) if rough >= size / 2), 1)
    size = whole * 10.0 ** floor(log10(rough / whole))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    return [step * place for place in range(floor(low / step + 1e-9), ceil(high / step - 1e-9) + 1)]


def extent(values: Iterable[float | None]) -> tuple[float, float]:
    """From the smallest to the largest, zero included: a picture that leaves zero out makes small things large."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high - low > 1e-9 else (0.0, 1.0)


def as_svg(drawing: Drawing, font: str) -> str:
    """The drawing for paper: colours written in, words escaped by the XML library."""
    size = {"width": str(drawing.width), "height": str(drawing.height)}
    box = f"0 0 {drawing.width} {drawing.height}"
    root = ElementTree.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "font-family": font, **size}
    )
    for shape in drawing.shapes:
        element = ElementTree.SubElement(root, shape.tag, {**shape.at, **LOOKS[shape.look]})
        element.text = shape.text or None
    return ElementTree.tostring(root, encoding="unicode")
