"""Why a deadline is what it is, as one sentence or three, in the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from people.bilingual import reads_spanish
from people.templatetags.formats import duration

from .models.explaining import Explanation
from .occasions import occasions
from .reckoning import CLOSED, COUNTED, HOLIDAY, PAUSED, Line, in_rows

MOST_PHRASES = 7
A_WEEK = 6


@dataclass(frozen=True)
class Sayer:
    """Says days and moments of one explanation: by their weekday alone while that is plain."""

    told: Explanation
    by_weekday: bool

    @classmethod
    def of(cls, told: Explanation) -> "Sayer":
        zone = told.zone
        days = [told.course.started_at.astimezone(zone).date(), told.clock.due_at.astimezone(zone).date()]
        days += [line.until_on for line in (*told.first, *told.rest)]
        return cls(told, (max(days) - min(days)).days <= A_WEEK)

    def day(self, on: date) -> str:
        pattern = pgettext("date format", "l") if self.by_weekday else pgettext("date format", "l j F")
        told = str(date_format(on, pattern))
        return told.lower() if reads_spanish() else told

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self.told.zone)
        return pgettext("moment", "%(day)s %(time)s") % {
            "day": self.day(local.date()),
            "time": f"{local:%H:%M}",
        }

    def why(self) -> str:
        return " ".join([self._began(), self._way(), *self._how_it_went()])

    def _began(self) -> str:
        course = self.told.course
        if course.laps:
            values = {"start": self.moment(course.started_at), "again": self.moment(course.counted_from)}
            return _("Started %(start)s, and afresh %(again)s.") % values
        cause = next(
            (one.cause for one in self.told.entries if one.kind == "start" and one.cause in occasions), ""
        )
        if not cause:
            return _("Started %(start)s.") % {"start": self.moment(course.started_at)}
        values = {"start": self.moment(course.started_at), "cause": occasions.label(cause)}
        return _("Started %(start)s: %(cause)s.") % values

    def _way(self) -> str:
        target = duration(self.told.clock.target_seconds)
        promised = (
            _("%(time)s of working time")
            if self.told.clock.calendar_version
            else _("%(time)s, day and night")
        )
        values = {"promised": promised % {"time": target}, "way": ", ".join(self._phrases())}
        if self.told.is_held:
            return _("%(promised)s: %(way)s.") % values
        return _("%(promised)s: %(way)s: due %(due)s.") % (
            values | {"due": self.moment(self.told.clock.due_at)}
        )

    def _phrases(self) -> list[str]:
        told = self.told
        lines = told.first if told.is_late or told.is_held else [*told.first, *told.rest]
        rows = in_rows(lines, told.zone)
        phrases = [
            said for _on, row in groupby(rows, key=lambda line: line.on) if (said := self._phrase(list(row)))
        ]
        return phrases if len(phrases) <= MOST_PHRASES else list(self._in_short(lines))

    def _phrase(self, row: Sequence[Line]) -> str:
        """One day, or several that went the same way."""
        first, seconds = row[0], sum(line.seconds for line in row)
        values = {"on": self.day(first.on), "until": self.day(first.until_on), "time": duration(seconds)}
        is_row, kinds = first.days > 1, {line.kind for line in row}
        if seconds and PAUSED in kinds:
            return _("%(time)s on %(on)s with a pause") % values
        if seconds:
            return (_("%(time)s from %(on)s to %(until)s") if is_row else _("%(time)s on %(on)s")) % values
        if PAUSED in kinds:
            return (_("paused from %(on)s to %(until)s") if is_row else _("paused on %(on)s")) % values
        if CLOSED in kinds:
            return (_("closed from %(on)s to %(until)s") if is_row else _("closed on %(on)s")) % values
        if HOLIDAY in kinds:
            return self._holiday(first, values)
        return ""

    def _holiday(self, line: Line, values: dict[str, str]) -> str:
        if line.days > 1:
            return _("holidays from %(on)s to %(until)s") % values
        if not line.name:
            return _("holiday on %(on)s") % values
        return _("holiday on %(on)s (%(name)s)") % (values | {"name": line.name})

    def _in_short(self, lines: Sequence[Line]) -> Iterator[str]:
        """Counted days and skipped ones as numbers: the table below has them all."""
        days = {
            kind: {line.on for line in lines if line.kind == kind}
            for kind in (COUNTED, PAUSED, CLOSED, HOLIDAY)
        }
        counted, paused = len(days[COUNTED]), len(days[PAUSED] - days[COUNTED])
        closed, holidays = len(days[CLOSED]), len(days[HOLIDAY])
        if counted:
            yield ngettext("counted on %(n)d day", "counted on %(n)d days", counted) % {"n": counted}
        if paused:
            yield ngettext("%(n)d day paused", "%(n)d days paused", paused) % {"n": paused}
        if closed:
            yield ngettext("%(n)d day closed", "%(n)d days closed", closed) % {"n": closed}
        if holidays:
            yield ngettext("%(n)d holiday", "%(n)d holidays", holidays) % {"n": holidays}

    def _how_it_went(self) -> Iterator[str]:
        told, course = self.told, self.told.course
        used, rest = (sum(line.seconds for line in lines) for lines in (told.first, told.rest))
        values = {"at": self.moment(told.reached), "late": duration(rest)}
        values["left"] = duration(rest or told.clock.target_seconds - used)
        if told.is_held:
            yield _("Paused since %(at)s with %(left)s left: while that lasts there is no deadline.") % values
        elif course.ended_by == "cancel":
            yield _("Cancelled %(at)s.") % values
        elif course.ended_at:
            late = _("Answered %(at)s, %(late)s late.")
            yield (late if told.is_late else _("Answered %(at)s with %(left)s left.")) % values
        elif told.is_late:
            yield _("Not answered yet: %(late)s late.") % values
        elif told.reached > told.course.counted_from:
            yield _("%(left)s are left.") % values


def why(told: Explanation) -> str:
    return Sayer.of(told).why()
