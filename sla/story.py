"""Clocks and criteria told in words: "why this deadline", and what a tree means in both languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Organisation
from people.opening import Rules
from people.templatetags.formats import day
from people.written_hours import clocks

from .criteria import CriteriaFault, catalogues, parse
from .models import Clock, ClockEntry, StepReached
from .models.explaining import Explanation, Run, explain
from .models.moving import Terms
from .occasions import occasions
from .reckoning import CLOSED, COUNTED, HOLIDAY, OUTSIDE, PAUSED, Line, in_rows
from .sentence import why

MOST_LINES = 400
LATER = timedelta(minutes=1)
"""What we learned so much later than it happened says when we did."""


@dataclass(frozen=True)
class Row:
    """A line of the table: a stretch of a day, or days in a row that went the same way."""

    line: Line

    @property
    def days(self) -> str:
        return days(self.line.on, self.line.until_on)

    @property
    def counted(self) -> str:
        return exact(self.line.seconds) if self.line.seconds else ""

    @property
    def tone(self) -> str:
        return {COUNTED: "good", PAUSED: "warn"}.get(self.line.kind, "muted")

    @property
    def why(self) -> str:
        line = self.line
        if line.kind == COUNTED:
            each = exact(line.seconds // line.days)
            days = ngettext("%(n)d day of %(time)s", "%(n)d days of %(time)s", line.days)
            return days % {"n": line.days, "time": each} if line.days > 1 else ""
        if line.kind == HOLIDAY:
            return _("holiday: %(name)s") % {"name": line.name} if line.name else _("holiday")
        words = {PAUSED: _("paused"), CLOSED: _("closed that day"), OUTSIDE: _("outside the counted time")}
        return words[line.kind]


@dataclass(frozen=True)
class Part:
    """A part of the way with its sum: what was used, what is left, what was too much."""

    label: str
    rows: list[Row]
    seconds: int
    tone: str = ""

    @property
    def counted(self) -> str:
        return exact(self.seconds)


@dataclass(frozen=True)
class Earlier:
    """A run that a reset ended."""

    run: Run
    zone: Any

    @property
    def days(self) -> str:
        first, last = (
            at.astimezone(self.zone).date() for at in (self.run.lap.counted_from, self.run.lap.ended_at)
        )
        return days(first, last)


@dataclass(frozen=True)
class Happened:
    """An entry of the ledger, or a step of the ladder that was reached."""

    at: datetime
    entry: ClockEntry | None = None
    step: StepReached | None = None
    taken_back: ClockEntry | None = None

    @property
    def why(self) -> str:
        """What it was that moved the clock."""
        return occasions.label(self.entry.cause) if self.entry and self.entry.cause in occasions else ""

    @property
    def is_late_news(self) -> bool:
        return self.entry is not None and self.entry.recorded_at - self.entry.occurred_at > LATER


@dataclass(frozen=True)
class Moved:
    """The clock went on under other terms: what it ran under before and after, and by whose decision."""

    at: datetime
    by: str
    before: Terms
    after: Terms
    due_before: datetime | None
    due_after: datetime | None
    calendars: tuple[str, str]


@dataclass(frozen=True)
class Story:
    happened: list[Happened]
    zone: Any
    sentence: str = ""
    parts: list[Part] = field(default_factory=list)
    runs: list[Earlier] = field(default_factory=list)
    week: list[tuple[str, str]] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    is_cut: bool = False

    @property
    def total(self) -> int:
        """What all parts say: the time promised, and what was too much."""
        return sum(part.seconds for part in self.parts)

    @property
    def promised(self) -> str:
        """The sum of two parts that make up the time promised."""
        is_whole = len(self.parts) == 2 and not any(part.tone == "bad" for part in self.parts)
        return exact(self.total) if is_whole else ""


def days(first: date, last: date) -> str:
    """3 Mar 2026, or 3–9 Mar 2026, or 28 Feb 2026 – 2 Mar 2026."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


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
    """Each day from the start to the deadline in the calendar's zone; the parts add up to the target."""
    happened, moves = _happened(clock), _moves(clock)
    try:
        told = explain(clock, at)
    except (LookupError, ValueError):
        return Story(happened, Organisation.current().zone, moves=moves)
    parts = list(_parts(told))
    is_cut = any(len(part.rows) > MOST_LINES for part in parts)
    shown = [Part(part.label, part.rows[:MOST_LINES], part.seconds, part.tone) for part in parts]
    runs = [Earlier(run, told.zone) for run in told.runs]
    week = _week(told.rules) if clock.calendar_version else []
    return Story(happened, told.zone, why(told), shown, runs, week, moves, is_cut)


def _parts(told: Explanation) -> Iterator[Part]:
    ended = told.course.ended_at is not None
    if told.is_late:
        yield _part(_("Time promised"), told.first, told)
        yield _part(_("Too late by") if ended else _("Late so far"), told.rest, told, "bad")
        return
    if told.first:
        yield _part(_("Used") if ended else _("Counted so far"), told.first, told)
    if told.rest:
        yield _part(_("Not needed") if ended else _("Still to come"), told.rest, told, "muted")


def _part(label: str, lines: Sequence[Line], told: Explanation, tone: str = "") -> Part:
    return Part(
        label, [Row(line) for line in in_rows(lines, told.zone)], sum(line.seconds for line in lines), tone
    )


def _happened(clock: Clock) -> list[Happened]:
    """The ledger and the steps, in the order in which they happened; what was taken back beside what took it back."""
    every = list(clock.entries.all())
    back = {entry.withdraws: entry for entry in every if entry.kind == ClockEntry.Kind.WITHDRAW}
    told = [entry for entry in every if entry.kind != ClockEntry.Kind.WITHDRAW]
    entries = [
        Happened(entry.occurred_at, entry=entry, taken_back=back.get(entry.origin_key)) for entry in told
    ]
    steps = [Happened(step.reached_at, step=step) for step in clock.reached.all()]
    return sorted([*entries, *steps], key=lambda happened: happened.at)


def _moves(clock: Clock) -> list[Moved]:
    """What each decision changed; one that left this clock as it was is not told."""
    terms_of = ("commitment__version__agreement", "calendar_version__calendar", "rebase__by")
    kept: list[Any] = list(clock.rebases.select_related(*terms_of))
    every = [*kept, clock]
    calendars = [str(one.calendar_version or _("every hour counts")) for one in every]
    return [
        Moved(
            at=one.at,
            by=str(one.rebase.by or ""),
            before=Terms.of(one),
            after=Terms.of(after),
            due_before=one.due_at,
            due_after=after.due_at,
            calendars=(calendars[place], calendars[place + 1]),
        )
        for place, (one, after) in enumerate(pairwise(every))
        if Terms.of(one) != Terms.of(after)
    ]


def _week(rules: Rules) -> list[tuple[str, str]]:
    """(days in a row, their windows), from Monday; a day without any is left out."""
    told = []
    for windows, days in groupby(range(7), key=lambda day: rules.week[day]):
        listed = list(days)
        names = [str(WEEKDAYS_ABBR[listed[0]]), str(WEEKDAYS_ABBR[listed[-1]])]
        if windows:
            told.append(("–".join(dict.fromkeys(names)), clocks(windows)))
    return told
