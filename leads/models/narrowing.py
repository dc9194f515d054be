"""What the lead list may be asked: each filter is a named question, and the same ones serve page, export and API."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

BLANK = "~"
"""How an address writes "not stated", because an empty parameter asks nothing."""

# the words of the newest leads: a list of every source would read every lead
_WORDS = """
SELECT array_agg(DISTINCT source) FILTER (WHERE source <> ''), array_agg(DISTINCT segment) FILTER (WHERE segment <> '')
FROM (SELECT source, segment FROM leads_lead ORDER BY captured_at DESC, id DESC LIMIT 5000) newest
"""


class NarrowedQuerySet(models.QuerySet[Any]):
    def narrowed(self, asked: dict[str, Any]) -> Self:
        """By the values of a filter form; a key that is missing or empty asks nothing."""
        rows = self
        for name, question in self._questions().items():
            if asked.get(name) not in (None, "", [], ()):
                rows = question(rows, asked[name])
        return rows

    @staticmethod
    def _questions() -> dict[str, Any]:
        own = NarrowedQuerySet
        return {
            "stage": lambda rows, stages: rows.filter(stage__in=stages),
            "source": lambda rows, values: rows.filter(source__in=blanks(values)),
            "segment": lambda rows, values: rows.filter(segment__in=blanks(values)),
            "region": lambda rows, values: rows.filter(region__in=blanks(values)),
            "owner": lambda rows, owner: rows.filter(owner=None if owner == BLANK else owner),
            "team": lambda rows, team: rows.filter(team=None if team == BLANK else team),
            "grade": lambda rows, letters: rows.filter(
                any_of(Q(score__grade__startswith=one) for one in letters)
            ),
            "since": lambda rows, day: rows.filter(captured_on__gte=day),
            "until": lambda rows, day: rows.filter(captured_on__lte=day),
            "system": lambda rows, system: rows.known_by(system),
            "email": lambda rows, email: rows.filter(email_key=email.strip().lower()),
            "q": lambda rows, text: rows.matching(text),
            "read_by": own.read_by,
            "made_by": own.made_by,
        }

    def made_by(self, reading: Any) -> Self:
        """The leads that this import brought."""
        return self.filter(recorded_at=reading.created_at, external_ids__system=reading.system).distinct()

    def read_by(self, reading: Any) -> Self:
        """The leads that this import said something new about."""
        said: dict[str, Any] = {
            "lead": OuterRef("pk"),
            "origin": f"crm:{reading.system}",
            "recorded_at": reading.created_at,
        }
        facts = (
            self.model._meta.get_field(name).related_model for name in ("changes", "events", "stage_changes")
        )
        return self.filter(any_of(Exists(fact._default_manager.filter(**said)) for fact in facts))

    def words(self) -> tuple[list[str], list[str]]:
        """Sources and segments that stand in the newest leads, for the filters."""
        with connection.cursor() as cursor:
            cursor.execute(_WORDS)
            sources, segments = cursor.fetchone()
        return sources or [], segments or []


def blanks(values: Iterable[str]) -> list[str]:
    return ["" if value == BLANK else value for value in values]


def any_of(conditions: Iterable[Any]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
