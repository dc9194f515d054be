"""Signing in: by invitation, slowly for guessers, with a second factor where the role needs one."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.dispatch import send_due
from people.models import Organisation, User
from people.views.people import invite
from tests.conftest import PASSWORD

Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> int:
    return client.post(reverse("account_login"), {"login": user.email, "password": password}).status_code


def test_the_right_password_opens(sara: User, client: Client) -> None:
    assert sign_in(client, sara, "wrong") == 200
    assert sign_in(client, sara) == 302
    assert client.get(reverse("profile")).status_code == 200


def test_a_guesser_is_stopped(sara: User, client: Client) -> None:
    for _ in range(30):
        sign_in(client, sara, "wrong")
    sign_in(client, sara)
    assert client.get(reverse("profile")).status_code == 302


def test_a_guesser_is_stopped_without_redis_too(
    sara: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redis.exceptions import ConnectionError

    # the types leave out what lies below a cache
    monkeypatch.setattr(cast(Any, cache)._cache, "get_client", _raise(ConnectionError))
    for _ in range(30):
        sign_in(client, sara, "wrong")
    sign_in(client, sara)
    assert client.get(reverse("profile")).status_code == 302


def _raise(error: type[Exception]) -> Callable[..., None]:
    def broken(*args: object, **kwargs: object) -> None:
        raise error

    return broken


def test_nobody_signs_up_alone(organisation: Organisation, client: Client) -> None:
    fields = {"email": "a@b.test", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), fields)
    assert not User.objects.filter(email="a@b.test").exists()


def test_an_invited_person_chooses_a_password(rita: User, trusted: Enter, client: Client) -> None:
    asked = {"name": "Nora", "email": "Nora@acme.test", "role": "sales", "language": "es"}
    assert trusted(rita).post(reverse("person-create"), asked).status_code == 302
    send_due()
    (message,) = mail.outbox
    assert message.to == ["nora@acme.test"]

    link = re.search(r"http\S+(/accounts/password/reset/key/\S+)", str(message.body))
    assert link
    page = client.get(link[1], follow=True)
    done = client.post(
        page.request["PATH_INFO"], {"password1": "a fresh long one", "password2": "a fresh long one"}
    )
    assert done.status_code == 302
    assert sign_in(client, User.objects.get(email="nora@acme.test"), "a fresh long one") == 302


def test_a_second_invitation_within_the_minute_is_the_first(sara: User) -> None:
    invite(sara)
    invite(sara)
    send_due()
    assert len(mail.outbox) <= 2


def test_a_forgotten_password_leads_to_the_public_address(
    sara: User, client: Client, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": sara.email}, headers={"Host": "evil.test"})
    client.post(reverse("account_reset_password"), {"email": "stranger@acme.test"})
    send_due()
    (message,) = mail.outbox
    assert (
        f"{settings.PUBLIC_URL}/accounts/password/reset/key/" in message.body and "evil" not in message.body
    )


def test_a_new_password_ends_the_other_sessions(sara: User, client_of: Enter) -> None:
    here, there = client_of(sara), client_of(sara)
    fields = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
    assert here.post(reverse("account_change_password"), fields).status_code == 302
    assert there.get(reverse("profile")).status_code == 302


def test_one_may_sign_out_everywhere_else(sara: User, client_of: Enter) -> None:
    here, there = client_of(sara), client_of(sara)
    here.post(reverse("sessions-end"))
    assert here.get(reverse("profile")).status_code == 200
    assert there.get(reverse("profile")).status_code == 302


def test_who_is_closed_is_out_at_once(sara: User, client_of: Enter) -> None:
    client = client_of(sara)
    User.objects.filter(pk=sara.pk).update(is_active=False)
    assert client.get(reverse("profile")).status_code == 302


@pytest.mark.parametrize("page", ["home", "profile", "person-list", "admin:index"])
def test_some_roles_enrol_before_anything_else(page: str, rita: User, client_of: Enter) -> None:
    response = client_of(rita).get(reverse(page))
    assert response.status_code == 302 and response["Location"] == reverse("mfa_activate_totp")


def test_parts_of_the_page_that_enrols_stay_empty(rita: User, client_of: Enter) -> None:
    bell = client_of(rita).get(reverse("notification-bell"), headers={"HX-Request": "true"})
    assert bell.status_code == 204 and not bell.content


def test_the_demo_asks_for_no_second_factor(rita: User, client_of: Enter) -> None:
    Organisation.objects.update(is_demo=True)
    assert client_of(rita).get(reverse("profile")).status_code == 200


def test_enrolling_opens_the_house_and_gives_recovery_codes(rita: User, client: Client) -> None:
    sign_in(client, rita)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    done = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert done.status_code == 302 and Authenticator.objects.filter(user=rita).count() == 2
    assert client.get(reverse("profile")).status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200

    other = Client()
    assert sign_in(other, rita) == 302
    assert other.get(reverse("profile")).status_code == 302
    assert other.get(reverse("mfa_authenticate")).status_code == 200


@pytest.mark.parametrize(
    "back", ["//evil.test", "https://evil.test/", "javascript:alert(1)", "\\\\evil.test", ""]
)
def test_the_language_switch_leads_only_home(back: str, sara: User, client_of: Enter) -> None:
    response = client_of(sara).post(reverse("language-update"), {"language": "es", "next": back})
    assert response["Location"] == reverse("home")
    sara.refresh_from_db()
    assert sara.language == "es"


def test_the_theme_is_kept(sara: User, client_of: Enter) -> None:
    client = client_of(sara)
    assert client.post(reverse("theme-update"), {"theme": "dark"}).status_code == 204
    assert client.post(reverse("theme-update"), {"theme": "pink"}).status_code == 400
    sara.refresh_from_db()
    assert sara.theme == "dark"


def test_the_admin_has_a_policy_of_its_own(rita: User, trusted: Enter) -> None:
    response = trusted(rita).get(reverse("admin:people_user_changelist"))
    assert response.status_code == 200 and "'unsafe-eval'" in response["Content-Security-Policy"]
    assert "'unsafe-eval'" not in trusted(rita).get(reverse("profile"))["Content-Security-Policy"]


def test_the_admin_is_for_revops(sara: User, client_of: Enter) -> None:
    assert client_of(sara).get(reverse("admin:index")).status_code == 302
