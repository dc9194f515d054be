"""Working time inside a query: `people.hours.Hours` as SQL over the stored intervals, for a million rows at once.

    handoffs.annotate(
        took=Elapsed(version.pk, "created_at", "answered_at"),              # whole seconds
        due_at=Due(version.pk, "created_at", Value(4 * 3600)),              # a moment
        was_due_at=Due("clock__calendar_version", "created_at", "target"),  # a version a row
    )

The answers are those of Python, to the microsecond. Where Python raises (a moment outside the version's `known_from`
and `known_until`, an answer that lies there, a negative target) SQL gives NULL, and so for an argument that is NULL,
a version too: a promise without a calendar counts every hour, which is plain subtraction. Filter on
`due_at__isnull=True` to find what was not judged, and never take it for zero.

A version given as a number is read once into arrays that are halved for each row: a million rows in three seconds.
A version that comes from a column costs an index look-up a row, about six times that: split by version where many
rows are asked (`Case(When(version=1, then=Due(1, ...)), ...)`).

Pauses go in as one `tstzmultirange` a row, which PostgreSQL keeps in order and apart, as `people.intervals.in_order`
does; NULL is none. `Pauses` makes it from the rows of a query:

    Elapsed("version", "started_at", "stopped_at", Pauses(queryset, "begins_at", "ends_at"))

For raw SQL `work_sql`, `elapsed_sql` and `due_sql` give the text of the same expressions. Their arguments are SQL
texts that appear several times: hand in columns (of a subquery, where the value is computed) and no parameters.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Func, QuerySet, Subquery

MICROSECONDS = 1_000_000
Version = int | str
"""The number of one version, or the SQL of the column that holds it."""


def work_sql(version: Version, at: str) -> str:
    """W in microseconds: the working time of the version from its first row up to `at`."""
    if isinstance(version, str):
        return _work_in_rows(version, at)
    before, opens, closes = (_array(version, name) for name in ("before_seconds", "opens_at", "closes_at"))
    return f"""(SELECT CASE WHEN {at} BETWEEN {_edge(version, "from")} AND {_edge(version, "until")} THEN
        COALESCE({_work(f"{before}[place]", f"{opens}[place]", f"{closes}[place]", at)}, 0) END
      FROM (SELECT width_bucket({at}, {opens}) AS place OFFSET 0) found)"""


def moment_sql(version: Version, work: str) -> str:
    """W^-1 for microseconds above 0: the earliest moment by which so much working time has passed."""
    if isinstance(version, str):
        return _moment_in_rows(version, work)
    before, opens, closes = (_array(version, name) for name in ("before_seconds", "opens_at", "closes_at"))
    return f"""(SELECT CASE WHEN found.at <= LEAST(found.closes_at, {_edge(version, "until")}) THEN found.at END
      FROM (SELECT {closes}[place] AS closes_at, {_moment(f"{before}[place]", f"{opens}[place]", work)} AS at
              FROM (SELECT width_bucket(({work} - 1) / {MICROSECONDS}, {before}) AS place OFFSET 0) row
            OFFSET 0) found)"""


def _work(before: str, opens: str, closes: str, at: str) -> str:
    into = f"LEAST({at}, {closes}) - {opens}"
    return f"{before} * {MICROSECONDS} + (EXTRACT(epoch FROM {into}) * {MICROSECONDS})::bigint"


def _moment(before: str, opens: str, work: str) -> str:
    return f"{opens} + ({work} - {before} * {MICROSECONDS}) * interval '1 microsecond'"


def _array(version: int, column: str) -> str:
    """A column of a version's rows in their order: it depends on no row of the query, so it is read once."""
    rows = f"people_openinterval WHERE version_id = {version:d}"
    return f"(SELECT array_agg({column} ORDER BY opens_at) FROM {rows})"


def _edge(version: int, side: str) -> str:
    return f"(SELECT known_{side} FROM people_calendarversion WHERE id = {version:d})"


def _work_in_rows(version: Version, at: str) -> str:
    return f"""(SELECT COALESCE((
        SELECT {_work("known.before_seconds", "known.opens_at", "known.closes_at", at)}
          FROM people_openinterval known
         WHERE known.version_id = {version} AND known.opens_at <= {at}
         ORDER BY known.opens_at DESC LIMIT 1), 0)
      FROM people_calendarversion edition
     WHERE edition.id = {version} AND {at} BETWEEN edition.known_from AND edition.known_until)"""


def _moment_in_rows(version: Version, work: str) -> str:
    return f"""(SELECT CASE WHEN found.at <= LEAST(found.closes_at, edition.known_until) THEN found.at END
      FROM people_calendarversion edition, LATERAL (
        SELECT known.closes_at, {_moment("known.before_seconds", "known.opens_at", work)} AS at
          FROM people_openinterval known
         WHERE known.version_id = {version} AND known.before_seconds <= ({work} - 1) / {MICROSECONDS}
         ORDER BY known.before_seconds DESC LIMIT 1) found
     WHERE edition.id = {version})"""


def elapsed_sql(version: Version, start: str, end: str, pauses: str = "") -> str:
    """Whole open, un-paused seconds in [start, end); 0 when the end is not after the start."""
    total = f"{work_sql(version, end)} - {work_sql(version, start)}"
    if pauses:
        total += f" - {_paused_sql(version, start, end, pauses)}"
    return f"""(SELECT CASE WHEN {end} <= {start} AND counted.work IS NOT NULL THEN 0
                            ELSE counted.work / {MICROSECONDS} END
      FROM (SELECT {total} AS work) counted)"""


def _paused_sql(version: Version, start: str, end: str, pauses: str) -> str:
    """The working time that pauses took out of [start, end)."""
    asked = f"tstzmultirange(tstzrange({start}, GREATEST({start}, {end})))"
    return f"""COALESCE((
        SELECT SUM({work_sql(version, "upper(pause)")} - {work_sql(version, "lower(pause)")})::bigint
          FROM unnest(COALESCE({pauses}::tstzmultirange, '{{}}') * {asked}) pause), 0)"""


def due_sql(version: Version, start: str, seconds: str, pauses: str = "") -> str:
    """The earliest moment at which so many open, un-paused seconds have passed since `start`."""
    target = f"began.work + {seconds} * {MICROSECONDS}::bigint"
    if pauses:
        target += f" + {_held_sql(version, start, seconds, pauses)}"
    return f"""(SELECT CASE WHEN {seconds} = 0 AND began.work IS NOT NULL THEN {start}
                            WHEN {seconds} > 0 THEN {moment_sql(version, "counted.work")} END
      FROM (SELECT {work_sql(version, start)} AS work) began, LATERAL (SELECT {target} AS work) counted)"""


def _held_sql(version: Version, start: str, seconds: str, pauses: str) -> str:
    """The working time of the pauses that begin before the target is used up; NULL when one goes beyond what is known.

    Before a pause begins, `used` of the target was spent: its W less that of the start and of the pauses before it.
    """
    return f"""(SELECT CASE WHEN COUNT(*) = COUNT(held.took) THEN COALESCE(SUM(held.took), 0)::bigint END
      FROM (SELECT each.took, each.begins - began.work - COALESCE(SUM(each.took) OVER (
                     ORDER BY each.starts_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS used
              FROM (SELECT lower(pause) AS starts_at, {work_sql(version, "lower(pause)")} AS begins,
                           {work_sql(version, "upper(pause)")} - {work_sql(version, "lower(pause)")} AS took
                      FROM unnest(COALESCE({pauses}::tstzmultirange, '{{}}') * tstzmultirange(tstzrange({start}, NULL))) pause) each) held
     WHERE held.used < {seconds} * {MICROSECONDS}::bigint)"""


class Asked(Func):
    """A text over the columns of its arguments, so that each argument is computed once. A version comes first."""

    columns: ClassVar[tuple[str, ...]]
    text: ClassVar[Callable[..., str]]

    def __init__(self, version: Any, *arguments: Any, **extra: Any) -> None:
        known = isinstance(version, int)
        names = self.columns[: len(arguments)] if known else ("version", *self.columns[: len(arguments)])
        super().__init__(*arguments if known else (version, *arguments), **extra)
        asked = [f"asked.{name}" for name in names]
        text = self.text(version, *asked) if known else self.text(*asked)
        self.extra["template"] = f"(SELECT {text} FROM (SELECT %(expressions)s) asked ({', '.join(names)}))"


class Work(Asked):
    """Work(version, at): W in microseconds; the difference of two is what lies between them."""

    columns = ("at",)
    output_field = models.BigIntegerField()
    text = staticmethod(work_sql)


class Elapsed(Asked):
    """Elapsed(version, start, end[, pauses]): whole working seconds."""

    columns = ("start", "end_at", "pauses")
    output_field = models.BigIntegerField()
    text = staticmethod(elapsed_sql)


class Due(Asked):
    """Due(version, start, seconds[, pauses]): the moment."""

    columns = ("start", "seconds", "pauses")
    output_field = models.DateTimeField()
    text = staticmethod(due_sql)


class Ranges(Func):
    """The ranges from the first to the second moment, as one multirange of all rows."""

    template = "range_agg(tstzrange(%(expressions)s))"
    output_field = models.Field()


class Pauses(Subquery):
    """The pauses that a query tells, a row each, a lasting one without an end: `Pauses(rows, "from_at", "until_at")`."""

    output_field = models.Field()

    def __init__(self, rows: QuerySet[Any], begins: str, ends: str) -> None:
        super().__init__(rows.order_by().values_list(Ranges(begins, ends)))
