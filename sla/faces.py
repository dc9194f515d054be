"""How clocks look at a moment: state and working time left, for any page that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from people.hours import Hours

from .ledger import WorkingTime
from .models import Clock
from .models.boarding import RISK_PERCENT
from .models.timing import hours_for


@dataclass(frozen=True)
class Face:
    """`state` is a word of the clock chip; `left` are working seconds (negative: late, None: over or not known)."""

    clock: Clock
    state: str
    left: int | None
    is_open: bool
    """The calendar counts at this moment, so that a page may count down by itself."""
    opens_at: datetime | None = None
    """When a calendar that is closed now opens next."""


def faces(clocks: Iterable[Clock], at: datetime) -> list[Face]:
    """One for each clock, in order. Give them with `commitment` selected; one query for the calendars."""
    listed = list(clocks)
    hours = hours_for(clock.calendar_version_id for clock in listed)
    return [_face(clock, hours.get(clock.calendar_version_id), at) for clock in listed]


def _face(clock: Clock, hours: WorkingTime | None, at: datetime) -> Face:
    if not clock.running:
        return Face(clock, clock.outcome, None, False)
    if hours is None or clock.due_at is None:
        return Face(clock, "running", None, False)
    try:
        left = _left(clock, hours, at)
    except LookupError:  # the deadline or the present lies outside what the calendar has built
        return Face(clock, "running", None, False)
    is_open = not isinstance(hours, Hours) or hours.is_open(at)
    opens_at = None if is_open else _opening(hours, at)
    return Face(clock, _state(clock, left), left, is_open and clock.paused_at is None, opens_at)


def _opening(hours: Any, at: datetime) -> datetime | None:
    try:
        opens_at: datetime = hours.next_open(at)
    except LookupError:
        return None
    return opens_at


def _left(clock: Any, hours: WorkingTime, at: datetime) -> int:
    """A pause that lasts keeps what was left when it began; it began too late to help when that is nothing."""
    since = clock.paused_at if clock.paused_at and clock.paused_at <= clock.due_at else at
    if since <= clock.due_at:
        return hours.elapsed(since, clock.due_at)
    return -hours.elapsed(clock.due_at, since)


def _state(clock: Clock, left: int) -> str:
    if left < 0:
        return "overdue"
    if clock.paused_at:
        return "paused"
    warn_at = clock.commitment.warning_percent or RISK_PERCENT
    return "risk" if left * 100 <= clock.target_seconds * (100 - warn_at) else "running"
