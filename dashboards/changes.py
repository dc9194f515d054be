"""How far a number lies from what it was, and what that may claim."""

from typing import Protocol

from .kpis import KPI, Rate
from .statistics import Interval, newcombe
from .statistics import apart as between


class Told(Protocol):
    """A number with its interval and parts: a reading of now, or one that was kept."""

    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


def apart(kpi: KPI, now: Told, then: Told) -> Interval | None:
    """The interval of now less then: Newcombe's for shares, for others from both intervals; None where one is missing."""
    if isinstance(kpi, Rate):
        return apart_of_shares(kpi, now, then)
    ends = (now.value, now.low, now.high, then.value, then.low, then.high)
    if any(end is None for end in ends):
        return None
    value, low, high, old, old_low, old_high = (float(end or 0) for end in ends)
    return between(value, (low, high), old, (old_low, old_high))


def apart_of_shares(kpi: KPI, now: Told, then: Told) -> Interval | None:
    """The same of shares of counted cases alone."""
    pairs = (now.numerator, now.denominator, then.numerator, then.denominator)
    if not isinstance(kpi, Rate) or any(one is None for one in pairs):
        return None
    return newcombe(*(int(one or 0) for one in pairs))
