"""What somebody asked for regularly reaches them once each time, with what they may see, until they end it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse
from pptx import Presentation

from dashboards.models import Subscription
from dashboards.subscriptions import sending
from people.dispatch import send_due
from people.models import Delivery, State, User
from people.moment import now
from tests.dashboards.test_overview import house

__all__ = ["house"]
ClientOf = Callable[[User], Client]
MINE = {
    "board": "quality",
    "query": "from=2026-02-01&to=2026-03-31",
    "report": "",
    "cadence": "weekly",
    "weekday": "1",
    "hour": "8",
    "form": "pdf",
}
LIST = "dashboards:subscription-list"


def ask(client: Client, **said: str) -> Any:
    return client.post(reverse("dashboards:subscription-create"), MINE | said)


def due(client: Client, **said: str) -> Subscription:
    """One whose moment has come."""
    ask(client, **said)
    one = Subscription.objects.latest("pk")
    Subscription.objects.filter(pk=one.pk).update(next_at=now() - timedelta(days=40))
    return one


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_comes_once_with_what_the_numbers_say(client_of: ClientOf, marta: User, language: str) -> None:
    User.objects.filter(pk=marta.pk).update(language=language)
    one = due(client_of(marta))
    # five weeks were missed while nothing ran
    assert (sending.sweep(now()), sending.sweep(now())) == (1, 0)
    one.refresh_from_db()
    assert one.next_at > now()
    send_due()
    (message,) = mail.outbox
    name = {"en": "Lead quality", "es": "Calidad"}[language]
    assert message.to == [marta.email] and name[:4] in message.subject
    assert (
        f"/dashboards/subscriptions/{one.pk}/" in message.body and f"#subscription-{one.pk}" in message.body
    )
    assert ("because you asked for it" in message.body) == (language == "en")
    (file,) = message.attachments
    assert file.mimetype == "application/pdf" and file.content[:4] == b"%PDF"


@pytest.mark.usefixtures("house")
def test_slides_and_reports_too(client_of: ClientOf, marta: User) -> None:
    due(client_of(marta), form="slides")
    due(client_of(marta), board="", query="", report="monthly", cadence="monthly")
    assert sending.sweep(now()) == 2
    send_due()
    files = {message.subject: message.attachments[0] for message in mail.outbox}
    assert sorted(file.filename.split("-")[0] for file in files.values()) == ["lead", "monthly"] or files
    deck = next(file for file in files.values() if file.filename.endswith("pptx"))
    assert len(Presentation(io.BytesIO(deck.content)).slides) > 1


@pytest.mark.usefixtures("house")
def test_each_sees_what_they_may(client_of: ClientOf, marta: User, olga: User) -> None:
    for user in (marta, olga):
        due(client_of(user))
    sending.sweep(now())
    send_due()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "Nothing was counted" in bodies[olga.email] and "Nothing was counted" not in bodies[marta.email]


@pytest.mark.usefixtures("house")
def test_who_left_gets_nothing(client_of: ClientOf, marta: User) -> None:
    one = due(client_of(marta))
    User.objects.filter(pk=marta.pk).update(is_active=False)
    assert sending.sweep(now()) == 1 and not Delivery.objects.exists()
    one.refresh_from_db()
    assert one.next_at > now()


@pytest.mark.usefixtures("house")
def test_what_is_ended_or_may_no_longer_be_read_is_not_sent(
    client_of: ClientOf, marta: User, mario: User
) -> None:
    one = due(client_of(marta))
    due(client_of(mario), board="", query="", report="state")
    sending.sweep(now())
    client_of(marta).post(reverse("dashboards:subscription-end", args=[one.pk]))
    User.objects.filter(pk=mario.pk).update(role="sales")
    send_due()
    assert not mail.outbox
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.CANCELLED}
    assert sending.sweep(now()) == 0


@pytest.mark.usefixtures("house")
def test_a_mail_server_that_fails(client_of: ClientOf, marta: User, monkeypatch: pytest.MonkeyPatch) -> None:
    due(client_of(marta))
    sending.sweep(now())
    tried: list[str] = []

    def refuse(_backend: Any, messages: list[Any]) -> int:
        tried.append(messages[0].extra_headers["Message-ID"])
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", refuse)
        send_due()
    row = Delivery.objects.get()
    assert row.state == State.PENDING and row.attempts == 1 and row.last_error == "ConnectionRefusedError"
    Delivery.objects.update(next_at=now())
    send_due()
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == tried[0] and message.attachments


@pytest.mark.usefixtures("house")
def test_send_now(client_of: ClientOf, marta: User, sara: User) -> None:
    ask(client_of(marta))
    one = Subscription.objects.get()
    address = reverse("dashboards:subscription-delivery-create", args=[one.pk])
    assert (
        client_of(marta).get(address).status_code == 405 and client_of(sara).post(address).status_code == 404
    )
    at = now()
    for _time in range(2):
        sending.send_now(one, at)
    send_due()
    assert len(mail.outbox) == 1
    assert client_of(marta).post(address).status_code == 302


def test_asking_twice_is_one(client_of: ClientOf, marta: User) -> None:
    for _time in range(2):
        assert ask(client_of(marta)).headers["Location"] == reverse(LIST)
    ask(client_of(marta), hour="9")
    assert Subscription.objects.count() == 2


def test_the_link_of_a_mail_leads_on(client_of: ClientOf, marta: User, sara: User) -> None:
    ask(client_of(marta))
    one = Subscription.objects.get()
    found = client_of(marta).get(one.get_absolute_url()).headers["Location"]
    assert found == f"/dashboards/quality/?{MINE['query']}"
    assert client_of(sara).get(one.get_absolute_url()).status_code == 404


def test_ending(client_of: ClientOf, marta: User, sara: User) -> None:
    ask(client_of(marta))
    address = reverse("dashboards:subscription-end", args=[Subscription.objects.get().pk])
    assert (
        client_of(sara).post(address).status_code == 404 and client_of(marta).get(address).status_code == 405
    )
    client_of(marta).post(address)
    ended = Subscription.objects.get().ended_at
    client_of(marta).post(address)
    assert ended and Subscription.objects.get().ended_at == ended


@pytest.mark.parametrize(
    "said",
    [
        {"board": "moon"},
        {"board": "", "report": "moon"},
        {"query": "from=2026-99-01"},
        {"hour": "24"},
        {"weekday": "0"},
        {"cadence": "daily"},
        {"board": "\x00"},
    ],
)
def test_what_cannot_be_sent(client_of: ClientOf, marta: User, said: dict[str, str]) -> None:
    assert ask(client_of(marta), **said).status_code == 422 and not Subscription.objects.exists()


def test_reports_are_not_for_everybody(client_of: ClientOf, sara: User) -> None:
    assert ask(client_of(sara), board="", query="", report="state").status_code == 422


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages(
    client_of: ClientOf, marta: User, language: str, django_assert_max_num_queries: Any
) -> None:
    User.objects.filter(pk=marta.pk).update(language=language)
    client = client_of(marta)
    empty = client.get(reverse(LIST)).content.decode()
    assert ("Nothing comes to you" in empty) == (language == "en")
    board = client.get(reverse("dashboards:board", args=["quality"]), {"period": "4w"}).content.decode()
    assert "/dashboards/subscriptions/new/?board=quality&amp;query=period%3D4w" in board
    form = client.get(reverse("dashboards:subscription-create"), {"board": "quality", "query": "period=4w"})
    assert 'value="period=4w"' in form.content.decode()
    for hour in range(8):
        ask(client, hour=str(hour))
    with django_assert_max_num_queries(12):
        page = client.get(reverse(LIST))
    assert page.content.decode().count('id="subscription-') == 8
