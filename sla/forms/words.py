"""Words and lengths that the forms of a promise share."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from people.models import WorkingCalendar
from people.moment import now
from sla.spans import FULL_DAY

MOVES = [
    ("start", _("starts it")),
    ("pause", _("pauses it")),
    ("resume", _("lets it go on")),
    ("stop", _("stops it")),
    ("cancel", _("ends it uncounted")),
    ("reset", _("starts it afresh")),
]
CONDITION_FAULTS = {
    "start": _("Choose what starts the clock."),
    "stop": _("Choose what stops the clock; without it nobody could keep the promise."),
}


def working_day(calendar: WorkingCalendar | None) -> int:
    """Seconds of the usual open day of a calendar; without one a day has 24 hours."""
    version = calendar.current(now()) if calendar else None
    if version is None:
        return FULL_DAY
    lengths = [sum(closes - opens for opens, closes in windows) for windows in version.parsed().week]
    usual = Counter(minutes for minutes in lengths if minutes).most_common(1)
    return usual[0][0] * 60 if usual else FULL_DAY
