"""Every address against every role: who may enter, and who meets a closed door. A new address must be written here."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from alignment.demo.company import build
from diagnostics.models import Assessment
from people.models import Role, User
from people.moment import now
from tests.doors import ANYBODY, DOORS, QUERIES, ROLES, SAMPLES

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# pages of the packages below us, which bring their own tests; /admin/ is tested in people
THEIRS = ("account_", "mfa_", "socialaccount_", "openid_connect_")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, dict[str, object]]]:
    """A small demo company, thrown away at the end; {route: arguments that name something real in it}."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(now(), leads=350)
        Assessment.objects.get().reopen()
        yield {route: sample() for route, sample in SAMPLES.items()}
        transaction.set_rollback(True)


def routes(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.name.startswith(THEIRS):
            yield space + pattern.name


def enter(client: Client, route: str, arguments: dict[str, object]) -> str:
    """How a door meets somebody: "GET" or "POST" when it opens to that, "" when it is closed. Nothing stays changed."""
    url = reverse(route, kwargs=arguments) + QUERIES.get(route, "")
    form: dict[str, Any] = (
        {"data": "{}", "content_type": "application/json"} if url.startswith("/api/") else {}
    )
    cookies = dict(client.cookies)
    for method, sent in ((client.get, {}), (client.post, form)):
        with transaction.atomic():
            answer = method(url, headers={"Idempotency-Key": "doors"}, **sent)
            transaction.set_rollback(True)
        # a session that the address began anew went with the rollback
        client.cookies = SimpleCookie(cookies)
        if answer.status_code != 405:
            return "" if is_closed(answer) else method.__name__.upper()
    return ""


def is_closed(answer: HttpResponseBase) -> bool:
    to_login = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    return answer.status_code in {401, 403, 404} or to_login


def signed_in(role: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.filter(role=role).order_by("pk")[0], backend=BACKEND)
    return client


def test_every_address_is_written_down() -> None:
    assert set(routes(get_resolver())) == DOORS.keys() | ANYBODY


@pytest.mark.parametrize("letter", ROLES)
def test_who_may_enter(world: dict[str, dict[str, object]], letter: str) -> None:
    client = signed_in(ROLES[letter])
    found = {route: bool(enter(client, route, world.get(route, {}))) for route in DOORS}
    assert found == {route: letter in letters for route, letters in DOORS.items()}


def test_a_stranger_enters_nowhere(world: dict[str, dict[str, object]]) -> None:
    client = Client()
    assert not [route for route in DOORS if enter(client, route, world.get(route, {}))]


def test_roles_are_all_there() -> None:
    assert set(ROLES.values()) == set(Role.values)
