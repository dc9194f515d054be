"""A clock runs on its commitment's calendar; a person's hours and absence decide when they hear of it, nothing else."""

from datetime import date, datetime

import pytest

from people.models import Absence, Delivery, Team, User, WorkingCalendar
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE, OFFICE_RULES

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db
LADDER = {80: (["owner"], False), 100: (["owner", "manager"], False)}
NIGHTS = {"timezone": "Europe/Madrid", "hours": {"sat": [["22:00", "06:00"]]}}


@pytest.fixture
def away(sara: User, sales: Team, office: WorkingCalendar) -> User:
    """Sara works by night at weekends, and is not there this week; her team keeps office hours."""
    own = WorkingCalendar.objects.create(name="Sara's nights")
    own.publish(NIGHTS, by=None, at=datetime.fromisoformat("2026-01-01T00:00Z"))
    Team.objects.filter(pk=sales.pk).update(calendar=office)
    User.objects.filter(pk=sara.pk).update(calendar=own)
    Absence.objects.create(user=sara, first_on=date(2026, 3, 1), last_on=date(2026, 3, 6))
    return User.objects.get(pk=sara.pk)


def test_a_persons_hours_and_absence_never_move_the_due_moment(
    promise: Promise, start: Start, away: User
) -> None:
    clock = start(promise(steps=LADDER), owner_id=away.pk)
    assert clock.due_at == MONDAY_NINE + hours(2) and clock.calendar_version
    assert clock.calendar_version.rules == OFFICE_RULES


def test_alerts_of_an_absent_owner_wait_and_the_manager_hears_at_once(
    promise: Promise, start: Start, away: User, silvia: User
) -> None:
    start(promise(steps=LADDER), owner_id=away.pk)
    late = MONDAY_NINE + hours(2.5)
    Clock.objects.sweep(late)

    assert Breach.objects.get().reached_at == MONDAY_NINE + hours(2)
    heard = dict(Delivery.objects.values_list("user", "next_at"))
    assert heard[silvia.pk] == late
    assert heard[away.pk] == datetime.fromisoformat("2026-03-07T22:00+01:00")


def test_an_urgent_step_waits_for_nobody(promise: Promise, start: Start, away: User) -> None:
    start(promise(steps={100: (["owner"], True)}), owner_id=away.pk)
    late = MONDAY_NINE + hours(2.5)
    Clock.objects.sweep(late)
    assert Delivery.objects.get().next_at == late
