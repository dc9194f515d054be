"""How people can be reached, worked out for many at once: through which channels, and from when on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from people.hours import BeyondHorizon

from .absence import Absence
from .calendar import CalendarVersion, WorkingCalendar
from .endpoint import Endpoint
from .organisation import Organisation
from .user import User


@dataclass(frozen=True, slots=True)
class Way:
    """A channel to somebody: the person's own, or one that a team or the company shares (`user_id` is None then)."""

    channel: str
    to: str
    user_id: int | None
    endpoint_id: int | None
    opens_at: datetime
    """From when on it may be used for what isn't urgent."""
    kinds: tuple[str, ...] = ()

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


class Person(NamedTuple):
    """What is asked of a recipient."""

    pk: int
    mail: bool
    zone: str
    team: int | None
    calendar: int | None
    team_calendar: int | None

    @property
    def hours(self) -> int | None:
        """Whose hours hold their alerts: as `User.working_calendar_id`."""
        return self.calendar or self.team_calendar


class Reach:
    """The recipients of some notices: six queries, however many people."""

    def __init__(self, people: Iterable[int], at: datetime) -> None:
        self.at = at
        rows = User.objects.active().filter(pk__in=people).order_by()
        asked = ("pk", "mail_notices", "time_zone", "team", "calendar", "team__calendar")
        self.people = {row[0]: Person(*row) for row in rows.values_list(*asked)}
        self._openings: dict[tuple[int | None, datetime], datetime] = {}
        self._absences = self._absences_of(self.people)
        endpoints = self._endpoints()
        self._read_hours(endpoints)
        self._zone = Organisation.current().time_zone
        self._read_ways(endpoints)

    def of(self, user_id: int) -> list[Way]:
        """The person's own ways: the mailbox and their endpoints."""
        person = self.people.get(user_id)
        if person is None:
            return []
        opens_at = self._opening(person.hours, self._present(person))
        mail = [Way("mail", f"user:{person.pk}", person.pk, None, opens_at)] if person.mail else []
        return mail + [_way(endpoint, opens_at) for endpoint in self._of_people[user_id]]

    def shared_by(self, user_id: int) -> list[Way]:
        """The ways that this person shares with their team and with the company."""
        person = self.people.get(user_id)
        return self._of_teams[person.team] + (self._of_teams[None] if person.team else []) if person else []

    def _endpoints(self) -> list[Endpoint]:
        teams = {person.team for person in self.people.values() if person.team}
        return list(Endpoint.objects.reaching(self.people, teams).select_related("team").order_by("pk"))

    def _read_ways(self, endpoints: Iterable[Endpoint]) -> None:
        self._of_people: dict[int | None, list[Endpoint]] = defaultdict(list)
        self._of_teams: dict[int | None, list[Way]] = defaultdict(list)
        for endpoint in endpoints:
            if endpoint.user_id:
                self._of_people[endpoint.user_id].append(endpoint)
            else:
                calendar = endpoint.team.calendar_id if endpoint.team else None
                self._of_teams[endpoint.team_id].append(_way(endpoint, self._opening(calendar, self.at)))

    def _read_hours(self, endpoints: Iterable[Endpoint]) -> None:
        """Whoever has no calendar, and whose team has none, keeps the hours of the company's first one."""
        company = WorkingCalendar.objects.order_by("pk").values_list("pk", flat=True).first()
        calendars = {person.hours for person in self.people.values()}
        calendars |= {endpoint.team.calendar_id for endpoint in endpoints if endpoint.team} | {company}
        versions = CalendarVersion.objects.in_force(filter(None, calendars), self.at)
        self._versions = {version.calendar_id: version for version in versions}
        self._company = company

    def _absences_of(self, people: Iterable[int]) -> dict[int, list[Absence]]:
        absences: dict[int, list[Absence]] = defaultdict(list)
        for absence in Absence.objects.of(people).coming((self.at - timedelta(days=2)).date()):
            absences[absence.user_id].append(absence)
        return absences

    def _present(self, person: Person) -> datetime:
        """Now, or the first midnight after the absences that follow each other from now on."""
        if person.pk not in self._absences:
            return self.at
        zone = ZoneInfo(person.zone or self._zone)
        moment = self.at.astimezone(zone)
        for absence in self._absences[person.pk]:
            if absence.covers(moment):
                day = absence.last_on + timedelta(days=1)
                moment = datetime(day.year, day.month, day.day, tzinfo=zone)
        return max(moment.astimezone(UTC), self.at)

    def _opening(self, calendar: int | None, moment: datetime) -> datetime:
        if (calendar, moment) not in self._openings:
            self._openings[calendar, moment] = self._ask(calendar or self._company, moment)
        return self._openings[calendar, moment]

    def _ask(self, calendar: int | None, moment: datetime) -> datetime:
        version = self._versions.get(calendar) if calendar else None
        if version is None or version.built_until is None:
            return moment
        try:
            return version.hours().next_open(moment)
        except BeyondHorizon:
            # better early than never
            return moment


def _way(endpoint: Endpoint, opens_at: datetime) -> Way:
    """A program takes what comes at any hour; a chat is read by people."""
    at_any_hour = endpoint.kind == Endpoint.Kind.WEBHOOK
    return Way(
        channel=endpoint.kind,
        to=f"endpoint:{endpoint.pk}",
        user_id=endpoint.user_id,
        endpoint_id=endpoint.pk,
        opens_at=datetime.min.replace(tzinfo=UTC) if at_any_hour else opens_at,
        kinds=tuple(endpoint.kinds),
    )
