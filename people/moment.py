"""The database's clock: the one place from which a page, a task or a command takes the present moment."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The moment as PostgreSQL reads it (aware, UTC), so that no machine's own clock decides anything.

    `clock_timestamp()` and not `now()`: a long transaction must not live in the past.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment
