"""A clock's ledger read the slow way: one minute after the other, on the calendar that `tests.people.oracle` counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sla.ledger import SAME_MOMENT, Entry
from tests.people.oracle import open_minutes

MINUTE = timedelta(minutes=1)


@dataclass
class Counted:
    """Where the counter stands at its end: `due` is the moment the target was used up in the last run."""

    minutes: int = 0
    due: datetime | None = None
    paused: bool = False
    over: bool = False
    is_broken: bool = False
    outcome: str = "running"

    def take(self, entry: Entry) -> None:
        late = self.due is not None and self.due < entry.occurred_at
        if entry.kind == "reset":
            self.minutes, self.due, self.paused, self.is_broken = 0, None, False, self.is_broken or late
        elif entry.kind in ("stop", "cancel"):
            ends = {"stop": "met", "cancel": "cancelled"}[entry.kind]
            self.over, self.outcome = True, "breached" if late or self.is_broken else ends
        elif entry.kind in ("pause", "resume"):
            self.paused = entry.kind == "pause"


def count(
    told: list[Entry], calendar: dict[str, Any], start: datetime, minutes: int, target: int
) -> Counted | None:
    """From `start` for so many minutes; None where nothing started the clock."""
    gone = {entry.withdraws for entry in told if entry.kind == "withdraw"}
    by_minute: dict[datetime, list[Entry]] = {}
    for entry in sorted(
        {one for one in told if one.kind != "withdraw"}, key=lambda one: SAME_MOMENT[one.kind]
    ):
        if entry.origin_key not in gone:
            by_minute.setdefault(entry.occurred_at, []).append(entry)
    counted: Counted | None = None
    at = start
    for is_open in open_minutes(calendar, start, minutes):
        for entry in by_minute.get(at, ()):
            if counted is None and entry.kind == "start":
                counted = Counted()
            elif counted and not counted.over:
                counted.take(entry)
        if counted and is_open and not counted.paused and not counted.over:
            counted.minutes += 1
            if counted.minutes == target:
                counted.due = at + MINUTE
        at += MINUTE
    return counted
