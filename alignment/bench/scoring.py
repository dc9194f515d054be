"""Scoring: every lead by twenty rules anew, all of them again for nothing, and one lead after an event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from leads.models import Event, Lead, LeadScore, Rescoring, ScoringVersion
from leads.models.scoring.reckoning import Statement, Which, statement, used
from leads.rescoring import steps
from people.models import Organisation

from .rows import insert
from .running import Race, Way
from .scoring_rules import RULES

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
COMMIT_SECONDS = 0.25
SLICES = 20
SIZES = {"small": (10_000, 20), "full": (1_000_000, 100)}
"""{scale: (leads, single leads scored in a slice)}."""

LEADS = {
    "recorded_at": "%(at)s",
    "captured_at": "%(at)s - n %% 90 * interval '1 day'",
    "email": "'p' || n || '@bench.test'",
    "job_title": "(ARRAY['Head of Sales', 'Student', 'Manager', 'Analyst', ''])[1 + n %% 5]",
    "industry": "(ARRAY['Retail', 'Software', 'Health', ''])[1 + n %% 4]",
    "country": "(ARRAY['Spain', 'Portugal', 'France', 'Germany', 'Italy'])[1 + n %% 5]",
    "source": "(ARRAY['web', 'event', 'paid'])[1 + n %% 3]",
    "segment": "(ARRAY['small', 'mid_market', 'enterprise'])[1 + n %% 3]",
    "employees": "n %% 700",
}
EVENTS = {
    "lead_id": "l.id",
    "kind": "(ARRAY['page_view', 'email_click', 'demo_request', 'content_download', 'webinar'])[1 + (l.id * 7 + e) %% 5]",
    "occurred_at": "%(at)s - (l.id * 13 + e * 17) %% 60 * interval '1 day'",
    "recorded_at": "%(at)s",
    "origin": "'bench'",
    "origin_key": "l.id || ':' || e",
}
# the same work in one statement that knows of nobody else
RAW = """
UPDATE leads_leadscore old SET fit = new.fit, engagement = new.engagement, score = new.fit + new.engagement,
    grade = new.grade, version_id = %s, scored_at = %s
FROM ({select}) new WHERE old.lead_id = new.id
"""
READ = "SELECT sum(fit + engagement), max(grade) FROM ({select}) new"
ONE = """
PREPARE one (bigint, numeric, timestamptz) AS
    UPDATE leads_leadscore SET fit = $2, engagement = $2, score = $2, grade = 'A1', scored_at = $3 WHERE lead_id = $1
"""


def races(scale: str) -> Sequence[Race]:
    size, singles = SIZES[scale]
    world = World(size, singles)
    world.build()
    name = f"rescore {size:,} leads, {len(RULES)} rules"
    update = Way(world.update, prepare=world.next_version, check=world.total)
    read = Way(world.read, check=world.total)
    return [
        Race(f"{name}, all change", Way(world.rescore, world.next_version, world.total), update, at_most=1.3, work=size),
        Race(
            f"{name}: the longest commit against 250 ms",
            Way(_nothing, seconds=lambda number: world.longest[number]),
            Way(_nothing, seconds=lambda _number: COMMIT_SECONDS),
            at_most=1,
        ),
        Race(
            f"{name}, all change, against reading",
            Way(world.rescore, world.next_version, world.total),
            read,
            at_most=4,
            work=size,
        ),
        Race(f"{name}, nothing changes", Way(world.rescore, world.again, world.total), read, at_most=1.3, work=size),
        Race(
            "score one lead after an event",
            Way(world.settle_some),
            Way(world.update_some),
            at_most=5,
            work=singles,
            slices=SLICES,
        ),
    ]  # fmt: skip


def _nothing(_number: int) -> None:
    """It was done, and timed, in the race before."""


@dataclass
class World:
    """Leads with three events each. Each time that all scores are to change, another version goes live."""

    size: int
    singles: int
    longest: dict[int, float] = field(default_factory=dict)

    def build(self) -> None:
        Organisation(name="Bench", time_zone="UTC").save()
        told: dict[str, Any] = {"at": AT, "size": self.size}
        with connection.cursor() as cursor:
            cursor.execute(insert(Lead, LEADS) + " FROM generate_series(1, %(size)s) n", told)
            cursor.execute(insert(Event, EVENTS) + " FROM leads_lead l, generate_series(1, 3) e", told)
            cursor.execute("VACUUM ANALYZE")
            cursor.execute(ONE)
        self.next_version(0)
        self.rescore(0)

    def next_version(self, _number: int) -> None:
        """Of the same rules, so that two ways can be compared: each row changes in that it names another version."""
        version = ScoringVersion.objects.create(
            number=ScoringVersion.objects.count() + 1,
            fit_bounds=[40, 25, 10],
            engagement_bounds=[40, 25, 10],
            created_at=AT,
        )
        for position, rule in enumerate(RULES):
            version.rules.create(position=position, name_en=f"r{position}", name_es="", **rule)
        version.publish(by=None, at=AT)
        self._clean()

    def again(self, _number: int) -> None:
        Rescoring.objects.begin(self._live(), AT)
        self._clean()

    def _clean(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM leads_leadscore")

    def rescore(self, number: int) -> None:
        self.longest[number] = max(steps(Rescoring.objects.get(version=self._live()), lambda: AT))

    def update(self, _number: int) -> None:
        live = self._live()
        self._order(RAW, [live.pk, AT])

    def read(self, _number: int) -> None:
        self._order(READ, [])

    def _order(self, text: str, params: list[Any]) -> None:
        select = self._all()
        with connection.cursor() as cursor:
            cursor.execute(
                text.format(select=select.sql), [*params, *select.told(AT, first=1, last=self.size)]
            )

    def _all(self) -> Statement:
        return statement(used(self._live()), Which.STRETCH)

    def _live(self) -> ScoringVersion:
        return ScoringVersion.objects.get(state="live")

    def total(self, _number: int) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(score)::text, count(DISTINCT version_id) FROM leads_leadscore")
            return list(cursor.fetchone())

    def _keys(self, number: int) -> list[int]:
        return [1 + (number * 7919 + place * 104_729) % self.size for place in range(self.singles)]

    def settle_some(self, number: int) -> None:
        for lead in self._keys(number):
            LeadScore.objects.settle([lead], AT)

    def update_some(self, number: int) -> None:
        with connection.cursor() as cursor:
            for lead in self._keys(number):
                cursor.execute("EXECUTE one (%s, %s, %s)", [lead, number, AT])
