"""Keys are shown once, notices are read, stuck deliveries are tried again, endpoints are checked."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people.models import ApiKey, Delivery, Endpoint, Notification, State, Team, User
from people.notices import Notice
from tests.conftest import MONDAY_NINE

Enter = Callable[[User], Client]


def test_a_key_is_shown_once_and_revoked(sara: User, client_of: Enter) -> None:
    client = client_of(sara)
    made = client.post(reverse("key-create"), {"name": "CRM", "scopes": ["read"], "days": "30"})
    secret = made.context["secret"]
    assert secret in made.content.decode() and made["Cache-Control"] == "no-store"
    assert secret not in client.get(reverse("key-list")).content.decode()

    key = ApiKey.objects.get()
    client.post(reverse("key-revoke", args=[key.pk]))
    assert ApiKey.objects.get().revoked_at
    assert client.post(reverse("key-create"), {"name": "", "days": "7"}).status_code == 422


def test_the_bell_counts_what_is_new(sara: User, silvia: User, client_of: Enter) -> None:
    told = [
        Notice(user.pk, "delivery_dead", str(n), {}, "/people/") for user in (sara, silvia) for n in range(3)
    ]
    Notification.objects.announce(told, MONDAY_NINE)
    client = client_of(sara)
    assert client.get(reverse("notification-bell")).content == b"3"

    first = Notification.objects.filter(user=sara)[0]
    assert client.post(reverse("notification-read", args=[first.pk]))["Location"] == "/people/"
    assert client.get(reverse("notification-bell")).content == b"2"
    client.post(reverse("notification-read-all"))
    assert client.get(reverse("notification-bell")).content == b""
    assert Notification.objects.filter(user=silvia).unread().count() == 3


def test_a_notice_speaks_the_readers_language_of_today(rita: User, trusted: Enter) -> None:
    Notification.objects.announce([Notice(rita.pk, "nobody words this", "x")], MONDAY_NINE)
    assert "nobody words this" in trusted(rita).get(reverse("notification-list")).content.decode()


def test_stuck_deliveries_are_tried_again(rita: User, sara: User, trusted: Enter) -> None:
    Notification.objects.announce([Notice(sara.pk, "x", str(n)) for n in range(3)], MONDAY_NINE)
    Delivery.objects.update(state=State.DEAD, attempts=9)
    desk = trusted(rita)
    one = Delivery.objects.earliest("pk")
    assert desk.post(reverse("delivery-replay", args=[one.pk])).status_code == 302
    assert Delivery.objects.stuck().count() == 2
    desk.post(reverse("delivery-replay-all"))
    assert Delivery.objects.stuck().count() == 0 and set(Delivery.objects.values_list("attempts")) == {(0,)}
    assert len(desk.get(reverse("delivery-list"), {"state": "sent"}).context["rows"]) == 0


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "https://u:p@1.1.1.1/", "ftp://1.1.1.1/", "http://169.254.169.254/", "x"]
)
def test_an_inner_address_is_refused_when_it_is_saved(url: str, sara: User, client_of: Enter) -> None:
    asked = {"name": "out", "kind": "slack", "url": url, "user": sara.pk}
    response = client_of(sara).post(reverse("endpoint-create"), asked)
    assert response.status_code == 422 and "url" in response.context["form"].errors


def test_an_endpoint_is_for_oneself_or_the_managed_team(
    sara: User, silvia: User, sales: Team, client_of: Enter
) -> None:
    asked = {"name": "out", "kind": "webhook", "url": "https://1.1.1.1/x"}
    cases = [
        (sara, {"user": sara.pk}, 302),
        (sara, {"user": silvia.pk}, 422),
        (sara, {"team": sales.pk}, 422),
    ]
    cases += [(silvia, {"team": sales.pk}, 302), (silvia, {}, 422)]
    for user, owner, status in cases:
        assert client_of(user).post(reverse("endpoint-create"), asked | owner).status_code == status
    endpoint = Endpoint.objects.get(user=sara)
    page = client_of(sara).get(reverse("endpoint-secret", args=[endpoint.pk]))
    assert endpoint.secret.startswith("whsec_") and endpoint.secret in page.content.decode()
