"""What is too much for one person becomes one notice and one message; nothing of it is lost."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail

from people import notices
from people.dispatch import send_due
from people.gathering import AN_HOUR, GRACE, SINGLY, WINDOW, gather
from people.models import Delivery, Endpoint, Notification, Team, User, WorkingCalendar
from people.notices import Kind, Notice
from tests.conftest import MONDAY_NINE, ClientOf

HOOK = "https://1.1.1.1/hook"
STILL: set[int] = set()


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(notices, "_kinds", dict(notices._kinds))
    notices.register(Kind("single", "Single", subject=lambda params: f"Number {params['n']}"))
    notices.register(
        Kind(
            "late",
            "Late",
            subject=lambda params: f"Number {params['n']}",
            is_due=lambda users, asked: [one["n"] not in STILL for one in asked],
            together=lambda count: f"{count} are late",
            together_at=lambda: "/late/",
        )
    )
    yield
    STILL.clear()


def told(user_id: int, count: int, kind: str = "late", first: int = 0, urgent: bool = False) -> list[Notice]:
    return [
        Notice(user_id, kind, f"{kind} {n}", {"n": n}, "/one/", urgent) for n in range(first, first + count)
    ]


def test_a_few_are_told_one_by_one() -> None:
    assert gather(told(1, SINGLY), (), MONDAY_NINE) == told(1, SINGLY)


def test_many_of_a_kind_become_one() -> None:
    (one,) = gather(told(1, SINGLY + 1), (), MONDAY_NINE)
    assert one.params["together"] == SINGLY + 1 and one.url == "/late/"
    assert [params["n"] for params in one.params["of"]] == list(range(SINGLY + 1))
    assert one.until == MONDAY_NINE + WINDOW + GRACE


def test_urgent_ones_wait_a_minute_and_kinds_without_words_for_many_do_not_wait() -> None:
    (one,) = gather(told(1, 50, urgent=True), (), MONDAY_NINE)
    assert one.until and one.until - MONDAY_NINE < timedelta(minutes=2)
    assert len(gather(told(1, 50, kind="single"), (), MONDAY_NINE)) == 50


def test_n15_a_thousand_in_ten_batches_are_one_notice_and_one_mail(sara: User, silvia: User) -> None:
    for batch in range(10):
        many = [*told(sara.pk, 100, first=batch * 100), *told(silvia.pk, 2, first=batch * 2)]
        Notification.objects.announce(many, MONDAY_NINE + timedelta(seconds=batch))
    (row,) = Notification.objects.filter(user=sara)
    assert row.params["together"] == 1000 and len(row.params["of"]) == 500
    delivery = Delivery.objects.get(user=sara)
    assert delivery.params == row.params and delivery.next_at == MONDAY_NINE + WINDOW + GRACE
    (words,) = Notification.worded([row])
    assert words.words.subject == "1000 are late" and words.words.body.endswith("- Number 19\n- …")


def test_who_was_told_enough_within_an_hour_gets_the_rest_together(sara: User) -> None:
    for number in range(AN_HOUR + 3):
        Notification.objects.announce(told(sara.pk, 1, first=number), MONDAY_NINE + timedelta(seconds=number))
    rows = Notification.objects.filter(user=sara)
    assert rows.count() == AN_HOUR + 1 and rows[0].params["together"] == 3
    Notification.objects.announce(told(sara.pk, 1, first=90), MONDAY_NINE + timedelta(hours=2))
    assert rows.count() == AN_HOUR + 2


def test_what_was_read_is_news_again_when_more_comes(sara: User) -> None:
    Notification.objects.announce(told(sara.pk, 10), MONDAY_NINE)
    Notification.objects.all().read(MONDAY_NINE)
    Notification.objects.announce(told(sara.pk, 10, first=10), MONDAY_NINE)
    row = Notification.objects.unread().get()
    assert row.params["together"] == 20


def test_what_comes_after_its_mail_has_left_leaves_in_one_more(sara: User) -> None:
    """A transaction that began in the window and ended long after it."""
    Notification.objects.announce(told(sara.pk, 10), MONDAY_NINE)
    Delivery.objects.claim(MONDAY_NINE + WINDOW + GRACE)
    for number in range(2):
        late = MONDAY_NINE + timedelta(seconds=1 + number)
        Notification.objects.announce(told(sara.pk, 7, first=10 + 7 * number), late)
    assert Notification.objects.get().params["together"] == 24
    together = [one.params["together"] for one in Delivery.objects.order_by("pk")]
    assert together == [10, 7, 7]


def test_a_chat_hears_of_many_together_and_a_program_of_each(sara: User, silvia: User, sales: Team) -> None:
    User.objects.update(mail_notices=False)
    Endpoint.objects.create(name="#sales", kind="slack", url=HOOK, team=sales)
    Endpoint.objects.create(name="out", kind="webhook", url=HOOK)
    Notification.objects.announce([*told(sara.pk, 8), *told(silvia.pk, 8)], MONDAY_NINE)
    by_channel = {
        channel: Delivery.objects.filter(channel=channel).count() for channel in ("slack", "webhook")
    }
    assert by_channel == {"slack": 1, "webhook": 8}
    assert Delivery.objects.get(channel="slack").params["together"] == 8


def test_what_is_no_longer_due_is_left_out_of_the_mail(sara: User) -> None:
    Notification.objects.announce(told(sara.pk, 8), MONDAY_NINE)
    STILL.update({0, 1})
    send_due()
    (message,) = mail.outbox
    assert message.subject == "6 are late" and "Number 1\n" not in message.body and "Number 7" in message.body


def test_when_none_is_due_nothing_is_sent(sara: User) -> None:
    Notification.objects.announce(told(sara.pk, 8), MONDAY_NINE)
    STILL.update(range(8))
    send_due()
    assert not mail.outbox and Delivery.objects.get().state == Delivery.State.CANCELLED


def test_who_has_no_calendar_keeps_the_companys_hours(sara: User, office: WorkingCalendar) -> None:
    sunday = MONDAY_NINE - timedelta(hours=21)
    Notification.objects.announce([*told(sara.pk, 1), *told(sara.pk, 1, first=1, urgent=True)], sunday)
    held = dict(Delivery.objects.values_list("urgent", "next_at"))
    assert held == {False: MONDAY_NINE, True: sunday}


def test_the_bell_lists_what_was_gathered(sara: User, client_of: ClientOf) -> None:
    Notification.objects.announce(told(sara.pk, 30), MONDAY_NINE)
    page = client_of(sara).get("/people/notifications/").content.decode()
    assert "30 are late" in page and "- Number 0<br>" in page and "Number 20" not in page
