"""A subscription in words."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dashboards.models import Subscription
from people.bilingual import reads_spanish

A_MONDAY = date(2026, 3, 2)


def weekday(number: int) -> str:
    """1 is Monday, in the active language."""
    return str(date_format(A_MONDAY + timedelta(days=number - 1), "l"))


def when(one: Subscription) -> str:
    """“every Monday at 8:00”: it stands within a sentence."""
    name = weekday(one.weekday)
    said = {"weekday": name.lower() if reads_spanish() else name, "hour": hour(one.hour)}
    if one.cadence == Subscription.Cadence.WEEKLY:
        return _("every %(weekday)s at %(hour)s") % said
    return _("every month, on the first working day, at %(hour)s") % said


def hour(number: int) -> str:
    return f"{number}:00"
