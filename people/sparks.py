"""Small lines without axes: a series of numbers as the paths of an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 120, 32, 3


@dataclass(frozen=True)
class Spark:
    """`line` is one path with a gap at each missing value, `end` the last point, in the viewBox' units."""

    line: str
    end: tuple[float, float]


def spark(values: Sequence[float | None]) -> Spark | None:
    """The path of these values, oldest first; None when fewer than two are known."""
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return None
    points = list(_points(values, min(known), max(known)))
    line = " ".join(_command(points, index) for index, point in enumerate(points) if point)
    return Spark(line, next(point for point in reversed(points) if point))


def _points(values: Sequence[float | None], low: float, high: float) -> Iterable[tuple[float, float] | None]:
    across = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    reach = (high - low) or 1.0
    for index, value in enumerate(values):
        if value is None:
            yield None
            continue
        share = (float(value) - low) / reach if high > low else 0.5
        yield round(MARGIN + index * across, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)


def _command(points: list[tuple[float, float] | None], index: int) -> str:
    x, y = points[index] or (0.0, 0.0)
    return f"{'L' if index and points[index - 1] else 'M'}{x} {y}"
