"""How many rows meet criteria while somebody still writes them: asked with patience for a moment, never for long."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Count

from .tree import Criteria

PATIENCE_MS = 1_500
SHOWN = 5


@dataclass(frozen=True)
class Counted:
    """`count` of `total` rows that the reader sees, and the newest few of them."""

    count: int
    total: int
    rows: list[Any] = field(default_factory=list)


@contextmanager
def patience(milliseconds: int) -> Iterator[None]:
    """Statements within end with an OperationalError when they take longer than this."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def count(criteria: Criteria, rows: Any, at: datetime, milliseconds: int = PATIENCE_MS) -> Counted | None:
    """None where it would take too long: one pass for both numbers, and one for the sample."""
    try:
        with patience(milliseconds):
            holds = Count("pk", filter=criteria.condition(at))
            said = rows.order_by().aggregate(criteria_total=Count("pk"), criteria_count=holds)
            sample = criteria.matching(rows, at).order_by("-pk")[:SHOWN] if said["criteria_count"] else ()
            return Counted(said["criteria_count"], said["criteria_total"], list(sample))
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", "") == QUERY_CANCELED:
            return None
        raise


QUERY_CANCELED = "57014"
