"""Who is there at a moment: absences by the day of the person's own zone, and working hours. Four queries for many."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from people.hours import BeyondHorizon, Hours
from people.models import Absence, CalendarVersion, Organisation, User, WorkingCalendar

DAY = timedelta(days=1)


class Presence:
    """Of these people (with their teams) between two moments. Who has no calendar keeps the company's first one."""

    def __init__(self, people: Iterable[User], since: datetime, until: datetime) -> None:
        self.people = {person.pk: person for person in people}
        self.zone = Organisation.current().time_zone
        self._absences: dict[int, list[Absence]] = defaultdict(list)
        away = Absence.objects.of(self.people).coming((since - DAY).date())
        for absence in away.filter(first_on__lte=(until + DAY).date()):
            self._absences[absence.user_id].append(absence)
        self._company = WorkingCalendar.objects.order_by("pk").values_list("pk", flat=True).first()
        self._hours = self._read_hours(until)
        self._known: dict[tuple[int, datetime], bool] = {}

    def _read_hours(self, at: datetime) -> dict[int | None, Hours]:
        calendars = {person.working_calendar_id for person in self.people.values()} | {self._company}
        versions = CalendarVersion.objects.in_force(filter(None, calendars), at)
        return {version.calendar_id: version.hours() for version in versions if version.built_until}

    def is_absent(self, person: int, at: datetime) -> bool:
        if person not in self._absences:
            return False
        moment = at.astimezone(ZoneInfo(self.people[person].time_zone or self.zone))
        return any(absence.covers(moment) for absence in self._absences[person])

    def is_working(self, person: int, at: datetime) -> bool:
        """Beyond what a calendar tells, and without one, everybody is taken to be there."""
        key = (self.people[person].working_calendar_id or self._company or 0, at)
        if key not in self._known:
            self._known[key] = self._is_open(key[0], at)
        return self._known[key]

    def _is_open(self, calendar: int, at: datetime) -> bool:
        hours = self._hours.get(calendar)
        try:
            return hours is None or hours.is_open(at)
        except BeyondHorizon:
            return True
