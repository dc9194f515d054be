"""How time is counted: the calendars with their holidays, and what moves each clock."""

from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import Block
from people import written_hours
from people.opening import DAYS
from people.templatetags.formats import day
from sla.targets import move_words

from .gathered import Gathered

MOST_HOLIDAYS = 40
"""About two years of a country's and a region's."""


def calendars(gathered: Gathered) -> list[Block]:
    blocks: list[Block] = [say.heading(_("Calendar and holidays"))]
    for version in gathered.calendars:
        blocks += _calendar(version, gathered)
    if any(one.calendar_id is None for one in gathered.timed()):
        blocks.append(say.paragraph(_("A promise without a calendar counts every hour of every day.")))
    rule = _(
        "Each clock keeps the edition of the calendar that it started under, unless RevOps moves the running ones. "
        "A person's own hours and absences never move a deadline."
    )
    return [*blocks, say.paragraph(rule)]


def _calendar(version: Any, gathered: Gathered) -> list[Block]:
    name = _("%(calendar)s, edition %(number)s (%(zone)s)") % {
        "calendar": version.calendar.name,
        "number": version.number,
        "zone": version.parsed().timezone,
    }
    hours = [(str(WEEKDAYS[place]).capitalize(), _windows(version, key)) for place, key in enumerate(DAYS)]
    holidays = sorted(version.parsed().holidays.items())
    coming = [(on, called) for on, called in holidays if on >= gathered.today][:MOST_HOLIDAYS]
    blocks: list[Block] = [say.heading(name, 2), say.facts(hours)]
    if coming:
        listed = ", ".join(f"{day(on)} ({called})" if called else day(on) for on, called in coming)
        blocks.append(say.paragraph(say.strong(_("Holidays: ")), listed, "."))
    return blocks


def _windows(version: Any, key: str) -> str:
    return written_hours.write_windows(version.rules.get("hours", {}).get(key, [])) or _("closed")


def clocks(gathered: Gathered) -> list[Block]:
    timed = gathered.timed()
    if not timed:
        return []
    heading = say.heading(_("When a clock starts, pauses, goes on and stops"))
    told = _(
        "What counts is when something happened, not when it was recorded. A fact that arrives late corrects the clock."
    )
    blocks: list[Block] = [heading, say.paragraph(told)]
    for commitment in timed:
        blocks += [say.heading(str(commitment), 2), say.facts(move_words(commitment))]
    return blocks
