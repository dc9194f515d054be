"""Times of which some have not ended yet. Pure.

A lead that nobody has touched yet is not dropped from the response time: its wait counts as "at least so
long" (right-censored). Dropping it would make the teams that answer least look fastest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from people.shares import Z95

from .tails import chi2_tail

Values = Sequence[float] | NDArray[np.float64]
Answers = Sequence[bool] | NDArray[np.bool_]


@dataclass(frozen=True)
class Survival:
    """The share still waiting after each time at which somebody was answered (Kaplan and Meier 1958).

    `spread` is Greenwood's sum, from which intervals are made; times rise and are in the unit that came in.
    """

    times: NDArray[np.float64]
    waiting: NDArray[np.float64]
    spread: NDArray[np.float64]
    n: int
    answered: int

    def quantile(self, share: float = 0.5) -> float | None:
        """The time by which `share` were answered; None where too many still wait to know."""
        return _first(self.times, self.waiting <= 1 - share + 1e-12)

    def waiting_after(self, time: float) -> float:
        """The share not answered within `time`."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return float(self.waiting[place - 1]) if place else 1.0

    def median_interval(self, z: float = Z95) -> tuple[float | None, float | None]:
        """Brookmeyer and Crowley (1982) on the log-log scale; an end that isn't reached is None."""
        if self.n == 0 or not len(self.times):
            return None, None
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(self.waiting)
            away = np.abs((np.log(-logs) - np.log(-np.log(0.5))) / (np.sqrt(self.spread) / np.abs(logs)))
        inside = np.where(np.isfinite(away), away <= z, False)
        low = _first(self.times, inside | (self.waiting <= 0.5))
        beyond = _first(self.times, ~inside & (self.waiting < 0.5))
        return low, beyond


def kaplan_meier(times: Values, answered: Answers) -> Survival:
    """`times`: how long each waited, or has waited so far; `answered`: whether that wait is over."""
    waits, ended = np.asarray(times, dtype=float), np.asarray(answered, dtype=bool)
    if waits.shape != ended.shape:
        raise ValueError("one answer a time")
    if len(waits) and (np.isnan(waits).any() or waits.min() < 0):
        raise ValueError("a wait is not negative")
    moments, events = np.unique(waits[ended], return_counts=True)
    at_risk = len(waits) - np.searchsorted(np.sort(waits), moments, side="left")
    waiting = np.cumprod(1 - events / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore"):
        spread = np.cumsum(events / (at_risk * (at_risk - events)), dtype=np.float64)
    return Survival(moments, waiting, spread, len(waits), int(ended.sum()))


def log_rank(
    times: Values,
    answered: Answers,
    other_times: Values,
    other_answered: Answers,
) -> float | None:
    """The chance of so different waits if both groups were answered alike (Mantel 1966); None where nothing was answered.

    At each time that ended a wait, those who were answered are shared out as the two groups stood.
    """
    waits, others = np.asarray(times, dtype=float), np.asarray(other_times, dtype=float)
    mine = waits[np.asarray(answered, dtype=bool)]
    theirs = others[np.asarray(other_answered, dtype=bool)]
    moments = np.unique(np.concatenate([mine, theirs]))
    here, there = _at_risk(waits, moments), _at_risk(others, moments)
    all_risk, events = here + there, _events(mine, moments) + _events(theirs, moments)
    expected = float((events * here / all_risk).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = events * here * there * (all_risk - events) / (all_risk**2 * (all_risk - 1))
    spread = float(np.nansum(parts))
    return chi2_tail((len(mine) - expected) ** 2 / spread, 1) if spread else None


def _at_risk(waits: NDArray[np.float64], moments: NDArray[np.float64]) -> NDArray[np.float64]:
    return (len(waits) - np.searchsorted(np.sort(waits), moments, side="left")).astype(float)


def _events(ended: NDArray[np.float64], moments: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = np.sort(ended)
    return (
        np.searchsorted(rows, moments, side="right") - np.searchsorted(rows, moments, side="left")
    ).astype(float)


def _first(times: NDArray[np.float64], where: NDArray[np.bool_]) -> float | None:
    found = np.flatnonzero(where)
    return float(times[found[0]]) if len(found) else None
