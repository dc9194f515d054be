"""Rows as pages show them: clocks on the board, breaches on their list. A constant number of queries, however many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from .faces import Face, faces
from .lateness import Lateness, Step, steps_of
from .ledger import WorkingTime
from .models import Breach, Clock
from .models.answering import ACKNOWLEDGED, EXCUSED, OPEN, WAIVED
from .models.boarding import OVERDUE, PAUSED, RISK, RUNNING
from .models.timing import hours_for
from .subjects import subjects

ANSWERS = {"excuse": EXCUSED, "waiver": WAIVED, "acknowledgement": ACKNOWLEDGED}
STATE_LABELS = {
    OPEN: _("Open"),
    ACKNOWLEDGED: _("Acknowledged"),
    EXCUSED: _("Excused"),
    WAIVED: _("Waived"),
}


PART_LABELS = {
    OVERDUE: _("Overdue"),
    RISK: _("At risk"),
    RUNNING: _("On time"),
    PAUSED: _("Paused"),
}


def state_of(breach: Breach) -> str:
    """One of `answering.STATES`; without a query where the breach was read `with_answers`."""
    return next((state for answer, state in ANSWERS.items() if hasattr(breach, answer)), OPEN)


@dataclass(frozen=True)
class ClockRow:
    """A running clock: how it looks now, what it is about, and the breach that was declared of it last."""

    face: Face
    label: str
    url: str
    breach: Breach | None
    part: str = ""

    @property
    def part_label(self) -> Any:
        return PART_LABELS.get(self.part, "")

    @property
    def clock(self) -> Clock:
        return self.face.clock

    @property
    def is_unanswered(self) -> bool:
        """A breach stands that nobody has acknowledged."""
        return self.breach is not None and state_of(self.breach) == OPEN

    @property
    def print(self) -> str:
        """Two rows with the same print look the same but for the seconds, which the page counts by itself."""
        face, clock, breach = self.face, self.clock, self.breach
        is_seen = breach is not None and not self.is_unanswered
        parts = (face.state, face.is_open, clock.due_at, clock.owner_id, clock.team_id, breach and breach.pk)
        return "|".join(str(part) for part in (*parts, is_seen, self.label))


@dataclass(frozen=True)
class BreachRow:
    breach: Breach
    label: str
    hours: WorkingTime | None
    at: datetime

    @property
    def state(self) -> str:
        return state_of(self.breach)

    @property
    def print(self) -> str:
        """As `ClockRow.print`."""
        clock = self.breach.clock
        return f"{self.state}|{clock.running}|{clock.owner_id}|{len(self.steps)}|{self.label}"

    @property
    def state_label(self) -> Any:
        return STATE_LABELS[self.state]

    @cached_property
    def _lateness(self) -> Lateness | None:
        return Lateness.of(self.breach)

    @cached_property
    def late_seconds(self) -> int | None:
        """Working time past the deadline: until it was answered, else until now."""
        return self._lateness.seconds(self.hours, self.at) if self._lateness else None

    @cached_property
    def reasons(self) -> list[str]:
        return self._lateness.reasons(self.late_seconds) if self._lateness else []

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.breach.clock)


def clock_rows(placed: Sequence[tuple[str, Clock]], reader: Any, at: datetime) -> list[ClockRow]:
    """Clocks, each with the part of the board in which it stands."""
    clocks = [clock for _part, clock in placed]
    names = subjects.name(clocks, reader)
    told = {breach.clock_id: breach for breach in _breaches_of(clocks)}
    return [
        ClockRow(face, *names[face.clock.pk], told.get(face.clock.pk), part)
        for (part, _clock), face in zip(placed, faces(clocks, at), strict=True)
    ]


def _breaches_of(clocks: Sequence[Clock]) -> Any:
    """The last one of each wins."""
    answers = ("excuse", "waiver", "acknowledgement__by")
    return Breach.objects.filter(clock__in=clocks).select_related(*answers).order_by("reached_at", "pk")


def breach_rows(breaches: Sequence[Breach], reader: Any, at: datetime) -> list[BreachRow]:
    names = subjects.name((breach.clock for breach in breaches), reader)
    hours = hours_for(breach.clock.calendar_version_id for breach in breaches)
    return [
        BreachRow(breach, names[breach.clock_id][0], hours.get(breach.clock.calendar_version_id), at)
        for breach in breaches
    ]
