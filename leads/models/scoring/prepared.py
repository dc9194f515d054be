"""Statements that a connection keeps prepared: to plan one with twenty rules takes longer than to score a lead by it."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg2.extensions import AsIs

MOST = 8
"""So many stay prepared in one connection; those longest unused go."""
Names = OrderedDict[Hashable, str]

_names: WeakKeyDictionary[Any, Names] = WeakKeyDictionary()
_numbers = count(1)


class Told:
    """Stands among the parameters for a value that each run brings; `cast` is its type in SQL."""

    def __init__(self, cast: str) -> None:
        self.cast = cast


def order(key: Hashable, text: str, params: Sequence[Any], told: dict[Told, Any]) -> int:
    """Run the statement that `key` stands for; how many rows it wrote.

    What isn't told is fixed when it is prepared, by the driver's own quoting.
    """
    with connection.cursor() as cursor:
        _run(cursor, key, text, params, told)
        return cursor.rowcount


def rows(key: Hashable, text: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the query that `key` stands for finds."""
    with connection.cursor() as cursor:
        _run(cursor, key, text, params, {})
        return cursor.fetchall()


def _run(cursor: Any, key: Hashable, text: str, params: Sequence[Any], told: dict[Told, Any]) -> None:
    name = _name(cursor, key, text, params, list(told))
    values = f"({', '.join(['%s'] * len(told))})" if told else ""
    cursor.execute(f"EXECUTE {name} {values}", list(told.values()))


def _name(cursor: Any, key: Hashable, text: str, params: Sequence[Any], told: Sequence[Told]) -> str:
    names = _names.setdefault(connection.connection, OrderedDict())
    if key in names:
        names.move_to_end(key)
        return names[key]
    if len(names) >= MOST:
        _key, oldest = names.popitem(last=False)
        cursor.execute(f"DEALLOCATE {oldest}")
    name = f"kept_{next(_numbers)}"
    places = {one: AsIs(f"${number}::{one.cast}") for number, one in enumerate(told, start=1)}
    fixed = [places[one] if isinstance(one, Told) else one for one in params]
    casts = f"({', '.join(one.cast for one in told)})" if told else ""
    cursor.execute(f"PREPARE {name} {casts} AS {text}", fixed)
    names[key] = name
    return name
