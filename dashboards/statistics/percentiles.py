"""Percentiles of what is finished, by the definitions that others publish theirs with. Pure."""

from collections.abc import Sequence
from math import ceil

import numpy as np


def linear(values: Sequence[float], share: float) -> float | None:
    """Between the two nearest, as spreadsheets (INC), pandas and PostgreSQL's percentile_cont; None of none."""
    return float(np.quantile(values, share)) if len(values) else None


def outward(values: Sequence[float], share: float) -> float | None:
    """Linear over n + 1 places (NIST's rule, Weibull's), held at the ends."""
    return float(np.quantile(values, share, method="weibull")) if len(values) else None


def nearest_rank(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of them don't exceed: one of the values itself."""
    rising = sorted(values)
    return rising[max(ceil(round(share * len(rising), 9)), 1) - 1] if rising else None


def rank_of(values: Sequence[float], value: float) -> float | None:
    """The share of values up to this one, in 0..1; of equal ones the middle of their ranks counts."""
    if not len(values):
        return None
    below, equal = sum(one < value for one in values), sum(one == value for one in values)
    return (below + (equal + 1) / 2 if equal else below) / len(values)
