"""Clocks and criteria told in words: "why this deadline", and what a tree means in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from people.hours import Day
from people.models import Organisation
from people.opening import Reason

from .criteria import CriteriaFault, catalogues, parse
from .models import Clock, ClockEntry, StepReached
from .models.opening import Explanation, explain

MOST_LINES = 400


@dataclass(frozen=True)
class Line:
    """One stretch of the way to the deadline: `seconds` counted between two moments, or why a day counted nothing."""

    on: date
    starts_at: datetime | None
    ends_at: datetime | None
    seconds: int
    why: str
    tone: str

    @property
    def counted(self) -> str:
        return exact(self.seconds) if self.seconds else ""


@dataclass(frozen=True)
class Happened:
    """An entry of the ledger, or a step of the ladder that was reached."""

    at: datetime
    entry: ClockEntry | None = None
    step: StepReached | None = None


@dataclass(frozen=True)
class Story:
    happened: list[Happened]
    lines: list[Line]
    total: int
    is_cut: bool
    zone: Any

    @property
    def counted(self) -> str:
        return exact(self.total)


def exact(seconds: int) -> str:
    """Hours, minutes and seconds as 3:59:42: to the second, so that the lines visibly add up."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def sentences(criteria: Any) -> dict[str, str]:
    """{language: the criteria as a sentence}; a tree that can't be read says so instead."""
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            try:
                told[language] = parse(criteria, catalogues["lead"]).sentence()
            except CriteriaFault as fault:
                told[language] = str(fault)
    return told


def tell_story(clock: Clock, at: datetime) -> Story:
    """Each day from the start to the deadline in the calendar's zone; the lines' seconds add up to the target's part."""
    try:
        told = explain(clock, at)
    except LookupError:
        return Story(_happened(clock), [], 0, False, Organisation.current().zone)
    lines = list(_lines(told))
    version = clock.calendar_version
    zone = version.parsed().zone if version else Organisation.current().zone
    total = sum(line.seconds for line in lines)
    return Story(_happened(clock), lines[:MOST_LINES], total, len(lines) > MOST_LINES, zone)


def _happened(clock: Clock) -> list[Happened]:
    """The ledger and the steps, in the order in which they happened."""
    entries = [Happened(entry.occurred_at, entry=entry) for entry in clock.entries.all()]
    steps = [Happened(step.reached_at, step=step) for step in clock.reached.all()]
    return sorted([*entries, *steps], key=lambda happened: happened.at)


def _lines(told: Explanation) -> Iterator[Line]:
    for day in told.days:
        if not day.pieces:
            yield Line(day.on, None, None, 0, _why_not(day), "muted")
        for piece in day.pieces:
            why = _("paused") if piece.is_paused else ""
            seconds = 0 if piece.is_paused else piece.seconds
            yield Line(
                day.on, piece.starts_at, piece.ends_at, seconds, why, "warn" if piece.is_paused else "good"
            )
    if not told.days:
        seconds = int((told.until - told.course.counted_from).total_seconds())
        start = told.course.counted_from
        yield Line(start.date(), start, told.until, seconds, _("every hour counts"), "good")


def _why_not(day: Day) -> str:
    if day.reason == Reason.HOLIDAY:
        return _("holiday: %(name)s") % {"name": day.name} if day.name else _("holiday")
    if day.windows:
        return _("outside the counted time")
    return _("closed that day")
