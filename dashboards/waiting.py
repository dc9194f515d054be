"""Waits in columns: hundreds of thousands of them in working time, by arrays and not one by one. Pure but for `Packed`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Self

import numpy as np
from django.db.models import Aggregate, BinaryField
from numpy.typing import NDArray

from people.hours import Hours

from .asking import Window
from .statistics import Survival, kaplan_meier

Moments = NDArray[np.int64]
"""Microseconds since 1970."""
SECOND = 1_000_000
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""From here PostgreSQL counts the days and microseconds that it sends."""
NEVER = np.iinfo(np.int64).max
"""Infinity as PostgreSQL sends it."""


@dataclass(frozen=True)
class Waits:
    """Handoffs, one a place: the day (its ordinal), how many seconds it waited or has waited so far, whether that is over.

    `seconds` is nan where no calendar says what counts.
    """

    days: NDArray[np.int64]
    seconds: NDArray[np.float64]
    over: NDArray[np.bool_]

    @classmethod
    def joined(cls, several: "Iterable[Waits]") -> Self:
        told = list(several)
        if not told:
            return cls(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, bool))
        columns = zip(*((one.days, one.seconds, one.over) for one in told), strict=True)
        return cls(*(np.concatenate(column) for column in columns))

    def __len__(self) -> int:
        return len(self.days)

    def within(self, window: Window) -> "Waits":
        inside = (self.days >= window.since.toordinal()) & (self.days <= window.until.toordinal())
        return Waits(self.days[inside], self.seconds[inside], self.over[inside])

    @property
    def known(self) -> "Waits":
        told = ~np.isnan(self.seconds)
        return self if told.all() else Waits(self.days[told], self.seconds[told], self.over[told])

    def curve(self) -> Survival:
        """Of those of which is known how long they waited."""
        known = self.known
        return kaplan_meier(known.seconds, known.over)


def worked(hours: Hours, since: Moments, until: Moments) -> NDArray[np.float64]:
    """Whole open seconds between the moments, as `Hours.elapsed`; nan outside the days that were built."""
    opens, closes, before = _rows(hours)
    known = (since >= micros(hours.since)) & (until <= micros(hours.until))
    passed = _work(opens, closes, before, until) - _work(opens, closes, before, since)
    return np.where(known, passed // SECOND, np.nan)


def micros(at: datetime) -> int:
    return round(at.timestamp() * SECOND)


@lru_cache(maxsize=64)
def _rows(hours: Hours) -> tuple[Moments, Moments, Moments]:
    told = [(micros(row.opens_at), micros(row.closes_at), row.before_seconds * SECOND) for row in hours.rows]
    opens, closes, before = np.array(told, dtype=np.int64).reshape(-1, 3).T
    return opens, closes, before


def _work(opens: Moments, closes: Moments, before: Moments, at: Moments) -> Moments:
    """Working time up to each moment."""
    if not len(opens):
        return np.zeros(len(at), np.int64)
    row = np.searchsorted(opens, at, side="right") - 1
    inside: Moments = before[row] + np.minimum(at, closes[row]) - opens[row]
    return np.where(row < 0, before[0], inside)


class Packed(Aggregate):
    """A column of many rows as bytes, each value as PostgreSQL sends it: read in one piece, and nothing is computed."""

    output_field = BinaryField()
    template = "string_agg(%(function)s(%(expressions)s), ''::bytea)"


class PackedDays(Packed):
    function = "date_send"


class PackedMoments(Packed):
    function = "timestamptz_send"


class Joined(Packed):
    """Pieces of columns that are packed already, end to end."""

    template = "string_agg(%(expressions)s, ''::bytea)"


class PackedFlags(Packed):
    function = "boolsend"


def days_of(column: Any) -> NDArray[np.int64]:
    """Ordinals of the days."""
    return np.frombuffer(bytes(column), dtype=">i4").astype(np.int64) + FIRST.toordinal()


def moments_of(column: Any) -> Moments:
    return np.frombuffer(bytes(column), dtype=">i8").astype(np.int64) + micros(FIRST)


def ends_of(column: Any, at: datetime) -> Moments:
    """Moments of which infinity, who still waits, is `at`."""
    sent = np.frombuffer(bytes(column), dtype=">i8").astype(np.int64)
    return np.where(sent == NEVER, micros(at) - micros(FIRST), sent) + micros(FIRST)


def flags_of(column: Any) -> NDArray[np.bool_]:
    return np.frombuffer(bytes(column), dtype=np.bool_)
