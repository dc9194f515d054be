"""What a reader asks of a number: which days, which values of which dimensions, and who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from people.models import User

from .own import is_own

POPULATIONS = ("closed", "forward")
CLOCKS = ("moments",)
SIX_DAYS = timedelta(days=6)
BLANK = "~"
"""How an address writes "not stated", because an empty parameter means that nothing is asked."""


@dataclass(frozen=True, order=True)
class Window:
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def before(self) -> "Window":
        """The window of equal length that ends the day before."""
        return Window(self.since - timedelta(days=self.days), self.since - timedelta(days=1))

    def joined(self, other: "Window") -> "Window":
        return Window(min(self.since, other.since), max(self.until, other.until))

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def weeks(self, week_start: int) -> "list[Window]":
        """Its weeks in order, the first and last cut to the window; `week_start` as in ISO, 1 is Monday."""
        first = self.since - timedelta(days=(self.since.isoweekday() - week_start) % 7)
        starts = [first + timedelta(days=7 * n) for n in range((self.until - first).days // 7 + 1)]
        return [Window(max(start, self.since), min(start + SIX_DAYS, self.until)) for start in starts]

    def quarters(self) -> "list[Window]":
        """Of the calendar's year."""
        found: list[Window] = []
        for month in self.months():
            if found and (month.since.month - 1) % 3:
                found[-1] = found[-1].joined(month)
            else:
                found.append(month)
        return found

    def whole_months(self) -> "Window | None":
        """The months that lie whole in it; None without one."""
        whole = [
            one for one in self.months() if one.since.day == 1 and (one.until + timedelta(days=1)).day == 1
        ]
        return whole[0].joined(whole[-1]) if whole else None

    def months(self) -> "list[Window]":
        found, day = [], self.since
        while day <= self.until:
            following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            found.append(self.cut(Window(day, following - timedelta(days=1))))
            day = following
        return found

    def cut(self, other: "Window") -> "Window":
        return Window(max(self.since, other.since), min(self.until, other.until))


@dataclass(frozen=True)
class Asked:
    """A question: `user` decides what may be seen, `cuts` which values count ({"source": ("web", "")}), `today` is the
    company's day, from which the maturity of a cohort is told."""

    user: User
    window: Window
    today: date
    cuts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    population: str = ""
    """Of times: blank, all with the unfinished as unfinished; "closed", the finished alone; "forward", those of them
    that don't end before they begin."""
    clock: str = ""
    """Of times: blank, days of the calendar; "moments", from moment to moment."""

    def over(self, window: Window) -> Self:
        return replace(self, window=window)

    def cut(self, **values: Any) -> Self:
        """Narrowed to one value of a dimension, or of several dimensions."""
        return replace(self, cuts={**self.cuts, **{name: (value,) for name, value in values.items()}})

    def within_values(self, name: str, values: tuple[Any, ...]) -> Self:
        """Narrowed to several values of a dimension; the reader's own choice of it gives way."""
        return replace(self, cuts={**self.cuts, name: values})

    def of(self, population: str, clock: str) -> Self:
        """The same question of other times."""
        return replace(self, population=population, clock=clock)

    def within(self, names: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """The cuts that these tables know."""
        return {name: self.cuts[name] for name in names if name in self.cuts}

    @property
    def own(self) -> dict[str, tuple[Any, ...]]:
        """The cuts by what the company states of its leads beside the dimensions."""
        return {name: values for name, values in self.cuts.items() if is_own(name)}

    @property
    def is_closed(self) -> bool:
        """Finished times alone are asked for."""
        return self.population in POPULATIONS

    def query(self, **more: str) -> str:
        """The same question as the query string of an address."""
        pairs = [
            *more.items(),
            ("from", self.window.since.isoformat()),
            ("to", self.window.until.isoformat()),
        ]
        pairs += [(name, said) for name in ("population", "clock") if (said := getattr(self, name))]
        pairs += [(name, written(value)) for name, values in self.cuts.items() for value in values]
        return urlencode(pairs)

    def rows_url(self, kpi: str, part: str) -> str:
        """The page that lists what this part of a KPI counts."""
        return f"{_rows_page(get_script_prefix())}?{self.query(kpi=kpi, part=part)}"


@lru_cache(maxsize=8)
def _rows_page(_prefix: str) -> str:
    """A page has hundreds of these links, and to look an address up takes longer than to write it."""
    return reverse("dashboards:row-list")


def written(value: Any) -> str:
    return BLANK if value in ("", None) else str(value)
