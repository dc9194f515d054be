"""Editing a calendar makes its next version, with its hours built; what ran under an old one keeps it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from people.hours import CalendarFault
from people.models import CalendarVersion, User, WorkingCalendar
from tests.conftest import FOUNDED, MONDAY_NINE, OFFICE_RULES

LATER = MONDAY_NINE + timedelta(days=1)
CLOSED_TUESDAY = OFFICE_RULES | {"holidays": [{"date": "2026-03-03", "name": "Day off"}]}


def first_of(calendar: WorkingCalendar) -> CalendarVersion:
    version = calendar.current(MONDAY_NINE)
    assert version
    return version


def test_the_office_of_the_tests_is_what_publishing_makes(office: WorkingCalendar, rita: User) -> None:
    published = WorkingCalendar.objects.create(name="Published", time_zone="Europe/Madrid")
    made, copied = published.publish(OFFICE_RULES, by=rita, at=FOUNDED), first_of(office)
    assert (made.built_from, made.built_until) == (copied.built_from, copied.built_until)
    assert (made.known_from, made.known_until) == (copied.known_from, copied.known_until)
    rows = [
        list(version.intervals.order_by("opens_at").values_list("opens_at", "closes_at", "before_seconds"))
        for version in (made, copied)
    ]
    assert rows[0] == rows[1] and len(rows[0]) > 2_000


def test_hours_come_from_the_stored_rows(office: WorkingCalendar) -> None:
    hours = first_of(office).hours()

    assert hours.due(MONDAY_NINE, 4 * 3600) == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert hours.due(MONDAY_NINE, 4 * 3600 + 1) == datetime(2026, 3, 2, 13, 0, 1, tzinfo=UTC)


def test_a_change_is_the_next_version_and_the_same_again_is_none(office: WorkingCalendar, rita: User) -> None:
    first = first_of(office)
    second = office.publish(CLOSED_TUESDAY, by=rita, at=LATER)
    again = office.publish(CLOSED_TUESDAY, by=rita, at=LATER)

    assert (first.number, second.number, again.pk) == (1, 2, second.pk)
    assert office.current(MONDAY_NINE) == first and office.current(LATER) == second
    assert first.hours().is_open(LATER + timedelta(minutes=1))
    assert not second.hours().is_open(LATER + timedelta(minutes=1))


def test_a_calendar_that_never_opens_is_refused(office: WorkingCalendar, rita: User) -> None:
    with pytest.raises(CalendarFault) as fault:
        office.publish({"timezone": "Europe/Madrid", "hours": {}}, by=rita, at=LATER)
    assert fault.value.code == "never_open" and office.versions.count() == 1


def test_extending_continues_the_running_total(office: WorkingCalendar) -> None:
    version = first_of(office)
    before = version.intervals.count()
    in_a_year = MONDAY_NINE + timedelta(days=365)

    assert CalendarVersion.objects.extend(in_a_year) == 1
    assert CalendarVersion.objects.extend(in_a_year) == 0
    version.refresh_from_db()
    assert version.intervals.count() > before + 500
    assert version.hours().elapsed(in_a_year, in_a_year + timedelta(days=1000)) > 0
    rows = list(version.intervals.order_by("opens_at"))
    assert all(row.after_seconds == following.before_seconds for row, following in pairwise(rows))


def test_the_versions_of_many_calendars_are_one_query(
    office: WorkingCalendar, rita: User, django_assert_num_queries: object
) -> None:
    office.publish(CLOSED_TUESDAY, by=rita, at=LATER)
    with django_assert_num_queries(1):  # type: ignore[operator]
        (version,) = CalendarVersion.objects.in_force([office.pk], LATER)
    assert version.number == 2
