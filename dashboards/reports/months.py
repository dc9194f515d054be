"""Whole months: what a report is about. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from dashboards.asking import Window
from dashboards.months import following

MOST = 24
"""So many months one report looks back over, and so many can be chosen."""


@dataclass(frozen=True, order=True)
class Months:
    """From the month of `since` to that of `until`, both included; each is the first day of its month."""

    since: date
    until: date

    @property
    def window(self) -> Window:
        return Window(self.since, following(self.until) - timedelta(days=1))

    @property
    def key(self) -> str:
        """As a document's key: `2026-03`, or `2026-01--2026-03`."""
        first, last = f"{self.since:%Y-%m}", f"{self.until:%Y-%m}"
        return first if first == last else f"{first}--{last}"


def before(month: date, count: int = 1) -> date:
    """The first day of the month so many earlier."""
    places = month.year * 12 + month.month - 1 - count
    return date(places // 12, places % 12 + 1, 1)


def last(count: int, today: date) -> Months:
    """The last so many months that are over."""
    return Months(before(today, count), before(today))


def over(today: date) -> list[date]:
    """The months that can be chosen, the newest first."""
    return [before(today, at) for at in range(1, MOST + 1)]
