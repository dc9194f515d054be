"""Means, pairs and straight lines, where the numbers are tame. Pure."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from people.shares import Interval

from .tails import t_quantile, t_tails


def mean_interval(values: Sequence[float], share: float = 0.95) -> tuple[float, Interval] | None:
    """(mean, its interval) by Student's t; None of fewer than two."""
    told = np.asarray(values, dtype=float)
    if len(told) < 2:
        return None
    mean, error = float(told.mean()), float(told.std(ddof=1)) / sqrt(len(told))
    away = t_quantile((1 + share) / 2, len(told) - 1) * error
    return mean, (mean - away, mean + away)


def paired_t(before: Sequence[float], after: Sequence[float]) -> tuple[float, float] | None:
    """(t, chance) that the same people's numbers did not change; None of fewer than two pairs or of no spread."""
    told = np.asarray(before, dtype=float) - np.asarray(after, dtype=float)
    spread = float(told.std(ddof=1)) if len(told) > 1 else 0.0
    if not spread:
        return None
    t = float(told.mean()) * sqrt(len(told)) / spread
    return t, t_tails(t, len(told) - 1)


def pearson(values: Sequence[float], others: Sequence[float]) -> tuple[float, float] | None:
    """(r, chance) of a straight line between two numbers of the same cases; None of fewer than three or of no spread."""
    one, two = np.asarray(values, dtype=float), np.asarray(others, dtype=float)
    if len(one) < 3 or not one.std() or not two.std():
        return None
    r = float(np.clip(np.corrcoef(one, two)[0, 1], -1, 1))
    if abs(r) == 1:
        return r, 0.0
    return r, t_tails(r * sqrt((len(one) - 2) / (1 - r * r)), len(one) - 2)
