"""The moment for which criteria are asked: one for all rows, or a column that holds each row's own."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import DateTimeField, Expression, F, OuterRef, Value


class Asked(Expression):
    """The moment that a kept statement is told each time it runs: the column of a row that stands beside the others."""

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return '"asked"."at"', ()


class Asking:
    """A moment that takes something along on its way to the leaves; see `gathering`."""

    def __init__(self, at: "datetime | F | Asked") -> None:
        self.at = at


Moment = datetime | F | Asked | Asking
"""`F("score__scored_at")` asks each row as it was at its own moment."""


def outside(at: Any) -> Any:
    """As an expression over the noun's own row."""
    at = at.at if isinstance(at, Asking) else at
    return at if hasattr(at, "resolve_expression") else Value(at)


def inside(at: Moment) -> Any:
    """As it is written within a subquery over the noun's events."""
    at = at.at if isinstance(at, Asking) else at
    # the stubs leave out the name of an F
    return OuterRef(cast(Any, at).name) if isinstance(at, F) else at


def ago(at: Moment, days: int) -> Any:
    """So many days before, over the noun's own row."""
    at = at.at if isinstance(at, Asking) else at
    return outside(cast(Any, at) - timedelta(days=days))
