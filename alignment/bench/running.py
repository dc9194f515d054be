"""Races: two ways of doing the same work, in turns. Pure but for the stopwatch.

Rounds go A B, B A, A B, ...: what disturbs the machine disturbs both. Each round gives a ratio, the median of them is
judged, and a check value (rows written, rows found) shows that both ways did the same work.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

ROUNDS = 5


def _nothing(round_number: int) -> None:
    return None


@dataclass(frozen=True)
class Way:
    """`run(round)` is timed; `prepare(round)` before it and `check(round)` after it are not.

    `seconds(round)` says after the run what counts instead of its whole time, such as the longest of its steps.
    """

    run: Callable[[int], object]
    prepare: Callable[[int], object] = _nothing
    check: Callable[[int], object] = _nothing
    seconds: Callable[[int], float] | None = None


@dataclass(frozen=True)
class Race:
    """Ours against the limit. `at_most` bounds our time over the limit's, `at_least` our speed over the limit's."""

    name: str
    ours: Way
    limit: Way
    at_most: float | None = None
    at_least: float | None = None
    work: int = 1
    """Pieces done in one run, so that times can be told of one piece."""
    slices: int = 1
    """Quick work is done in so many runs a round, in turns, so that what disturbs the machine meets both ways."""

    @property
    def bound(self) -> str:
        return f"<= {self.at_most:g}" if self.at_most is not None else f">= {self.at_least:g}"

    def ratio(self, ours: float, limit: float) -> float:
        return ours / limit if self.at_most is not None else limit / ours

    def keeps(self, ratio: float) -> bool:
        return ratio <= self.at_most if self.at_most is not None else ratio >= (self.at_least or 0)


@dataclass
class Result:
    """What a race gave: one ratio a round, the seconds of each way, the check value."""

    race: Race
    ratios: list[float] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "limit": []})
    checks: list[tuple[Any, Any]] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def is_same_work(self) -> bool:
        return all(ours == limit for ours, limit in self.checks)

    @property
    def ok(self) -> bool:
        return self.is_same_work and self.race.keeps(self.ratio)

    def micros(self, way: str) -> float:
        """Of one piece of work."""
        return median(self.seconds[way]) / self.race.work / self.race.slices * 1e6

    def as_row(self) -> dict[str, Any]:
        return {
            "name": self.race.name,
            "ratio": round(self.ratio, 3),
            "bound": self.race.bound,
            "spread": [round(min(self.ratios), 3), round(max(self.ratios), 3)],
            "ok": self.ok,
            "rounds": len(self.ratios),
            "check": [ours if ours == limit else [ours, limit] for ours, limit in self.checks][-1],
            "ours_us": round(self.micros("ours"), 1),
            "limit_us": round(self.micros("limit"), 1),
        }


def order(round_number: int) -> tuple[str, str]:
    """Who goes first in a round: they take turns in that too."""
    return ("ours", "limit") if round_number % 2 else ("limit", "ours")


def run(race: Race, rounds: int = ROUNDS) -> Result:
    """Round 0 warms both up and is not counted."""
    result = Result(race)
    for number in range(rounds + 1):
        seconds, checks = _round(race, number)
        if number:
            for name, took in seconds.items():
                result.seconds[name].append(took)
            result.ratios.append(race.ratio(seconds["ours"], seconds["limit"]))
            result.checks.append((checks["ours"], checks["limit"]))
    return result


def _round(race: Race, number: int) -> tuple[dict[str, float], dict[str, object]]:
    """{way: seconds} and {way: its check value}, over all slices."""
    seconds: dict[str, float] = {"ours": 0.0, "limit": 0.0}
    checks: dict[str, object] = {}
    for part in range(race.slices):
        for name in order(number + part):
            way: Way = getattr(race, name)
            way.prepare(number)
            begun = time.perf_counter()
            way.run(number)
            took = time.perf_counter() - begun
            seconds[name] += way.seconds(number) if way.seconds else took
            checks[name] = way.check(number)
    return seconds, checks
