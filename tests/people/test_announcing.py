"""A thing is told once to each person, through their channels, in their hours unless it is urgent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from people.models import Absence, Channel, Delivery, Endpoint, Notification, Team, User, WorkingCalendar
from people.notices import Notice
from tests.conftest import MONDAY_NINE

SUNDAY_NOON = MONDAY_NINE - timedelta(hours=21)
HOOK = "https://1.1.1.1/hook"


def told(user: User, topic: str = "one", **more: Any) -> Notice:
    return Notice(user.pk, "test", topic, {"n": 1}, **more)


def test_a_bell_row_and_a_mail_once_however_often_it_is_said(sara: User, silvia: User) -> None:
    for _ in range(3):
        Notification.objects.announce([told(sara), told(sara), told(silvia)], MONDAY_NINE)

    assert Notification.objects.count() == 2
    assert sorted(Delivery.objects.values_list("channel", "user")) == [("mail", sara.pk), ("mail", silvia.pk)]


def test_mail_waits_for_the_working_hours_of_its_reader(
    sara: User, sales: Team, office: WorkingCalendar
) -> None:
    Team.objects.filter(pk=sales.pk).update(calendar=office)
    Notification.objects.announce([told(sara), told(sara, "fire", urgent=True)], SUNDAY_NOON)

    assert list(Delivery.objects.order_by("urgent").values_list("next_at", flat=True)) == [
        MONDAY_NINE,
        SUNDAY_NOON,
    ]
    assert Notification.objects.unread().count() == 2


def test_the_persons_own_calendar_and_absence_come_first(sara: User, office: WorkingCalendar) -> None:
    User.objects.filter(pk=sara.pk).update(calendar=office)
    Absence.objects.create(user=sara, first_on=date(2026, 3, 1), last_on=date(2026, 3, 3))
    Absence.objects.create(user=sara, first_on=date(2026, 3, 4), last_on=date(2026, 3, 4))
    Notification.objects.announce([told(sara)], SUNDAY_NOON)

    assert Delivery.objects.get().next_at == MONDAY_NINE + timedelta(days=3)


def test_an_endpoint_of_a_team_hears_of_a_thing_once(sara: User, silvia: User, sales: Team) -> None:
    Endpoint.objects.create(name="#sales", kind="slack", url=HOOK, team=sales)
    Endpoint.objects.create(name="mine", kind="teams", url=HOOK, user=sara)
    Endpoint.objects.create(name="all", kind="webhook", url=HOOK)
    Endpoint.objects.create(name="picky", kind="slack", url=HOOK, kinds=["other"])
    Notification.objects.announce([told(sara), told(silvia)], MONDAY_NINE)

    channels = sorted(Delivery.objects.values_list("channel", flat=True))
    assert channels == ["mail", "mail", "slack", "teams", "webhook"]


def test_who_has_left_or_wants_no_mail_gets_none(sara: User, silvia: User) -> None:
    User.objects.filter(pk=sara.pk).update(is_active=False)
    User.objects.filter(pk=silvia.pk).update(mail_notices=False)
    Notification.objects.announce([told(sara), told(silvia)], MONDAY_NINE)

    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_many_recipients_cost_as_many_queries_as_one(
    sara: User,
    samuel: User,
    silvia: User,
    office: WorkingCalendar,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    User.objects.update(calendar=office)
    version = office.current(MONDAY_NINE)
    assert version
    version.hours()
    with django_assert_max_num_queries(9):
        people = [sara, samuel, silvia]
        Notification.objects.announce([told(user, str(n)) for user in people for n in range(50)], SUNDAY_NOON)
    assert Delivery.objects.filter(channel=Channel.MAIL).count() == 150


def test_the_address_of_an_endpoint_is_sealed_in_the_database(sales: Team) -> None:
    from django.db import connection

    Endpoint.objects.create(name="#sales", kind="slack", url=HOOK, team=sales)
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text FROM people_endpoint e")
        assert "/hook" not in cursor.fetchone()[0]
    assert Endpoint.objects.get().url == HOOK
