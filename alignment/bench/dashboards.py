"""Dashboards: one tile over a year of a million leads, the same over fewer, and the rollups after a day's changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler

from dashboards import rollups
from leads.models import RejectionReason
from people.models import Organisation, Role, Team, TeamKind, User, WorkingCalendar
from people.moment import now
from sla.models import Agreement, AgreementVersion, Commitment

from . import tile_pages, touched_days
from .dashboard_rows import DAYS, statements
from .running import Race, Way

HOURS = {
    "timezone": "UTC",
    "hours": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
PEOPLE = 60
SLICES = 5


@dataclass(frozen=True)
class Size:
    """How many leads, how many in the small twin, and how often a tile is asked for in a slice of a round."""

    leads: int
    few: int
    tiles: int


SIZES = {"small": Size(10_000, 2_000, 1), "full": Size(1_000_000, 100_000, 5)}


def races(scale: str) -> Sequence[Race]:
    size = SIZES[scale]
    world = World(size)
    world.build()
    tile = world.page("/bench/tile/", "public")
    days = touched_days.Days(world.today)
    return [
        Race(
            f"one tile, 52 weeks, {size.leads:,} leads",
            tile,
            world.page("/bench/bare/", "public"),
            at_most=2,
            work=size.tiles,
            slices=SLICES,
        ),
        Race(
            f"one tile, 52 weeks, {size.leads:,} against {size.few:,} leads",
            Way(tile.run, tile.prepare),
            Way(tile.run, world.page("/bench/tile/", "few, public").prepare),
            at_most=1.3,
            work=size.tiles,
            slices=SLICES,
        ),
        Race(
            f"rollups fresh after a day of {size.leads // DAYS:,} changed leads",
            Way(lambda _number: rollups.catch_up(), days.change, days.sums),
            Way(lambda _number: days.recount(), days.change, days.sums),
            at_most=1.5,
        ),
    ]


class Behind(ClientHandler):
    """The product's middleware, with the two addresses of the race behind it."""

    def get_response(self, request: HttpRequest) -> Any:
        request.urlconf = tile_pages.__name__
        return super().get_response(request)


@dataclass
class World:
    """A company with sixty weeks behind it. The rollups of its first leads are kept aside, in a schema that may be
    searched first: a twin of a tenth of its size, in the same database."""

    size: Size
    at: datetime = field(default_factory=now)
    answer: Any = None

    @property
    def today(self) -> date:
        return self.at.date()

    def build(self) -> None:
        Organisation(name="Bench", time_zone="UTC").save()
        told = self._given() | self._promise()
        self._add(told, 1, self.size.few)
        rollups.rebuild()
        self._keep_aside()
        self._add(told, self.size.few + 1, self.size.leads)
        rollups.rebuild()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        self.client = Client(SERVER_NAME="localhost")
        self.client.handler = Behind(enforce_csrf_checks=False)
        self.client.force_login(User.objects.get(role=Role.MARKETING))

    def _add(self, told: dict[str, Any], first: int, last: int) -> None:
        day = self.at.replace(hour=0, minute=0, second=0, microsecond=0)
        values = told | {"first": first, "last": last, "at": self.at, "day": day, "days": DAYS}
        with connection.cursor() as cursor:
            for statement in statements():
                cursor.execute(statement, values)

    def _keep_aside(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA few")
            for rollup in rollups.ROLLUPS:
                for table in rollup.tables:
                    cursor.execute(f"CREATE TABLE few.{table} (LIKE public.{table} INCLUDING ALL)")
                    cursor.execute(f"INSERT INTO few.{table} SELECT * FROM public.{table}")

    def _given(self) -> dict[str, Any]:
        """Four teams by region, their people, and the reasons that they give."""
        User.objects.create(email="m@bench.test", name="M", role=Role.MARKETING)
        teams = [Team.objects.create(name=f"Team {n}", kind=TeamKind.SALES) for n in range(4)]
        people = User.objects.bulk_create(
            User(email=f"rep{n}@bench.test", name=f"P{n}", role=Role.SALES, team=teams[n % 4])
            for n in range(PEOPLE)
        )
        return {
            "teams": [team.pk for team in teams],
            "owners": [person.pk for person in people],
            "people": PEOPLE,
            "reasons": list(RejectionReason.objects.current().values_list("pk", flat=True)[:5]),
        }

    def _promise(self) -> dict[str, Any]:
        calendar = WorkingCalendar.objects.create(name="Bench", time_zone="UTC")
        calendar.publish(HOURS | {"holidays": []}, by=None, at=self.at - timedelta(days=2 * DAYS))
        version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Bench"), number=1)
        commitment = Commitment.objects.create(
            version=version,
            kind=Commitment.Kind.FIRST_TOUCH,
            party="sales",
            target_seconds=14400,
            calendar=calendar,
        )
        AgreementVersion.objects.filter(pk=version.pk).update(state="in_force", in_force_from=self.at)
        Team.objects.update(calendar=calendar)
        return {"commitment": commitment.pk, "calendar": calendar.versions.get().pk}

    def page(self, address: str, path: str) -> Way:
        """Answered through every middleware, as whoever sees all leads."""
        return Way(
            run=lambda _number: self._get(address),
            prepare=lambda _number: search(path),
            check=lambda _number: self.answer.headers["X-Number"],
        )

    def _get(self, address: str) -> None:
        for _again in range(self.size.tiles):
            self.answer = self.client.get(address, {"period": "52w"})
            assert self.answer.status_code == 200


def search(path: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {path}")
