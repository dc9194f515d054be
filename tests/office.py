"""The office of the tests. Its hours are counted once a run and copied: counting them takes as long as a small test."""

from datetime import UTC, datetime

from django.db import connection

from people.hours import Rules, horizon, intervals
from people.models import User, WorkingCalendar
from people.models.calendar import build_window

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
OFFICE_HOURS = [["09:00", "13:00"], ["14:00", "18:00"]]
OFFICE_RULES = {
    "timezone": "Europe/Madrid",
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_HOURS),
    "holidays": [],
}
# one for all tests, so that a process that has read its hours knows them
VERSION = 1_000_000
FIRST, LAST = build_window(FOUNDED.date())
KNOWN_FROM, KNOWN_UNTIL = horizon(Rules.parse(OFFICE_RULES), FIRST, LAST)


def count_hours() -> None:
    """Into a table of their own in the template, where no test looks."""
    rows = intervals(Rules.parse(OFFICE_RULES), FIRST, LAST)
    opens, closes, before = zip(
        *((row.opens_at, row.closes_at, row.before_seconds) for row in rows), strict=True
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE SCHEMA kept; CREATE TABLE kept.office AS"
            " SELECT * FROM unnest(%s::timestamptz[], %s::timestamptz[], %s::bigint[]) AS hours (opens_at, closes_at, before_seconds)",
            [list(opens), list(closes), list(before)],
        )


def open_office(by: User) -> WorkingCalendar:
    """What `publish` would make of the rules; `test_calendar_publish` says that it is the same."""
    calendar = WorkingCalendar.objects.create(name="Office", time_zone="Europe/Madrid")
    calendar.versions.create(
        pk=VERSION,
        number=1,
        rules=OFFICE_RULES,
        created_at=FOUNDED,
        by=by,
        built_from=FIRST,
        built_until=LAST,
        known_from=KNOWN_FROM,
        known_until=KNOWN_UNTIL,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_openinterval (version_id, opens_at, closes_at, before_seconds)"
            " SELECT %s, * FROM kept.office",
            [VERSION],
        )
    return calendar
