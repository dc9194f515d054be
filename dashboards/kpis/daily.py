"""Counts by day: the question to the totals, kept as SQL because to make it anew takes longer than to answer it; and what
its rows say of any window."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet

from dashboards.asking import Window

from .kpi import Daily, Measured, Parts, Reading

ONE_DAY = timedelta(days=1)
ANY_DAYS = Window(date.min, date.max)
"""Stands in a question for the days that each asking tells."""


@dataclass(frozen=True)
class Question:
    """What is asked of the totals, complete but for the days; the names of what is summed after the day."""

    names: tuple[str, ...]
    text: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, names: tuple[str, ...], rows: QuerySet[Any, Any]) -> Self:
        """`rows` are asked for `ANY_DAYS`."""
        text, params = rows.query.sql_with_params()
        return cls(names, text, tuple(params))

    def rows(self, window: Window) -> Sequence[tuple[Any, ...]]:
        told = {ANY_DAYS.since: window.since, ANY_DAYS.until: window.until}
        with connection.cursor() as cursor:
            cursor.execute(self.text, [told.get(one, one) for one in self.params])
            return cursor.fetchall()


@dataclass(frozen=True)
class MeasuredDays(Measured):
    """`rows` hold a day and the sums of its `names`, the oldest first."""

    reading: Callable[[Parts, str], Reading]
    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    mature_until: date | None = None

    def over(self, window: Window) -> Reading:
        first, last = self._place(window.since), self._place(window.until + ONE_DAY)
        counts = {name: sums[last] - sums[first] for name, sums in self._running.items()}
        young = self.mature_until is not None and any(
            any(row[1:]) for row in self.rows[max(first, self._place(self.mature_until + ONE_DAY)) : last]
        )
        return self.reading(counts, "immature" if young else "")

    @cached_property
    def days(self) -> Daily:
        return {day: dict(zip(self.names, counts, strict=True)) for day, *counts in self.rows}

    @cached_property
    def _order(self) -> list[date]:
        return [row[0] for row in self.rows]

    @cached_property
    def _running(self) -> dict[str, list[Any]]:
        """Of each part the sum up to each day, so that a week of a year is one subtraction."""
        return {
            name: [*accumulate(map(itemgetter(place), self.rows), initial=0)]
            for place, name in enumerate(self.names, start=1)
        }

    def _place(self, day: date) -> int:
        return bisect_left(self._order, day)
