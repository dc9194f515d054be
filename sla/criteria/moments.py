"""The moment for which criteria are asked: one for all rows, or a column that holds each row's own."""

from datetime import datetime
from typing import Any, cast

from django.db.models import F, OuterRef, Value

Moment = datetime | F
"""`F("score__scored_at")` asks each row as it was at its own moment."""


def outside(at: Any) -> Any:
    """As an expression over the noun's own row."""
    return at if hasattr(at, "resolve_expression") else Value(at)


def inside(at: Moment) -> Any:
    """As it is written within a subquery over the noun's events."""
    # the stubs leave out the name of an F
    return OuterRef(cast(Any, at).name) if isinstance(at, F) else at
