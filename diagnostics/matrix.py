"""The picture of priorities: a grid of impact by ease, with every recommendation in its cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .priority import Level, Priority, priority


@dataclass(frozen=True)
class Point:
    """A recommendation on the grid; `side` is the team that places it there, blank for what both settled on."""

    subject: Any
    impact: int
    ease: int
    side: str = ""


@dataclass(frozen=True)
class Cell:
    impact: Level
    ease: Level
    priority: Priority
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Row:
    """One level of impact; its cells run from hard to easy."""

    impact: Level
    cells: tuple[Cell, ...]


def grid(points: Iterable[Point]) -> list[Row]:
    """Five rows, the greatest impact on top."""
    placed: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        placed.setdefault((point.impact, point.ease), []).append(point)
    return [
        Row(
            impact,
            tuple(
                Cell(
                    impact,
                    ease,
                    priority(impact, ease),
                    tuple(placed.get((impact, ease), ())),
                )
                for ease in Level
            ),
        )
        for impact in reversed(Level)
    ]
