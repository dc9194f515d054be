"""What every board is: who it is for, what it answers, its tiles and its parts in their order."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse

from dashboards.kpis import KPI
from dashboards.tiling import Count
from people.tiles import Tile

from .look import Look
from .parts import Part

Words = Any


class Board:
    """One page of numbers. A subclass declares its tiles and lists its parts; each part is read when it is shown."""

    key: ClassVar[str]
    name: Words
    question: Words
    """One sentence: what this page answers."""
    readers: ClassVar[frozenset[str]] = frozenset()
    """The roles whose first page it is."""
    url_name: ClassVar[str] = "dashboards:board"
    tiles: ClassVar[Sequence[str]] = ()
    sample: Words = ""
    """What the page shows once there is something to count."""

    @classmethod
    def address(cls) -> str:
        return reverse(cls.url_name, args=[cls.key] if cls.url_name == Board.url_name else [])

    def __init__(self, look: Look) -> None:
        self.look = look

    @cached_property
    def numbers(self) -> "list[tuple[Tile, KPI, list[Count]]]":
        """Tiles, each with the parts it stands on."""
        return [self.look.number(key) for key in self.tiles]

    def told(self) -> Iterator[Part | None]:
        """Its parts in the order of the page; None where there is nothing to say."""
        raise NotImplementedError

    @cached_property
    def parts(self) -> list[Part]:
        return [part for part in self.told() if part is not None]

    @property
    def is_empty(self) -> bool:
        return not any(tile.n for tile, _kpi, _parts in self.numbers)
