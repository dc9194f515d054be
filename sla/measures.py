"""How much there was of what a team promised: the registry of measures for commitments that are counted, not timed.

An upper app knows the subjects and registers a measure for each kind in its `ready`; pages here and above ask `measure`
for many commitments at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted for one commitment.

    A share has `value` = `numerator` / `denominator` (None of nothing), a volume has its count as both value and
    numerator and no denominator; `n` is the number of subjects behind it.
    """

    value: float | None
    numerator: int
    denominator: int | None
    n: int

    @classmethod
    def share(cls, numerator: int, denominator: int) -> "Measured":
        return cls(numerator / denominator if denominator else None, numerator, denominator, denominator)

    @classmethod
    def count(cls, number: int) -> "Measured":
        return cls(float(number), number, None, number)


Measure = Callable[[Sequence[Any], datetime, datetime], Mapping[int, Measured]]
"""(commitments of one kind, since, until) -> {commitment id: what was counted in [since, until)}; all in few statements."""


class Measures:
    """{kind of commitment: its measure}."""

    def __init__(self) -> None:
        self._measures: dict[str, Measure] = {}

    def register(self, kind: str, measure: Measure) -> None:
        self._measures[kind] = measure

    def measure(self, commitments: Iterable[Any], since: datetime, until: datetime) -> dict[int, Measured]:
        """{commitment id: what was counted in [since, until)}; one whose kind nobody measures is left out."""
        by_kind: dict[str, list[Any]] = {}
        for commitment in commitments:
            by_kind.setdefault(commitment.kind, []).append(commitment)
        found: dict[int, Measured] = {}
        for kind, asked in by_kind.items():
            if kind in self._measures:
                found |= self._measures[kind](asked, since, until)
        return found

    def __contains__(self, kind: object) -> bool:
        return kind in self._measures


measures = Measures()
register, measure = measures.register, measures.measure
