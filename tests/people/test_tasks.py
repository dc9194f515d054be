"""What the timetable asks for may run twice and drops only what is past its term."""

from datetime import timedelta

from django.core import mail

from people.models import (
    CalendarVersion,
    Delivery,
    IdempotencyKey,
    Notification,
    State,
    User,
    WorkingCalendar,
)
from people.moment import now
from people.notices import Notice
from people.tasks import extend_calendars, purge_expired, send_deliveries


def test_sending_goes_on_until_nothing_is_due(sara: User, silvia: User) -> None:
    told = [Notice(user.pk, "x", str(number)) for user in (sara, silvia) for number in range(40)]
    Notification.objects.announce(told, now())
    send_deliveries()
    send_deliveries()
    assert set(Delivery.objects.values_list("state")) == {(State.SENT,)} and 2 <= len(mail.outbox) <= 4


def test_calendars_reach_three_years_ahead(office: WorkingCalendar) -> None:
    for _ in range(2):
        extend_calendars()
    built_until = CalendarVersion.objects.get().built_until
    assert built_until and built_until > now().date() + timedelta(days=3 * 365)


def test_the_purge_keeps_what_is_young_or_still_to_send(sara: User) -> None:
    Notification.objects.announce([Notice(sara.pk, "x", str(number)) for number in range(3)], now())
    old = now() - timedelta(days=400)
    first, second, _young = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk__in=[first.pk, second.pk]).update(created_at=old)
    Delivery.objects.filter(pk=first.pk).update(state=State.SENT)
    Notification.objects.filter(pk=Notification.objects.latest("pk").pk).update(created_at=old)
    IdempotencyKey.objects.create(user=sara, key="k", request="r", body_hash="h", created_at=old)
    for _ in range(2):
        purge_expired()
    assert Delivery.objects.count() == 2 and Notification.objects.count() == 2
    assert not IdempotencyKey.objects.exists()
