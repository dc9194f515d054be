"""A scoring version as one statement: compiled once a process, told at each run which leads it is for and the moment.

What a version in use says never changes, so neither does its statement; the organisation's zone, in which days begin,
is part of its name. No value of a rule stands in its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, DateTimeField, Expression, F, QuerySet, Value

from people.models import Organisation
from sla.criteria.gathering import TOLD_AT, Gathering
from sla.criteria.moments import Asked

from .lead import Lead
from .scoring import ScoringVersion

TOLD_LEADS = object()
TOLD_FIRST, TOLD_LAST = object(), object()


class These(Expression):
    """The leads of an array, or of a stretch of keys, that the statement is told."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, is_stretch: bool) -> None:
        super().__init__()
        self.is_stretch = is_stretch

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        if self.is_stretch:
            return '("leads_lead"."id" BETWEEN %s AND %s)', (TOLD_FIRST, TOLD_LAST)
        return '("leads_lead"."id" = ANY(%s))', (TOLD_LEADS,)


@dataclass(frozen=True)
class Statement:
    """SELECT of what a version gives; `told` puts in what each run has of its own."""

    sql: str
    params: tuple[Any, ...]

    def told(self, at: datetime, leads: Sequence[int] = (), first: int = 0, last: int = 0) -> list[Any]:
        own = {TOLD_AT: at, TOLD_LEADS: list(leads), TOLD_FIRST: first, TOLD_LAST: last}
        return [own.get(one, one) if type(one) is object else one for one in self.params]


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


def statement(version: ScoringVersion, is_stretch: bool) -> Statement:
    """The kept statement of a version that is live or on trial, for an array of leads or for a stretch of them."""
    moments = (version.tried_at, version.published_at)
    place = (connection.settings_dict["NAME"], Organisation.current().time_zone)
    return _kept(version.pk, version.state, moments, place, is_stretch)


@lru_cache(maxsize=16)
def _kept(pk: int, state: str, moments: Any, place: Any, is_stretch: bool) -> Statement:
    version = ScoringVersion.objects.prefetch_related("rules", "groups").get(pk=pk)
    rows = reckoned(version, Lead.objects.filter(These(is_stretch)), Asked())
    seen: Any = Value(None, output_field=DateTimeField())
    if is_stretch:
        seen = F("score__scored_at" if state == ScoringVersion.State.LIVE else "trial_score__scored_at")
    return select_of(version, rows.annotate(seen=seen))


def forget() -> None:
    """What was compiled; for who changes the database under the process."""
    _kept.cache_clear()
