"""Keyset paging: the next page starts after the last row seen, so page 1,000 costs what page 1 does."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


class CursorFault(ValueError):
    """A cursor that we did not write, or that belongs to another list."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: list[Row]
    next: str
    """The cursor of the following page; empty on the last."""


def page(rows: QuerySet[Row], ordering: tuple[str, ...], cursor: str = "", limit: int = 50) -> Page[Row]:
    """One page in this order (fields of the model, `-` for descending, not null, unique together)."""
    if cursor:
        rows = rows.filter(after(rows.model, ordering, decode(cursor)))
    found = list(rows.order_by(*ordering)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], encode(found[limit - 1], ordering) if more else "")


def page_of(rows: QuerySet[Row], ordering: tuple[str, ...], cursor: str = "", limit: int = 50) -> Page[Row]:
    """The same for a page in the browser: a cursor that is not ours starts the list again."""
    try:
        return page(rows, ordering, cursor, limit)
    except CursorFault:
        return page(rows, ordering, "", limit)


def after(model: type[Model], ordering: tuple[str, ...], values: list[Any]) -> Q:
    """The rows behind this one: (a > x) or (a = x and b > y) or ..."""
    if len(values) != len(ordering):
        raise CursorFault
    condition, same = Q(pk__in=[]), Q()
    for name, value in zip(ordering, values, strict=True):
        field = name.lstrip("-")
        try:
            value = _field(model, field).to_python(value)
        except (ValidationError, TypeError, ValueError, OverflowError):
            raise CursorFault from None
        if value is None or (isinstance(value, str) and "\x00" in value):
            raise CursorFault
        beyond = Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        condition |= same & beyond
        same &= Q(**{field: value})
    return condition


def _field(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def encode_values(values: list[Any]) -> str:
    """Any values as a cursor that `decode` reads."""
    plain = [_plain(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def encode(row: Model, ordering: tuple[str, ...]) -> str:
    return encode_values([getattr(row, name.lstrip("-")) for name in ordering])


def decode(cursor: str) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise CursorFault from None
    if not isinstance(values, list) or any(isinstance(value, dict | list | float) for value in values):
        raise CursorFault
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
