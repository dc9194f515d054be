"""A page of a list whose order may hold unknown values: they stand last, and every page costs what the first does."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet

from people.keyset import CursorFault, Page, decode, encode_values

ROWS = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Order:
    """By a column of moments or of numbers (related or annotated ones too), then by the row's own number."""

    field: str
    is_down: bool = True
    is_moment: bool = True

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        sign = "-" if self.is_down else ""
        return rows.order_by(sign + self.field, f"{sign}pk")

    def value_of(self, row: Any) -> Any:
        for name in self.field.split("__"):
            row = getattr(row, name, None)
        return row

    def read(self, written: Any) -> Any:
        try:
            if self.is_moment:
                moment = datetime.fromisoformat(written)
                return moment if moment.tzinfo else None
            number = Decimal(written)
            return number if number.is_finite() else None
        except (TypeError, ValueError, InvalidOperation):
            return None


def page(rows: QuerySet[Any], order: Order, cursor: str = "", limit: int = ROWS) -> Page[Any]:
    """Rows whose value is known in this order, then the others by their number; a cursor that isn't ours begins again."""
    value, pk = _place(order, cursor)
    known = rows.filter(**{f"{order.field}__isnull": False})
    unknown = rows.filter(**{f"{order.field}__isnull": True})
    found: list[Any] = []
    if pk is None or value is not None:
        behind = _behind(order, value, pk) if pk is not None else Q()
        found = list(order.sorted(known.filter(behind))[: limit + 1])
        pk = None
    if len(found) <= limit:
        rest = unknown.order_by("-pk") if pk is None else unknown.filter(pk__lt=pk).order_by("-pk")
        found += rest[: limit + 1 - len(found)]
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Page(found[:limit], encode_values([order.value_of(last), last.pk]) if last else "")


def _place(order: Order, cursor: str) -> tuple[Any, int | None]:
    """(value, number) of the last row seen; (None, None) at the beginning."""
    try:
        written, pk = decode(cursor) if cursor else (None, None)
    except (CursorFault, ValueError):
        return None, None
    if type(pk) is not int or not 0 < pk < 2**63:
        return None, None
    value = order.read(written) if written is not None else None
    return (None, None) if written is not None and value is None else (value, pk)


def _behind(order: Order, value: Any, pk: int) -> Q:
    beyond = "lt" if order.is_down else "gt"
    return Q(**{f"{order.field}__{beyond}": value}) | Q(**{order.field: value, f"pk__{beyond}": pk})


def count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many, counted up to a thousand; True when there are more."""
    counted = rows.order_by()[: MOST_COUNTED + 1].count()
    return min(counted, MOST_COUNTED), counted > MOST_COUNTED
