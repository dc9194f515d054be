"""Working time for whole columns of moments: `people.hours.Hours` as arrays. Pure.

Moments and working time are whole microseconds (of UTC since 1970, and since the calendar's first row), so the answers
are those of `Hours` to the last digit. A moment outside what a calendar knows is told by `known`, never guessed.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from people.hours import Hours

Moments = NDArray[np.int64]
Flags = NDArray[np.bool_]

SECOND = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """The moment as microseconds since 1970."""
    return (at.astimezone(UTC) - EPOCH) // MICROSECOND


def moment(at: int) -> datetime:
    return EPOCH + timedelta(microseconds=int(at))


class Work(Protocol):
    """What a replay asks of a calendar."""

    def work(self, at: Moments) -> Moments: ...

    def opens_before(self, at: Moments) -> Flags: ...

    def known(self, at: Moments) -> Flags: ...


class EveryHour:
    """A promise without a calendar: every hour counts."""

    def work(self, at: Moments) -> Moments:
        return at

    def opens_before(self, at: Moments) -> Flags:
        return np.ones(len(at), bool)

    def known(self, at: Moments) -> Flags:
        return np.ones(len(at), bool)


class OpenHours:
    """The rows of a calendar, asked by halving for all moments at once."""

    def __init__(self, opens: Moments, closes: Moments, before: Moments, since: int, until: int) -> None:
        self.opens, self.closes, self.before, self.since, self.until = opens, closes, before, since, until

    @classmethod
    def of(cls, hours: Hours) -> "OpenHours":
        rows = [(micros(r.opens_at), micros(r.closes_at), r.before_seconds * SECOND) for r in hours.rows]
        opens, closes, before = np.array(rows, np.int64).reshape(-1, 3).T
        return cls(opens, closes, before, micros(hours.since), micros(hours.until))

    def work(self, at: Moments) -> Moments:
        """W: the working time up to each moment."""
        if not len(self.opens):
            return np.zeros(len(at), np.int64)
        place = np.searchsorted(self.opens, at, side="right") - 1
        row = np.maximum(place, 0)
        into = np.minimum(at, self.closes[row]) - self.opens[row]
        return self.before[row] + np.where(place < 0, 0, into)

    def opens_before(self, at: Moments) -> Flags:
        """Whether the office was open right before each moment, so that W grew until it."""
        if not len(self.opens):
            return np.zeros(len(at), bool)
        place = np.searchsorted(self.opens, at, side="left") - 1
        return (place >= 0) & (at <= self.closes[np.maximum(place, 0)])

    def known(self, at: Moments) -> Flags:
        return (at >= self.since) & (at <= self.until)

    def reached(self, work: Moments) -> Moments:
        """W^-1: the earliest moment by which so much working time had passed; the last closing where there is no more."""
        place = np.clip(np.searchsorted(self.before, work, side="left") - 1, 0, None)
        return np.minimum(self.opens[place] + (work - self.before[place]), self.closes[place])
