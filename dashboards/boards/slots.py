"""Places on a board that another part of the product fills: benchmarks, the scorecard, impact, the return. Empty ones don't show.

A filler registers in `ready`: `slots.fill("benchmarks", told)`, where `told(look)` answers the parts to show.
"""

from collections.abc import Callable, Sequence

from .look import Look
from .parts import Part

Filler = Callable[[Look], Sequence[Part]]
NAMES = ("benchmarks", "scorecard", "impact", "roi")
_fillers: dict[str, Filler] = {}


def fill(name: str, filler: Filler) -> None:
    """The same name again replaces it. ValueError for a place that no board has."""
    if name not in NAMES:
        raise ValueError(f"no board has a place called {name}")
    _fillers[name] = filler


def filled(name: str, look: Look) -> list[Part]:
    return list(_fillers[name](look)) if name in _fillers else []
