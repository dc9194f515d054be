"""A number's weeks held against what a stable stretch of them allows, or against fixed thresholds. Pure.

A share is held against limits that its own week's cases allow (p chart); any other number against the moving ranges of the
stable weeks (XmR). A threshold has no false-alarm rate: it says what somebody will not have, not what chance does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dashboards.asking import Window
from dashboards.kpis import Reading
from dashboards.statistics.control import LEAST, Limits, ends_of_runs, false_alarms, p_limits, xmr

OUTSIDE, RUN, BELOW, ABOVE = "outside", "run", "below", "above"
YEAR = 52


@dataclass(frozen=True)
class Terms:
    """What is asked of the weeks: limits from the `stable` ones, with or without the rule of runs, or thresholds."""

    stable: Window | None = None
    with_runs: bool = False
    low: float | None = None
    high: float | None = None
    since: date = date.min
    """The first day of the watch: weeks that were over by then are drawn and give no news."""


@dataclass(frozen=True)
class Week:
    """One week with the limits that held for it; `news` are the kinds of signals that it gives."""

    window: Window
    reading: Reading
    low: float | None = None
    high: float | None = None
    news: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        return self.reading.value or 0.0


@dataclass(frozen=True)
class Chart:
    weeks: Sequence[Week] = field(default_factory=list)
    mean: float | None = None
    stable_count: int = 0
    alarms: float | None = None
    """The chance of at least one alarm within 52 weeks in which nothing changes; None for thresholds."""

    @property
    def is_ready(self) -> bool:
        """Limits from fewer weeks say little."""
        return self.mean is None or self.stable_count >= LEAST


def drawn(weeks: Sequence[tuple[Window, Reading]], terms: Terms, is_share: bool) -> Chart:
    """Weeks in order; those without a value are left out before."""
    if terms.stable is None:
        return Chart(_watched([_held(window, reading, terms) for window, reading in weeks], terms))
    stable = [(window, reading) for window, reading in weeks if _inside(window, terms.stable)]
    if not stable:
        return Chart([Week(window, reading) for window, reading in weeks])
    held, mean = _of_shares(weeks, stable) if is_share else _of_values(weeks, stable)
    alarms = false_alarms(max(2, len(stable)), YEAR, terms.with_runs)
    return Chart(_watched(_told(held, mean, terms), terms), mean, len(stable), alarms)


def _watched(weeks: Sequence[Week], terms: Terms) -> list[Week]:
    return [replace(week, news=()) if week.window.until < terms.since else week for week in weeks]


def _inside(window: Window, stable: Window) -> bool:
    return stable.since <= window.since and window.until <= stable.until


def _held(window: Window, reading: Reading, terms: Terms) -> Week:
    value = reading.value or 0.0
    news = [
        *([BELOW] if terms.low is not None and value < terms.low else []),
        *([ABOVE] if terms.high is not None and value > terms.high else []),
    ]
    return Week(window, reading, terms.low, terms.high, tuple(news))


def _of_shares(
    weeks: Sequence[tuple[Window, Reading]], stable: Sequence[tuple[Window, Reading]]
) -> tuple[list[Week], float]:
    hits = round(sum(reading.numerator or 0 for _week, reading in stable))
    of = round(sum(reading.denominator or 0 for _week, reading in stable))
    held = []
    for window, reading in weeks:
        low, high = p_limits(hits, of, reading.n) or (None, None)
        held.append(Week(window, reading, low, high))
    return held, hits / of if of else 0.0


def _of_values(
    weeks: Sequence[tuple[Window, Reading]], stable: Sequence[tuple[Window, Reading]]
) -> tuple[list[Week], float]:
    values = [reading.value or 0.0 for _week, reading in stable]
    limits = xmr(values) or Limits(values[0], float("-inf"), float("inf"), float("inf"))
    low, high = max(limits.low, 0.0), limits.high
    return [Week(window, reading, low, high) for window, reading in weeks], limits.mean


def _told(held: Sequence[Week], mean: float, terms: Terms) -> list[Week]:
    runs = set(ends_of_runs([week.value for week in held], mean)) if terms.with_runs else set()
    return [
        Week(week.window, week.reading, week.low, week.high, _news(week, place in runs))
        for place, week in enumerate(held)
    ]


def _news(week: Week, ends_run: bool) -> tuple[str, ...]:
    below = week.low is not None and week.value < week.low
    above = week.high is not None and week.value > week.high
    return (*([OUTSIDE] if below or above else []), *([RUN] if ends_run else []))
