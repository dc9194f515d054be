"""Two circles whose areas, and the area of what they share, are as three counts. Pure."""

from dataclasses import dataclass
from math import acos, pi, sqrt

WIDTH, HEIGHT, EDGE = 460.0, 250.0, 10.0
GAP = 14.0
LEAST = 9.0
"""A circle of very few stays to be seen and to be clicked."""
ROOM = 26.0
"""A number stands in a part that is at least so wide."""


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Venn:
    """`lens` is what they share as the path of SVG, "" for nothing. `labels`: the place of each part's number, None
    where it would not fit."""

    first: Circle
    second: Circle
    lens: str
    labels: dict[str, float | None]
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def middle(self) -> float:
        return self.height / 2


def shared(a: float, b: float, apart: float) -> float:
    """The area that two circles with radii `a` and `b` share when their centres lie `apart`.

    https://mathworld.wolfram.com/Circle-CircleIntersection.html, (14)
    """
    if apart >= a + b:
        return 0.0
    if apart <= abs(a - b):
        return pi * min(a, b) ** 2
    one = a**2 * acos((apart**2 + a**2 - b**2) / (2 * apart * a))
    two = b**2 * acos((apart**2 + b**2 - a**2) / (2 * apart * b))
    kite = (-apart + a + b) * (apart + a - b) * (apart - a + b) * (apart + a + b)
    return one + two - sqrt(max(kite, 0)) / 2


def distance(a: float, b: float, area: float) -> float:
    """How far apart the centres lie so that the circles share this area."""
    low, high = abs(a - b), a + b
    for _turn in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shared(a, b, middle) > area else (low, middle)
    return (low + high) / 2


def draw(only_first: int, both: int, only_second: int) -> Venn:
    """In a box of WIDTH x HEIGHT, as large as it goes."""
    a, b = (sqrt((count + both) / pi) for count in (only_first, only_second))
    apart = distance(a, b, float(both)) if both else a + b
    span = max(a, apart + b) + max(a, b - apart)
    gap = 0.0 if both else GAP
    scale = min(
        (WIDTH - 2 * EDGE - gap) / span if span else 1.0, (HEIGHT - 2 * EDGE) / (2 * max(a, b, 0.001))
    )
    a, b, apart = a * scale, b * scale, apart * scale + gap
    a, b = (max(radius, LEAST) if radius else 0.0 for radius in (a, b))
    left = (WIDTH - (max(a, apart + b) + max(a, b - apart))) / 2 + max(a, b - apart)
    first, second = Circle(left, HEIGHT / 2, a), Circle(left + apart, HEIGHT / 2, b)
    return Venn(first, second, lens(first, second) if both else "", _labels(first, second, both))


def lens(first: Circle, second: Circle) -> str:
    """What both share: the whole of a circle that lies in the other, else two arcs."""
    a, b, apart = first.r, second.r, second.x - first.x
    if apart <= abs(a - b) + 1e-6:
        inner = first if a < b else second
        sides = [
            f"A {inner.r:.1f} {inner.r:.1f} 0 1 1 {inner.x + side * inner.r:.1f} {inner.y:.1f}"
            for side in (1, -1)
        ]
        return f"M {inner.x - inner.r:.1f} {inner.y:.1f} {sides[0]} {sides[1]} Z"
    chord = (apart**2 + a**2 - b**2) / (2 * apart)
    half = sqrt(max(a**2 - chord**2, 0))
    x, top, bottom = first.x + chord, first.y - half, first.y + half
    of_first = f"A {a:.1f} {a:.1f} 0 {int(chord < 0)} 1 {x:.1f} {bottom:.1f}"
    of_second = f"A {b:.1f} {b:.1f} 0 {int(chord > apart)} 1 {x:.1f} {top:.1f}"
    return f"M {x:.1f} {top:.1f} {of_first} {of_second} Z"


def _labels(first: Circle, second: Circle, both: int) -> dict[str, float | None]:
    """The middle of each part, left to right."""
    begins, ends = second.x - second.r, first.x + first.r
    parts = {
        "first": (first.x - first.r, min(begins, ends) if both else ends),
        "both": (max(begins, first.x - first.r), min(ends, second.x + second.r)) if both else (0.0, 0.0),
        "second": (max(ends, begins) if both else begins, second.x + second.r),
    }
    return {name: (low + high) / 2 if high - low >= ROOM else None for name, (low, high) in parts.items()}
