"""How people can be reached, worked out for many at once: through which endpoints, and from when on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from people.hours import BeyondHorizon

from .absence import Absence
from .calendar import CalendarVersion
from .endpoint import Endpoint
from .organisation import Organisation
from .team import Team
from .user import User


class Reach:
    """The recipients of some notices: five queries, however many people."""

    def __init__(self, people: Iterable[int], at: datetime) -> None:
        self.at = at
        self.people = {
            user.pk: user for user in User.objects.active().select_related("team").filter(pk__in=people)
        }
        teams = {user.team_id: user.team for user in self.people.values() if user.team}
        self._absences = self._absences_of(self.people)
        self._read_endpoints(list(filter(None, teams)))
        self._read_hours(teams.values())
        self._zone = Organisation.current().time_zone
        self._openings: dict[tuple[int | None, datetime], datetime] = {}

    def opening_of(self, user: User) -> datetime:
        """From when on this person may be disturbed: the next open moment that is not in an absence."""
        return self._opening(user.working_calendar_id, self._present(user))

    def opening_of_team(self, team: Team | None) -> datetime:
        return self._opening(team.calendar_id if team else None, self.at)

    def endpoints_of(self, user: User) -> list[Endpoint]:
        return self._of_people[user.pk] + self._of_teams[user.team_id] + self._of_teams[None]

    def _read_endpoints(self, teams: Iterable[int]) -> None:
        self._of_people: dict[int, list[Endpoint]] = defaultdict(list)
        self._of_teams: dict[int | None, list[Endpoint]] = defaultdict(list)
        for endpoint in Endpoint.objects.reaching(self.people, teams).select_related("team").order_by("pk"):
            if endpoint.user_id:
                self._of_people[endpoint.user_id].append(endpoint)
            else:
                self._of_teams[endpoint.team_id].append(endpoint)

    def _read_hours(self, teams: Iterable[Team]) -> None:
        calendars = {user.working_calendar_id for user in self.people.values()}
        calendars |= {team.calendar_id for team in teams}
        versions = CalendarVersion.objects.in_force(filter(None, calendars), self.at)
        self._versions = {version.calendar_id: version for version in versions}

    def _absences_of(self, people: Iterable[int]) -> dict[int, list[Absence]]:
        absences: dict[int, list[Absence]] = defaultdict(list)
        for absence in Absence.objects.of(people).coming((self.at - timedelta(days=2)).date()):
            absences[absence.user_id].append(absence)
        return absences

    def _present(self, user: User) -> datetime:
        """Now, or the first midnight after the absences that follow each other from now on."""
        zone = ZoneInfo(user.time_zone or self._zone)
        moment = self.at.astimezone(zone)
        for absence in self._absences[user.pk]:
            if absence.covers(moment):
                day = absence.last_on + timedelta(days=1)
                moment = datetime(day.year, day.month, day.day, tzinfo=zone)
        return max(moment.astimezone(UTC), self.at)

    def _opening(self, calendar: int | None, moment: datetime) -> datetime:
        if (calendar, moment) not in self._openings:
            self._openings[calendar, moment] = self._ask(calendar, moment)
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
