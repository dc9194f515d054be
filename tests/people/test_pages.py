"""Every page of the house opens for whom it is for, in both languages and within its query budget."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import ApiKey, Endpoint, Notification, User, WorkingCalendar
from people.notices import Notice
from tests.conftest import MONDAY_NINE

Enter = Callable[[User], Client]
EVERYBODY = [
    "person-list",
    "profile",
    "calendar-list",
    "notification-list",
    "notification-bell",
    "endpoint-list",
]
EVERYBODY += ["endpoint-create", "key-list", "mfa_index", "account_change_password", "account_logout"]
REVOPS = [
    "person-create",
    "team-create",
    "organisation-update",
    "calendar-create",
    "delivery-list",
    "audit-list",
]
OPEN = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
]


@pytest.fixture
def furnished(rita: User, sara: User, office: WorkingCalendar) -> None:
    told = [
        Notice(user.pk, "delivery_dead", str(n), {}, "/people/") for user in (rita, sara) for n in range(5)
    ]
    Notification.objects.announce(told, MONDAY_NINE)
    for user in (rita, sara):
        Endpoint.objects.create(name="x", kind="webhook", url="https://1.1.1.1/", user=user, secret="whsec_x")
        ApiKey.objects.issue(user, "CRM", ["read"], MONDAY_NINE)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", [*EVERYBODY, *REVOPS])
def test_revops_opens_every_page(
    name: str, language: str, rita: User, furnished: None, trusted: Enter, django_assert_max_num_queries: Any
) -> None:
    User.objects.filter(pk=rita.pk).update(language=language)
    client = trusted(rita)
    with django_assert_max_num_queries(14):
        response = client.get(reverse(name))
    assert response.status_code == 200
    if name != "notification-bell":
        assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_representative_opens_the_common_pages(
    name: str, sara: User, furnished: None, client_of: Enter
) -> None:
    assert client_of(sara).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", REVOPS)
def test_a_representative_is_refused_where_revops_works(name: str, sara: User, client_of: Enter) -> None:
    assert client_of(sara).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", [*EVERYBODY[:8], *REVOPS, "home"])
def test_a_stranger_is_sent_to_the_log_in(name: str, organisation: object, client: Client) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OPEN)
def test_the_entrance_is_open(name: str, organisation: object, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_a_stranger_in_a_fragment_is_led_out_of_it(organisation: object, client: Client) -> None:
    response = client.get(reverse("notification-bell"), headers={"HX-Request": "true"})
    assert response.status_code == 204 and "HX-Redirect" in response


def test_details_of_others_are_not_found(sara: User, olga: User, client_of: Enter, furnished: None) -> None:
    client = client_of(olga)
    endpoint, key = Endpoint.objects.get(user=sara), ApiKey.objects.get(user=sara)
    notice = Notification.objects.filter(user=sara)[0]
    for name, pk in {
        "endpoint-enable": endpoint.pk,
        "endpoint-delete": endpoint.pk,
        "key-revoke": key.pk,
        "notification-read": notice.pk,
    }.items():
        assert client.post(reverse(name, args=[pk])).status_code == 404
        assert client.get(reverse(name, args=[pk])).status_code == 405
    assert client.get(reverse("endpoint-secret", args=[endpoint.pk])).status_code == 404
    assert client.get(reverse("endpoint-update", args=[endpoint.pk])).status_code == 404


def test_the_page_of_a_calendar(sara: User, office: WorkingCalendar, client_of: Enter) -> None:
    response = client_of(sara).get(office.get_absolute_url())
    assert response.status_code == 200 and "09:00-13:00, 14:00-18:00" in response.content.decode()
