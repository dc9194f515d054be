"""A database of our own beside the real one: migrated, used, and dropped whatever happens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from leads.models.scoring import reckoning
from people.models import calendar

MARK = "_bench_"


@contextmanager
def lent(template: str = "") -> Iterator[str]:
    """The default connection leads to a new, migrated database until the block ends, also by Ctrl-C.

    With a `template`, a database that is migrated already, it is a copy of that one.
    """
    real = connection.settings_dict["NAME"]
    _drop_leftovers(real)
    name = f"{real}{MARK}{os.getpid()}"
    try:
        _order(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        _point_at(name)
        if not template:
            call_command("migrate", verbosity=0, interactive=False)
        yield name
    finally:
        _point_at(real)
        _order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _point_at(name: str) -> None:
    """What this process remembers by number belongs to the other database."""
    connection.close()
    connection.settings_dict["NAME"] = name
    calendar._hours.cache_clear()
    reckoning.forget()


def _order(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _drop_leftovers(real: str) -> None:
    """Of runs that were killed with -9: a living process of that number keeps its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{real}{MARK}"])
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        if not _is_alive(int(name.rpartition("_")[2])):
            _order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
