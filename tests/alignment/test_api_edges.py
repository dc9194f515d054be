"""The edges of the API: what describes it asks who you are, and what doesn't exist says so as a problem."""

import pytest
from django.test import Client
from pytest_django import Settings

from people.models import ApiKey, Scope, User
from people.moment import now
from tests.conftest import ClientOf

SCHEMA, PAGES, NOWHERE = "/api/v1/schema/", "/api/v1/docs/", "/api/v1/no-such-thing/"


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def test_strangers_read_neither_the_schema_nor_its_pages(db: None, client: Client) -> None:
    schema = client.get(SCHEMA)
    assert schema.status_code == 401 and schema["Content-Type"] == "application/problem+json"
    pages = client.get(PAGES)
    assert pages.status_code == 302 and "/accounts/login/" in pages["Location"]


def test_a_person_and_a_key_read_both(client: Client, client_of: ClientOf, sara: User) -> None:
    _key, secret = ApiKey.objects.issue(sara, "x", [Scope.READ], now())
    for url in (SCHEMA, PAGES, f"{PAGES}?script="):
        assert client_of(sara).get(url).status_code == 200
        assert client.get(url, headers={"Authorization": f"Bearer {secret}"}).status_code == 200


@pytest.mark.parametrize("url", [NOWHERE, "/api/v1/", "/api/", "/api/v2/leads/"])
def test_what_does_not_exist_is_a_problem(url: str, client_of: ClientOf, sara: User) -> None:
    for ask in (client_of(sara).get, client_of(sara).post, client_of(sara).options):
        answer = ask(url)
        assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == 404


def test_strangers_learn_nothing_of_what_exists(db: None, client: Client) -> None:
    assert client.get(NOWHERE).status_code == client.get("/api/v1/leads/").status_code == 401


def test_a_forgotten_slash_still_finds_the_way(client_of: ClientOf, sara: User) -> None:
    answer = client_of(sara).get("/api/v1/leads", follow=True)
    assert answer.redirect_chain == [("/api/v1/leads/", 301)] and answer.status_code == 200
