"""What other hours would do to what runs on a calendar, asked before they are published.

People knows no clocks: an upper app registers a preview that answers for what it keeps. Nothing is stored by asking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from people.models import User, WorkingCalendar
from people.opening import Rules

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Move:
    """One deadline that would move. `is_late`: it would lie in the past at once, though today it does not."""

    label: str
    hint: str
    url: str
    before: datetime
    after: datetime
    is_late: bool

    @property
    def seconds(self) -> int:
        """By how much, in calendar time; negative is earlier."""
        return round((self.after - self.before).total_seconds())


@dataclass(frozen=True, slots=True)
class Effect:
    """All deadlines of one kind that run on the calendar, counted, with the largest moves.

    `running` of them there are, `looked_at` were computed (fewer only when there are very many), `unknown` of these
    can't be, for example because they would be due beyond what is known.
    """

    label: str
    running: int
    looked_at: int
    earlier: int
    later: int
    late_at_once: int
    saved: int
    unknown: int
    moves: list[Move]

    @property
    def moved(self) -> int:
        return self.earlier + self.later

    @property
    def unmoved(self) -> int:
        return self.looked_at - self.moved - self.unknown

    @property
    def is_part(self) -> bool:
        return self.looked_at < self.running


Preview = Callable[[WorkingCalendar, Rules, datetime, User], Effect]
"""(calendar, rules, moment, reader): what these rules would do to what runs on any edition of the calendar."""

_previews: dict[str, Preview] = {}


def register(key: str, preview: Preview) -> None:
    _previews[key] = preview


def effects(calendar: WorkingCalendar, rules: Rules, at: datetime, reader: User) -> list[Effect]:
    return [preview(calendar, rules, at, reader) for preview in _previews.values()]
