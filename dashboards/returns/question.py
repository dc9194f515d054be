"""What is asked of the return: since which day, and which costs count. Whole months, as the ledger knows no days."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dashboards.asking import Asked, Window
from dashboards.impact.question import changes, first_day
from people.models import Role, User

ALL, WITHIN = "all", "window"


@dataclass(frozen=True)
class Question:
    """`day` is the first of the new way; `costs` is `all` the program has cost so far or what it cost `within` the months."""

    day: date
    today: date
    costs: str = ALL
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was read to answer it, each once however many lines need it."""

    def once(self, key: Hashable, read: Callable[[], Any]) -> Any:
        if key not in self.kept:
            self.kept[key] = read()
        return self.kept[key]

    @cached_property
    def months(self) -> list[Window]:
        """From the month of the change to the last that is over; none in the first month."""
        last = self.today.replace(day=1) - timedelta(days=1)
        return Window(self.day.replace(day=1), last).months() if last >= self.day else []

    @property
    def window(self) -> Window | None:
        """The days that are counted: from the change to the end of the last whole month."""
        return Window(self.day, self.months[-1].until) if self.months else None

    def asked(self, window: Window) -> Asked:
        """The whole company's numbers, whoever reads them: both teams talk of the same ones."""
        return Asked(User(role=Role.REVOPS), window, self.today)


def usual(today: date, day: date | None = None, costs: str = ALL) -> Question | None:
    """Since the first agreement went into force, unless a day is said; None where neither is."""
    since = day or first_day(changes())
    return Question(since, today, costs) if since else None
