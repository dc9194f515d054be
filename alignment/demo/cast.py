"""The demo's company, teams and people: one log-in for each role."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from people.models import Organisation, Role, Team, TeamKind, User, WorkingCalendar
from people.public_holidays import named

PASSWORD = "alignment-demo"  # noqa: S105 - told to everybody, see below
"""Shown on the console and on the page: the demo holds nothing to protect."""

HOURS = [["09:00", "14:00"], ["15:00", "18:30"]]

PEOPLE = (
    ("marketing_manager", "Marta Vidal", "marta", Role.MARKETING_MANAGER, TeamKind.MARKETING, "es"),
    ("marketing", "Mario Sáez", "mario", Role.MARKETING, TeamKind.MARKETING, "es"),
    ("sales_manager", "Silvia Prat", "silvia", Role.SALES_MANAGER, TeamKind.SALES, "es"),
    ("sales", "Sara Quintana", "sara", Role.SALES, TeamKind.SALES, "es"),
    ("sales_two", "Samuel Reed", "samuel", Role.SALES, TeamKind.SALES, "en"),
    ("revops", "Rita Olmo", "rita", Role.REVOPS, TeamKind.REVOPS, "en"),
    ("executive", "Elena Bauer", "elena", Role.EXECUTIVE, TeamKind.LEADERSHIP, "en"),
    ("facilitator", "Félix Roca", "felix", Role.FACILITATOR, None, "es"),
    ("privacy", "Dora Llopis", "dora", Role.PRIVACY, TeamKind.IT, "es"),
)
TEAMS = {
    TeamKind.MARKETING: "Marketing",
    TeamKind.SALES: "Sales",
    TeamKind.REVOPS: "RevOps",
    TeamKind.LEADERSHIP: "Leadership",
    TeamKind.IT: "IT",
}


@dataclass
class Company:
    """What the rest of the demo is built on."""

    organisation: Organisation
    office: WorkingCalendar
    teams: dict[TeamKind, Team]
    people: dict[str, User]

    def __getitem__(self, part: str) -> User:
        return self.people[part]


def found(at: datetime) -> Company:
    """The company as it was set up at `at`, with Spain's and Madrid's holidays of the years around."""
    organisation = Organisation(
        name="Faro Analytics", time_zone="Europe/Madrid", currency="EUR", is_demo=True
    )
    organisation.save()
    office = WorkingCalendar.objects.create(name="Madrid office")
    office.publish(_rules(at), by=None, at=at)
    teams = {kind: Team.objects.create(name=name, kind=kind, calendar=office) for kind, name in TEAMS.items()}
    # hashed once: it is slow on purpose, and the same for all
    password = make_password(PASSWORD)
    people = {
        part: User.objects.create(
            email=f"{login}@faro.example",
            password=password,
            name=name,
            role=role,
            team=teams.get(kind) if kind else None,
            language=language,
        )
        for part, name, login, role, kind, language in PEOPLE
    }
    return Company(organisation, office, teams, people)


def _rules(at: datetime) -> dict[str, object]:
    holidays = named("ES", "MD", range(at.year, at.year + 3), "es")
    return {
        "timezone": "Europe/Madrid",
        "hours": dict.fromkeys(("mon", "tue", "wed", "thu"), HOURS) | {"fri": [["09:00", "15:00"]]},
        "holidays": [{"date": day, "name": name} for day, name in holidays.items()],
    }
