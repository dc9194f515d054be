"""On which days a reader works, and in which zone their clock runs."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from people.models import CalendarVersion, Organisation, User, WorkingCalendar
from people.opening import FIRST_DATE, LAST_DATE

from .moments import Rhythm, next_moment

SATURDAY = 6


def zone_of(user: User) -> ZoneInfo:
    return ZoneInfo(user.time_zone or Organisation.current().time_zone)


def next_for(user: User, rhythm: Rhythm, after: datetime) -> datetime:
    """When this is due next for them."""
    return next_moment(rhythm, zone_of(user), after, working_days(user, after))


def working_days(user: User, at: datetime) -> Callable[[date], bool]:
    """By their own calendar, their team's or the company's first one; without any, Monday to Friday."""
    own = user.calendar_id or (user.team.calendar_id if user.team else None)
    calendar = own or WorkingCalendar.objects.order_by("pk").values_list("pk", flat=True).first()
    version = CalendarVersion.objects.in_force([calendar], at).first() if calendar else None
    if version is None:
        return lambda day: day.isoweekday() < SATURDAY
    rules = version.parsed()
    return lambda day: FIRST_DATE < day < LAST_DATE and bool(rules.windows(day))
