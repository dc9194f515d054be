"""Process behaviour charts: what is news in a series and what is noise. Pure.

Limits come from a stable stretch that somebody chose; then each later point is held against them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np

TO_LIMIT = 2.66
"""Of the mean moving range; 3 / d2 with d2 = 1.128 for ranges of two (Wheeler)."""
TO_RANGE_LIMIT = 3.268
RUN = 8
"""So many points in a row on one side of the mean are no chance any more."""
LEAST = 8
"""Limits from fewer points say little."""
TRIALS, SEED = 20_000, 5


@dataclass(frozen=True)
class Limits:
    """The mean of a stable stretch and what its usual spread allows."""

    mean: float
    low: float
    high: float
    most_move: float

    def is_outside(self, value: float) -> bool:
        return not self.low <= value <= self.high


@dataclass(frozen=True)
class Signal:
    """A point that is news: `outside` its limits, or the end of a `run` on one side of the mean."""

    place: int
    kind: str


def xmr(values: Sequence[float]) -> Limits | None:
    """Limits of single values from their moving ranges; None of fewer than two."""
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    move = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return Limits(mean, mean - TO_LIMIT * move, mean + TO_LIMIT * move, TO_RANGE_LIMIT * move)


def p_limits(hits: int, of: int, cases: int) -> tuple[float, float] | None:
    """Limits of a share of `cases`, where the stable stretch had `hits` of `of`: three standard errors, within 0 and 1."""
    if not of or not cases:
        return None
    share = hits / of
    away = 3 * sqrt(share * (1 - share) / cases)
    return max(0.0, share - away), min(1.0, share + away)


def signals(values: Sequence[float], limits: Limits, runs: bool = False) -> list[Signal]:
    """What is news among these points, in order. A run is told once, at its eighth point."""
    found = [Signal(place, "outside") for place, value in enumerate(values) if limits.is_outside(value)]
    if runs:
        found += [Signal(place, "run") for place in ends_of_runs(values, limits.mean)]
    return sorted(found, key=lambda one: (one.place, one.kind))


def ends_of_runs(values: Sequence[float], mean: float) -> list[int]:
    """Where the eighth point in a row lies on one side of the mean; a point on the mean ends a run."""
    found, length, side = [], 0, 0
    for place, value in enumerate(values):
        now = (value > mean) - (value < mean)
        length = length + 1 if now == side and now else abs(now)
        side = now
        if length == RUN:
            found.append(place)
    return found


@lru_cache(maxsize=64)
def false_alarms(stable: int, ahead: int, runs: bool = False) -> float:
    """The chance that a process that never changes raises an alarm within `ahead` points, limits drawn from `stable` ones.

    By simulation of normal values, always the same one: about half a hundredth exact. A run may begin in the stable stretch.
    """
    drawn = np.random.default_rng(SEED).normal(size=(TRIALS, stable + ahead))
    base, later = drawn[:, :stable], drawn[:, stable:]
    mean = base.mean(axis=1, keepdims=True)
    reach = TO_LIMIT * np.abs(np.diff(base, axis=1)).mean(axis=1, keepdims=True)
    alarmed: Any = (np.abs(later - mean) > reach).any(axis=1)
    if runs and ahead:
        above: Any = drawn[:, max(0, stable - RUN + 1) :] > mean
        if above.shape[1] >= RUN:
            rows: Any = np.lib.stride_tricks.sliding_window_view(above, RUN, axis=1)
            alarmed |= (rows.all(axis=2) | ~rows.any(axis=2)).any(axis=1)
    return float(alarmed.mean())
