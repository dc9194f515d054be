"""What is due leaves the house at least once, always under the same key, and what can't says so."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from people import notices
from people.channels import outside
from people.dispatch import send_due
from people.models import Delivery, Endpoint, Notification, State, User
from people.models.delivery import LEASE, PAUSES
from people.moment import now
from people.notices import Kind, Notice
from tests.conftest import MONDAY_NINE
from tests.people.test_egress import Peer, peer  # noqa: F401

Ask = Callable[..., None]


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_kinds", dict(notices._kinds))
    notices.register(Kind("test", "Test", subject=lambda params: f"Number {params['n']}"))
    notices.register(Kind("ad", "Ad", subject=lambda params: "Buy", repeat_if_uncertain=False))
    notices.register(
        Kind("moot", "Moot", subject=lambda params: "Late", is_due=lambda users, all: [False] * len(all))
    )


def tell(user: User, *topics: str, kind: str = "test") -> None:
    told = [Notice(user.pk, kind, topic, {"n": n}, "/people/") for n, topic in enumerate(topics)]
    Notification.objects.announce(told, now())


def test_a_mail_goes_out_once(sara: User) -> None:
    tell(sara, "one")
    assert (send_due(), send_due()) == (1, 0)

    (message,) = mail.outbox
    delivery = Delivery.objects.get()
    assert message.to == [sara.email] and message.subject == "Number 0" and "/people/" in message.body
    assert delivery.dedupe_key in message.extra_headers["Message-ID"]
    assert delivery.state == State.SENT and delivery.attempts == 1 and delivery.sent_at


def test_many_mails_to_one_person_become_a_digest(sara: User, silvia: User) -> None:
    tell(sara, *"abcdefghijkl")
    tell(silvia, *"abc")
    send_due()

    assert [len([one for one in mail.outbox if one.to == [user.email]]) for user in (sara, silvia)] == [1, 3]
    digest = next(one for one in mail.outbox if one.to == [sara.email])
    assert "12" in digest.subject and "Number 11" in digest.body
    assert Delivery.objects.filter(state=State.SENT).count() == 15


def test_a_worker_that_wakes_up_late_is_refused(sara: User) -> None:
    tell(sara, "one")
    (stale,) = Delivery.objects.claim(now())
    (fresh,) = Delivery.objects.claim(now() + LEASE)

    assert not stale.begin(now()) and not stale.sent(now())
    assert fresh.begin(now()) and fresh.sent(now())


def test_a_crash_in_mid_send_is_repeated_and_said_so_or_held(sara: User) -> None:
    tell(sara, "one")
    tell(sara, "two", kind="ad")
    for delivery in Delivery.objects.claim(now()):
        assert delivery.begin(now())
    Delivery.objects.update(next_at=now(), lease_until=now())
    send_due()

    (message,) = mail.outbox
    assert "possible repeat" in message.subject
    assert sorted(Delivery.objects.values_list("kind", "state")) == [("ad", "uncertain"), ("test", "sent")]


def test_a_crash_before_sending_is_no_repeat(sara: User) -> None:
    tell(sara, "one")
    Delivery.objects.claim(now())
    Delivery.objects.update(next_at=now(), lease_until=now())
    send_due()
    assert [message.subject for message in mail.outbox] == ["Number 0"]


def test_what_is_moot_or_whose_reader_left_is_cancelled(sara: User, silvia: User) -> None:
    tell(sara, "one", kind="moot")
    tell(silvia, "one")
    User.objects.filter(pk=silvia.pk).update(is_active=False)
    send_due()
    assert not mail.outbox and set(Delivery.objects.values_list("state", flat=True)) == {State.CANCELLED}


def webhook(peer: Peer, user: User, kind: str = "webhook") -> Endpoint:  # noqa: F811
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    User.objects.update(mail_notices=False)
    return Endpoint.objects.create(
        name="out", kind=kind, url=f"http://127.0.0.1:{peer.port}/x", user=user, secret=secret
    )


@pytest.mark.parametrize("kind", ["webhook", "slack", "teams"])
def test_an_endpoint_answers_and_it_is_sent(peer: Peer, sara: User, kind: str) -> None:  # noqa: F811
    webhook(peer, sara, kind)
    tell(sara, "one")
    send_due()
    assert Delivery.objects.get().state == State.SENT and len(peer.hosts) == 1


def test_a_busy_endpoint_says_when_and_rests(peer: Peer, sara: User) -> None:  # noqa: F811
    endpoint = webhook(peer, sara)
    tell(sara, "one", "two", "three")
    peer.answer = (429, {"Retry-After": "120"}, b"")
    send_due()

    endpoint.refresh_from_db()
    assert (
        endpoint.rest_until and endpoint.rest_until > now() + timedelta(seconds=100) and len(peer.hosts) == 1
    )
    assert sorted(Delivery.objects.values_list("state", "attempts")) == [
        ("pending", 0),
        ("pending", 0),
        ("pending", 1),
    ]
    assert send_due() == 0


def test_a_gone_endpoint_is_switched_off_and_its_owner_told(peer: Peer, sara: User) -> None:  # noqa: F811
    endpoint = webhook(peer, sara)
    tell(sara, "one")
    peer.answer = (410, {}, b"")
    send_due()

    endpoint.refresh_from_db()
    assert (
        endpoint.disabled_at and Notification.objects.filter(kind="endpoint_disabled", user=sara).count() == 1
    )
    assert Delivery.objects.get(kind="test").state == State.DEAD
    assert Delivery.objects.replay(now()) == 1


def test_after_the_last_pause_it_is_given_up_and_revops_told_once(peer: Peer, sara: User, rita: User) -> None:  # noqa: F811
    webhook(peer, sara)
    tell(sara, "one", "two")
    peer.answer = (302, {"Location": "http://127.0.0.1/"}, b"")
    for _ in range(2):
        Delivery.objects.filter(kind="test", state="pending").update(attempts=len(PAUSES), next_at=now())
        Endpoint.objects.update(rest_until=None)
        send_due()

    assert Delivery.objects.get(state=State.DEAD, params={"n": 0}).last_error == "Answered 302"
    assert Notification.objects.filter(kind="delivery_dead", user=rita).count() == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("5", 5), ("999999999", None), ("-1", None), ("x", None), ("", None), ("99999999", 86400)],
)
def test_retry_after_is_read_with_care(header: str, seconds: int | None) -> None:
    assert outside.wait(header, MONDAY_NINE) == (None if seconds is None else timedelta(seconds=seconds))


def test_the_signature_is_the_published_one() -> None:
    from people.channels.webhook import signed
    from tests.conftest import MONDAY_NINE

    headers = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_1", json.dumps({}).encode(), MONDAY_NINE)
    assert headers["webhook-id"] == "msg_1" and headers["webhook-signature"].startswith("v1,")
