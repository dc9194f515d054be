"""A day's changes, and the plain way to count them: the days that they touch are thrown away and counted anew from SQL.

The plain way has what it needs and no more: it keeps the placements too, reads only leads that could stand on a touched
day, and writes the same rows. Before each run the day is put back as it was, so that both ways count the same changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from dashboards import rollups
from dashboards.counting import CLOCKS, FUNNEL, HANDOFFS, OPPORTUNITIES, ROLLUPS
from dashboards.models import Stale
from dashboards.rollup import Rollup, key_of
from leads.models import Handoff, Lead
from sla.models import Clock

from .dashboard_rows import LONGEST

# every second accepted lead becomes (or no longer is) an SQL, every third handoff is touched, every opportunity won
CHANGES = (
    """
UPDATE leads_lead SET sql_on = CASE WHEN %(on)s THEN captured_on + 1 END, sql_at = CASE WHEN %(on)s THEN captured_at + interval '1 day' END
WHERE captured_on = %(day)s AND accepted_on IS NOT NULL AND id %% 2 = 0
""",
    """
UPDATE leads_handoff h SET first_touch_at = CASE WHEN %(on)s THEN h.opened_at + interval '2 hours' END
FROM leads_lead l WHERE h.lead_id = l.id AND l.captured_on = %(day)s AND l.id %% 3 = 0
""",
    """
UPDATE leads_opportunity o SET outcome = CASE WHEN %(on)s THEN 'won' ELSE '' END,
    closed_on = CASE WHEN %(on)s THEN o.opened_on + 15 END, closed_at = CASE WHEN %(on)s THEN o.opened_at + interval '15 days' END
FROM leads_lead l WHERE o.lead_id = l.id AND l.captured_on = %(day)s
""",
)
AMONG = {
    FUNNEL.name: "captured_on BETWEEN %(first)s AND %(last)s",
    HANDOFFS.name: "day BETWEEN %(day)s AND %(last)s",
    CLOCKS.name: "day BETWEEN %(day)s AND %(last)s",
    OPPORTUNITIES.name: "opened_on BETWEEN %(first)s AND %(last)s",
}
"""Which placements could stand on a touched day."""
AGO = 2 * LONGEST + 10
"""So many days before today lies the newest day that changes, so that nothing of it lies ahead."""


@dataclass
class Days:
    """One day a round."""

    today: date
    told: dict[str, Any] = field(default_factory=dict)

    def change(self, number: int) -> None:
        """The day as it was, counted; then its changes, marked and not counted."""
        day = self.today - timedelta(days=AGO + number)
        ids = list(Lead.objects.filter(captured_on=day).values_list("pk", flat=True))
        handoffs = Handoff.objects.filter(lead__in=ids).values("pk")
        clocks = Clock.objects.filter(subject="handoff", subject_id__in=handoffs)
        self.told = {
            "day": day,
            "first": day - timedelta(days=LONGEST + 1),
            "last": day + timedelta(days=LONGEST + 1),
            "leads": ids,
            "clocks": list(clocks.values_list("pk", flat=True)),
            "zone": "UTC",
        }
        Stale.objects.all().delete()
        self._write(on=False)
        rollups.catch_up()
        self._write(on=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            (self.told["before"],) = cursor.fetchone()

    @transaction.atomic
    def _write(self, on: bool) -> None:
        with connection.cursor() as cursor:
            for statement in CHANGES:
                cursor.execute(statement, self.told | {"on": on})
        Stale.objects.mark(Stale.Subject.LEAD, self.told["leads"])

    @transaction.atomic
    def recount(self) -> None:
        with connection.cursor() as cursor:
            for rollup in ROLLUPS:
                ids = self.told["clocks" if rollup is CLOCKS else "leads"]
                for statement in recount(rollup):
                    cursor.execute(statement, self.told | {"ids": ids})

    def sums(self, _number: int) -> list[Any]:
        """Every measure over the days that may be touched, and how many cells were written on any other day."""
        found: list[Any] = []
        with connection.cursor() as cursor:
            for rollup in ROLLUPS:
                sums = " + ".join(f"{place + 1} * sum({m})" for place, m in enumerate(rollup.measures))
                for table in (rollup.cells, *(table for table, _keys in rollup.sums)):
                    cursor.execute(
                        f"SELECT round({sums})::bigint FROM {table} WHERE day BETWEEN %(day)s AND %(last)s",
                        self.told,
                    )
                    found += cursor.fetchone()
                cursor.execute(
                    f"SELECT count(*) FROM {rollup.cells} WHERE xmin::text::bigint >= %(before)s "
                    "AND day NOT BETWEEN %(day)s AND %(last)s",
                    self.told,
                )
                found += cursor.fetchone()
                for checked in kept_sums(rollup):
                    cursor.execute(f"{checked} WHERE day BETWEEN %(day)s AND %(last)s", self.told)
                    found += cursor.fetchone()
        return found


def kept_sums(rollup: Rollup) -> Iterator[str]:
    """One number of what is kept beside the cells, without its days."""
    for one in rollup.values:
        key = f"hashtext(ROW({', '.join(one.keys)})::text) & 1023"
        yield f"SELECT sum({one.count} * ({key})) FROM {one.table}"
    if rollup.bundle:
        columns = " || ".join(rollup.bundle.columns)
        yield f"SELECT sum(('x' || left(md5({columns}), 8))::bit(32)::bigint)::bigint FROM {rollup.bundle.table}"


def recount(rollup: Rollup) -> Iterator[str]:
    """The statements that count the touched days of a rollup anew; they read `ids`, `day`, `first`, `last`."""
    when = ", ".join(key for key in rollup.total_keys if key != "reason")
    columns = ", ".join((rollup.key, *rollup.columns))
    some = f"(SELECT * FROM {rollup.placed} WHERE {AMONG[rollup.name]})"
    ours = f"(SELECT * FROM {rollup.placed} WHERE {rollup.by} = ANY(%(ids)s))"
    spread, changed = (rollup.spread.replace("{placements}", rows) for rows in (some, ours))
    touched = f"({when}) IN (SELECT * FROM touched)"
    truth = rollup.truth.replace("{which}", f"{rollup.by_column} = ANY(%(ids)s)")
    over = ", ".join(f"{column} = excluded.{column}" for column in rollup.columns)
    yield f"CREATE TEMP TABLE touched ON COMMIT DROP AS SELECT DISTINCT {when} FROM ({changed}) s"
    yield (
        f"INSERT INTO {rollup.placed} ({columns}) SELECT {columns} FROM ({truth}) found "
        f"ON CONFLICT ({rollup.key}) DO UPDATE SET {over}"
    )
    yield f"INSERT INTO touched SELECT DISTINCT {when} FROM ({changed}) s"
    yield f"DELETE FROM {rollup.cells} WHERE {touched}"
    yield _counted(rollup, rollup.cells, rollup.keys, f"({spread}) s WHERE {touched}")
    for table, keys in rollup.sums:
        yield f"DELETE FROM {table} WHERE {touched}"
        yield _counted(rollup, table, keys, f"{rollup.cells} WHERE {touched}")
    for kept in rollup.kept:
        days = touched if "cohort" in kept.keys else "day IN (SELECT day FROM touched)"
        yield f"DELETE FROM {kept.table} WHERE {days}"
        yield kept.make(f"{some} s" if kept is rollup.bundle else some, days)
    yield "DROP TABLE touched"


def _counted(rollup: Rollup, table: str, keys: tuple[str, ...], rows: str) -> str:
    named, measures = ", ".join(keys), ", ".join(rollup.measures)
    sums = ", ".join(f"sum({m}) AS {m}" for m in rollup.measures)
    return (
        f"INSERT INTO {table} (cell, {named}, {measures}) SELECT {key_of(keys)}, {named}, {measures} "
        f"FROM (SELECT {named}, {sums} FROM {rows} GROUP BY {named}) c"
    )
