"""An interrupted time series: what a week's number did at a moment and after it, beside where it was going anyway. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

import numpy as np
from numpy.typing import NDArray

from people.shares import Interval

from .tails import t_quantile, t_tails

LEAST = 8
"""So many points before and after it takes to speak of a slope."""


@dataclass(frozen=True)
class Change:
    """One coefficient: its value, 95 % interval and chance."""

    by: float
    interval: Interval
    chance: float


@dataclass(frozen=True)
class Turning:
    """`level`: the jump at the moment; `slope`: how much faster it moves a step since; `before`: the slope it had."""

    level: Change
    slope: Change
    before: Change
    fitted: list[float]
    without: list[float]
    """Where the old line would have gone."""


def turning(values: Sequence[float], at: int) -> Turning | None:
    """Segmented regression with errors that may depend on their neighbours (Newey and West 1987); the first point of the
    new time is `at`. None with fewer than eight points on either side."""
    told = np.asarray(values, dtype=float)
    if at < LEAST or len(told) - at < LEAST:
        return None
    step = np.arange(len(told), dtype=float)
    since = (step >= at).astype(float)
    design = np.column_stack([np.ones_like(step), step, since, (step - at) * since])
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ told
    spread = inverse @ _meat(design, told - design @ beta) @ inverse
    free = len(told) - design.shape[1]
    spread *= len(told) / free
    changes = [_change(float(beta[place]), float(spread[place, place]), free) for place in range(4)]
    return Turning(
        changes[2], changes[3], changes[1], (design @ beta).tolist(), (beta[0] + beta[1] * step).tolist()
    )


def _meat(design: NDArray[np.float64], errors: NDArray[np.float64]) -> NDArray[np.float64]:
    scored = design * errors[:, None]
    total = scored.T @ scored
    lags = floor(4 * (len(errors) / 100) ** (2 / 9))
    for lag in range(1, lags + 1):
        across = scored[lag:].T @ scored[:-lag]
        total += (1 - lag / (lags + 1)) * (across + across.T)
    return np.asarray(total)


def _change(by: float, spread: float, free: int) -> Change:
    error = sqrt(max(spread, 0))
    away = t_quantile(0.975, free) * error
    return Change(by, (by - away, by + away), t_tails(by / error, free) if error else float(by == 0))
