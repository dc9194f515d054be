"""The sweep: over a million clocks with nothing due, and with a hundred thousand promises broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection

from people.models import Organisation, Role, Team, TeamKind, User, WorkingCalendar
from people.moment import now
from sla.models import Agreement, AgreementVersion, Clock, Commitment, EscalationStep
from sla.punctuality import sweep_all

from .running import ROUNDS, Race, Way, order

HOUR = 3600
TARGET = 4 * HOUR
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RULES = {"timezone": "UTC", "hours": {day: [["09:00", "18:00"]] for day in WEEKDAYS}, "holidays": []}
TEAMS = 20
BATCH = 500
SLICES = 20


@dataclass(frozen=True)
class Size:
    """How many clocks run in all, in the small twin, how many break a round and way, how many people own them, and how
    often an empty sweep is repeated in a slice of a round."""

    clocks: int
    few: int
    broken: int
    owners: int
    sweeps: int


SIZES = {"small": Size(10_000, 1_000, 200, 400, 3), "full": Size(1_000_000, 10_000, 20_000, 10_000, 15)}

# every clock starts between nine and ten and is due four hours later, on the day that was asked
CLOCKS = """
    INSERT INTO sla_clock (commitment_id, calendar_version_id, cycle, subject, subject_id, owner_id, team_id, dimensions,
        target_seconds, started_at, due_at, next_step_at, next_percent, running, outcome, shadow)
    SELECT %(commitment)s, %(calendar)s, 1, 'bench', n, (%(owners)s::bigint[])[1 + n %% %(people)s],
        (%(teams)s::bigint[])[1 + n %% %(people)s], '{"source": "web"}', %(target)s, begun, begun + %(lasts)s,
        begun + %(lasts)s, 100, true, 'running', false
    FROM generate_series(%(first)s, %(last)s) n,
        LATERAL (SELECT %(day)s::timestamptz + (n %% 3600 * 7919 %% 3600) * interval '1 second' AS begun) told
"""
ENTRIES = """
    INSERT INTO sla_clockentry (clock_id, kind, occurred_at, recorded_at, cause, origin_key, withdraws)
    SELECT id, 'start', started_at, started_at, 'handed_off', 'start', '' FROM sla_clock
"""
# a twin with few clocks in a schema that is searched first
TWIN = """
    CREATE SCHEMA few; CREATE TABLE few.sla_clock (LIKE public.sla_clock INCLUDING ALL);
    INSERT INTO few.sla_clock SELECT * FROM public.sla_clock ORDER BY id DESC LIMIT %s
"""
DUE = "SELECT id FROM sla_clock WHERE running AND next_step_at < %s ORDER BY next_step_at LIMIT 500"

# the same rows by one statement for each 500, keys and all
RAW = """
WITH due AS MATERIALIZED (
    SELECT id, owner_id, next_step_at FROM sla_clock WHERE running AND next_step_at < %(at)s
    ORDER BY next_step_at LIMIT 500 FOR UPDATE SKIP LOCKED
), row AS (
    UPDATE sla_clock c SET outcome = 'breached', next_step_at = NULL, next_percent = NULL FROM due WHERE c.id = due.id
), step AS (
    INSERT INTO sla_stepreached (clock_id, cycle, percent, reached_at, declared_at, told, silent, reoffer)
    SELECT id, 1, 100, next_step_at, %(at)s, true, '', '' FROM due ON CONFLICT DO NOTHING
), breach AS (
    INSERT INTO sla_breach (clock_id, cycle, reached_at, declared_at)
    SELECT id, 1, next_step_at, %(at)s FROM due ON CONFLICT DO NOTHING
), notice AS (
    INSERT INTO people_notification (user_id, kind, params, url, urgent, created_at, dedupe_key)
    SELECT owner_id, 'sla-breach', jsonb_build_object('clock', id, 'percent', 100), '/sla/clocks/' || id || '/', false,
        %(at)s, encode(sha256(convert_to('sla-breach|clock ' || id || ' step 100 time 1|' || owner_id, 'UTF8')), 'hex')
    FROM due ON CONFLICT DO NOTHING
), delivery AS (
    INSERT INTO people_delivery (kind, channel, user_id, params, url, sealed, urgent, created_at, state, attempts, next_at,
        lease_token, last_error, dedupe_key)
    SELECT 'sla-breach', 'mail', owner_id, jsonb_build_object('clock', id, 'percent', 100), '/sla/clocks/' || id || '/', '',
        false, %(at)s, 'pending', 0, %(at)s, 0, '',
        encode(sha256(convert_to('sla-breach|clock ' || id || ' step 100 time 1|mail|user:' || owner_id, 'UTF8')), 'hex')
    FROM due ON CONFLICT DO NOTHING
)
SELECT count(*) FROM due
"""
WRITTEN = """
    SELECT (SELECT count(*) FROM sla_breach WHERE declared_at = %(at)s),
        (SELECT count(*) FROM sla_stepreached WHERE declared_at = %(at)s AND told),
        (SELECT count(*) FROM people_notification WHERE created_at = %(at)s AND kind = 'sla-breach'),
        (SELECT count(*) FROM people_delivery WHERE created_at = %(at)s AND next_at = %(at)s AND state = 'pending'),
        (SELECT count(*) FROM sla_clock WHERE outcome = 'breached' AND next_step_at IS NULL AND due_at < %(at)s
            AND due_at > %(at)s - interval '12 hours')
"""


def races(scale: str) -> Sequence[Race]:
    size = SIZES[scale]
    world = World(size)
    world.build()
    return [
        Race(
            f"sweep over {size.clocks:,} clocks, nothing due",
            ours=Way(lambda _number: world.sweep(), prepare=lambda _number: world.search("public")),
            limit=Way(lambda _number: world.ask(), prepare=lambda _number: world.search("public")),
            at_most=5,
            work=size.sweeps,
            slices=SLICES,
        ),
        Race(
            f"sweep over {size.clocks:,} against {size.few:,} clocks",
            ours=Way(lambda _number: world.sweep(), prepare=lambda _number: world.search("public")),
            limit=Way(lambda _number: world.sweep(), prepare=lambda _number: world.search("few, public")),
            at_most=1.5,
            work=size.sweeps,
            slices=SLICES,
        ),
        Race(
            f"declare {size.broken * ROUNDS:,} breaches, alerts queued",
            ours=world.way("ours", world.declare),
            limit=world.way("limit", world.write),
            at_least=0.4,
            work=size.broken,
        ),
    ]


class World:
    """A company whose clocks break on days to come: one day for each round and side."""

    def __init__(self, size: Size) -> None:
        self.size = size
        today = now().replace(hour=0, minute=0, second=0, microsecond=0)
        self.first_day = today + timedelta(days=7)

    def day(self, number: int, side: str) -> datetime:
        return self.first_day + timedelta(days=2 * number + order(number).index(side))

    def late(self, number: int, side: str) -> datetime:
        """When the promises of that day are broken and those of the next are not."""
        return datetime.combine(self.day(number, side).date(), time(15), UTC)

    def build(self) -> None:
        company = Organisation(name="Bench", time_zone="UTC")
        company.save()
        commitment, calendar = self._promise()
        owners = self._people(calendar)
        ids, teams = zip(*owners, strict=True)
        self._clocks(commitment, calendar, {"owners": list(ids), "teams": list(teams), "people": len(ids)})

    def _promise(self) -> tuple[Commitment, WorkingCalendar]:
        at = now()
        calendar = WorkingCalendar.objects.create(name="Bench", time_zone="UTC")
        calendar.publish(RULES, by=None, at=at)
        version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Bench"), number=1)
        commitment = Commitment.objects.create(
            version=version,
            kind=Commitment.Kind.ACCEPTANCE,
            party="sales",
            target_seconds=TARGET,
            calendar=calendar,
            warning_percent=None,
        )
        EscalationStep.objects.create(commitment=commitment, percent=100, notify=["owner"])
        AgreementVersion.objects.filter(pk=version.pk).update(state="in_force", in_force_from=at)
        return commitment, calendar

    def _people(self, calendar: WorkingCalendar) -> list[tuple[int, int | None]]:
        teams = Team.objects.bulk_create(
            Team(name=f"Team {number}", kind=TeamKind.SALES, calendar=calendar) for number in range(TEAMS)
        )
        people = User.objects.bulk_create(
            (
                User(
                    email=f"p{n}@bench.test",
                    name=f"P{n}",
                    role=Role.SALES,
                    team=teams[n % TEAMS],
                )
                for n in range(self.size.owners)
            ),
            batch_size=1000,
        )
        return [(person.pk, person.team_id) for person in people]

    def _clocks(self, commitment: Commitment, calendar: WorkingCalendar, owners: dict[str, Any]) -> None:
        version = calendar.versions.get()
        told: dict[str, Any] = {"commitment": commitment.pk, "calendar": version.pk, "target": TARGET}
        told |= {"lasts": timedelta(seconds=TARGET)} | owners
        days = [self.day(number, side) for number in range(ROUNDS + 1) for side in order(number)]
        with connection.cursor() as cursor:
            first = 1
            for day in days:
                told |= {
                    "first": first,
                    "last": first + self.size.broken - 1,
                    "day": day + timedelta(hours=9),
                }
                cursor.execute(CLOCKS, told)
                first += self.size.broken
            later = days[-1] + timedelta(days=60, hours=9)
            cursor.execute(CLOCKS, told | {"first": first, "last": self.size.clocks, "day": later})
            cursor.execute(ENTRIES)
            cursor.execute(TWIN, [self.size.few])
            cursor.execute("VACUUM ANALYZE")

    def search(self, path: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {path}")

    def sweep(self) -> None:
        """What the task does every five seconds, the question for the moment included."""
        for _again in range(self.size.sweeps):
            sweep_all()

    def ask(self) -> None:
        at = now()
        with connection.cursor() as cursor:
            for _again in range(self.size.sweeps):
                cursor.execute(DUE, [at])
                cursor.fetchall()

    def way(self, side: str, run: Any) -> Way:
        return Way(
            run=lambda number: run(self.late(number, side)),
            prepare=lambda _number: self.search("public"),
            check=lambda number: self.written(self.late(number, side)),
        )

    def declare(self, at: datetime) -> None:
        while Clock.objects.sweep(at, BATCH) == BATCH:
            pass

    def write(self, at: datetime) -> None:
        with connection.cursor() as cursor:
            while True:
                cursor.execute(RAW, {"at": at})
                if cursor.fetchone() != (BATCH,):
                    break

    def written(self, at: datetime) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(WRITTEN, {"at": at})
            return list(cursor.fetchone())
