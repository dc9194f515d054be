"""What can be rebuilt from facts: each app registers its derivations in `ready`; `manage.py rebuild` runs them in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Derivation:
    """`rebuild` writes what differs and says how many rows; `differences` lists the rows that differ, as text."""

    name: str
    order: int
    rebuild: Callable[[], int]
    differences: Callable[[], Sequence[object]]


_derivations: dict[str, Derivation] = {}


def register(derivation: Derivation) -> None:
    _derivations[derivation.name] = derivation


def derivations() -> list[Derivation]:
    return sorted(_derivations.values(), key=lambda derivation: derivation.order)
