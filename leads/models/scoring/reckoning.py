"""A scoring version as one statement: compiled once a process, told at each run which leads it is for and the moment.

What a version in use says never changes, so neither does its statement; the organisation's zone, in which days begin,
is part of its name. No value of a rule stands in its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, DateTimeField, Expression, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from people.models import Organisation
from sla.criteria.gathering import TOLD_AT, Gathering
from sla.criteria.moments import Asked

from ..lead import Lead
from . import prepared
from .version import ScoringVersion

_USUAL_ZONE = Organisation._meta.get_field("time_zone").get_default()
TOLD_LEAD, TOLD_LEADS = object(), object()
TOLD_FIRST, TOLD_LAST = object(), object()


class Which(Enum):
    """Which leads a statement is for: its condition, and what it is to be told."""

    ONE = '("leads_lead"."id" = %s)', (TOLD_LEAD,)
    THESE = '("leads_lead"."id" = ANY(%s))', (TOLD_LEADS,)
    STRETCH = '("leads_lead"."id" BETWEEN %s AND %s)', (TOLD_FIRST, TOLD_LAST)


class Wanted(Expression):
    """The leads that the statement is told."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, which: Which) -> None:
        super().__init__()
        self.which = which

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.which.value
        return sql, params


@dataclass(frozen=True, eq=False)
class Statement:
    """SELECT of what a version gives; `told` puts in what each run has of its own."""

    sql: str
    params: tuple[Any, ...]

    def told(
        self, at: Any, leads: Sequence[int] = (), lead: Any = None, first: int = 0, last: int = 0
    ) -> list[Any]:
        own = {
            TOLD_AT: at,
            TOLD_LEAD: lead,
            TOLD_LEADS: list(leads),
            TOLD_FIRST: first,
            TOLD_LAST: last,
        }
        return [own.get(one, one) if type(one) is object else one for one in self.params]


class Used(NamedTuple):
    """A version that scores leads, as its statements are known: by its state and the zone in which days begin, too."""

    pk: int
    state: str
    tried_at: datetime | None
    published_at: datetime | None
    zone: str

    @property
    def is_live(self) -> bool:
        return self.state == ScoringVersion.State.LIVE


def reckoned(version: ScoringVersion, leads: QuerySet[Lead], at: Any) -> Any:
    """These leads with what the version gives them at `at` (a moment, or a column that holds each one's own)."""
    gathering = Gathering(at)
    columns = version.columns(gathering)
    return gathering.join(leads).annotate(**columns)


def select_of(version: ScoringVersion, rows: Any) -> Statement:
    """SELECT id, fit, engagement, grade, seen; `rows` come from `reckoned` with a `seen`.

    The OFFSET keeps the points from being computed again wherever the outer statement speaks of them.
    """
    sql, params = rows.values("id", "new_fit", "new_engagement", "seen").query.sql_with_params()
    letter, digit = (
        _band("new_fit", version.fit_bounds, "ABCD"),
        _band("new_engagement", version.engagement_bounds, "1234"),
    )
    text = f"""SELECT id, new_fit AS fit, new_engagement AS engagement, {letter} || {digit} AS grade, seen
        FROM ({sql} OFFSET 0) scored"""
    return Statement(text, (*version.fit_bounds, *version.engagement_bounds, *params))


def _band(column: str, bounds: Sequence[Any], names: str) -> str:
    whens = " ".join(
        f"WHEN {column} >= %s THEN '{name}'" for _bound, name in zip(bounds, names, strict=False)
    )
    return f"CASE {whens} ELSE '{names[-1]}' END" if whens else f"'{names[-1]}'"


def in_use() -> list[Used]:
    """Those that score leads now. Asked at each event: Django compiles the question once."""
    return [Used(*row) for row in prepared.rows(in_use, *_asking())]


@lru_cache(maxsize=1)
def _asking() -> tuple[str, tuple[Any, ...]]:
    zone = Subquery(Organisation.objects.order_by("pk").values("time_zone")[:1])
    rows = ScoringVersion.objects.scoring().order_by("pk").annotate(zone=Coalesce(zone, Value(_USUAL_ZONE)))
    sql, params = rows.values_list(*Used._fields).query.sql_with_params()
    return sql, tuple(params)


def used(version: ScoringVersion) -> Used:
    zone = Organisation.current().time_zone
    return Used(version.pk, version.state, version.tried_at, version.published_at, zone)


def statement(version: Used, which: Which) -> Statement:
    """The kept statement of a version that is live or on trial."""
    return _kept(connection.settings_dict["NAME"], version, which)


@lru_cache(maxsize=16)
def _kept(database: str, used: Used, which: Which) -> Statement:
    version = ScoringVersion.objects.prefetch_related("rules", "groups").get(pk=used.pk)
    rows = reckoned(version, Lead.objects.filter(Wanted(which)), Asked())
    seen: Any = Value(None, output_field=DateTimeField())
    return select_of(version, rows.annotate(seen=seen))


def forget() -> None:
    """What was compiled; for who changes the database under the process."""
    _kept.cache_clear()
