"""What a new company starts with besides its own data: each app registers how it seeds its words, twice safe."""

from collections.abc import Callable

_seeds: dict[str, Callable[[], None]] = {}


def register(name: str, seed: Callable[[], None]) -> None:
    _seeds[name] = seed


def sow() -> None:
    """Put back what migrations seeded, after the database was emptied."""
    for seed in _seeds.values():
        seed()
