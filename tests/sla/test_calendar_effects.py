"""Before other hours are published one sees which running clocks they move; afterwards they move only if so decided."""

from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User, WorkingCalendar
from people.opening import Rules
from sla.calendar_effects import preview
from sla.models import Clock, ClockEntry, Rebase
from sla.tasks import rebase_clocks
from tests.conftest import MONDAY_NINE, OFFICE_RULES

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db

CLOSED_MONDAY: dict[str, Any] = OFFICE_RULES | {"holidays": [{"date": "2026-03-02", "name": "Local holiday"}]}
LONGER: dict[str, Any] = OFFICE_RULES | {"hours": {"mon": [["00:00", "24:00"]]}}
TEN = MONDAY_NINE + hours(1)


def parsed(rules: dict[str, Any]) -> Rules:
    return Rules.parse(rules)


def test_it_counts_who_moves_and_by_how_much(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    clock = start(promise())
    start(promise(calendar=None), subject_id=2)

    effect = preview(office, parsed(CLOSED_MONDAY), TEN, rita)
    assert (effect.running, effect.later, effect.earlier, effect.late_at_once) == (1, 1, 0, 0)
    (move,) = effect.moves
    assert move.before == clock.due_at and move.after == clock.due_at + timedelta(days=1)
    assert move.seconds == 86_400 and move.url == clock.get_absolute_url()
    clock.refresh_from_db()
    assert clock.due_at == move.before and office.versions.count() == 1


def test_the_same_rules_move_nothing(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    start(promise())
    effect = preview(office, parsed(OFFICE_RULES), TEN, rita)
    assert (effect.moved, effect.unmoved, effect.moves) == (0, 1, [])


def test_it_says_who_would_be_late_at_once_and_who_no_longer(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    over_lunch = start(promise(5 * HOUR))  # due at 15:00 in Madrid
    half_past_two = MONDAY_NINE + hours(5.5)
    effect = preview(office, parsed(LONGER), half_past_two, rita)
    assert (effect.earlier, effect.late_at_once, effect.saved) == (1, 1, 0) and effect.moves[0].is_late

    Clock.objects.filter(pk=over_lunch.pk).update(due_at=half_past_two - hours(1))
    effect = preview(office, parsed(CLOSED_MONDAY), half_past_two, rita)
    assert (effect.later, effect.late_at_once, effect.saved) == (1, 0, 1)


def test_a_paused_clock_is_never_late_at_once(
    office: WorkingCalendar, promise: Promise, start: Start, tell: Tell, rita: User
) -> None:
    tell(start(promise(5 * HOUR)), "pause", MONDAY_NINE + hours(1))
    effect = preview(office, parsed(LONGER), MONDAY_NINE + hours(9), rita)
    assert (effect.running, effect.late_at_once) == (1, 0)


def test_published_for_new_clocks_only_the_running_ones_keep_their_version(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    old = start(promise())
    new = office.publish(CLOSED_MONDAY, by=rita, at=TEN)
    rebase_clocks()
    later = start(promise(), at=TEN, subject_id=2)

    old.refresh_from_db()
    assert not Rebase.objects.exists() and old.due_at == MONDAY_NINE + hours(2)
    assert old.calendar_version == office.current(MONDAY_NINE) and later.calendar_version == new


def test_published_for_running_clocks_too_they_move_and_keep_what_they_ran_under(
    office: WorkingCalendar, promise: Promise, start: Start, tell: Tell, rita: User
) -> None:
    running, over = start(promise()), start(promise(), subject_id=2)
    tell(over, "stop", MONDAY_NINE + hours(1))
    effect = preview(office, parsed(CLOSED_MONDAY), TEN, rita)
    new = office.publish(CLOSED_MONDAY, by=rita, at=TEN, moves_running=True)
    rebase_clocks()
    rebase_clocks()

    running.refresh_from_db()
    over.refresh_from_db()
    assert running.calendar_version == new and running.due_at == effect.moves[0].after
    assert over.calendar_version == office.current(MONDAY_NINE)
    record = running.rebases.get()
    assert record.due_at == effect.moves[0].before and record.rebase.calendar_version == new
    assert Rebase.objects.get().done_at is not None


def test_moving_can_be_decided_afterwards(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    clock = start(promise())
    office.publish(CLOSED_MONDAY, by=rita, at=TEN)
    third = office.publish(CLOSED_MONDAY, by=rita, at=TEN + hours(1), moves_running=True)
    again = office.publish(CLOSED_MONDAY, by=rita, at=TEN + hours(2))
    rebase_clocks()
    clock.refresh_from_db()
    assert third.number == 3 and again == third and clock.calendar_version == third


def many(promise: Promise, start: Start, count: int) -> None:
    """As many clocks, with their ledgers, as copies of one."""
    start(promise())
    with connection.cursor() as cursor:
        for table, changed in (
            (Clock._meta.db_table, {"id": "id + n", "subject_id": "subject_id + n", "due_at": "due_at"}),
            (ClockEntry._meta.db_table, {"id": "id + n", "clock_id": "clock_id + n"}),
        ):
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            names = [name for (name,) in cursor.fetchall()]
            values = ", ".join(changed.get(name, f'"{name}"') for name in names)
            columns = ", ".join(f'"{name}"' for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, %s) n",
                [count - 1],
            )


def test_s7_ten_thousand_clocks_are_foreseen_in_a_moment(
    office: WorkingCalendar, promise: Promise, start: Start, rita: User
) -> None:
    many(promise, start, 10_000)
    began = perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        effect = preview(office, parsed(CLOSED_MONDAY), TEN, rita)
    assert (effect.running, effect.later, len(effect.moves)) == (10_000, 10_000, 50)
    assert len(asked) <= 8 and perf_counter() - began < 5
