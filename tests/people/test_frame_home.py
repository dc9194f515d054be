"""Home shows each role its cards, and a new company its first steps."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from people import home
from people.home import Card, Step
from people.models import Organisation, Role, User
from tests.conftest import MONDAY_NINE


@pytest.fixture(autouse=True)
def registers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    settings.MFA_REQUIRED_ROLES = []
    monkeypatch.setattr(home, "_cards", {})
    monkeypatch.setattr(home, "_steps", {})
    yield


def test_card_goes_to_its_roles_in_order(sara: User, rita: User) -> None:
    home.register(Card("b", {Role.SALES}, "x.html", lambda user, at: {"n": user.pk}, order=2))
    home.register(Card("a", None, "x.html", lambda user, at: {"n": 1}, order=1))
    assert [filled.card.key for filled in home.cards_for(sara, MONDAY_NINE)] == ["a", "b"]
    assert [filled.card.key for filled in home.cards_for(rita, MONDAY_NINE)] == ["a"]


def test_card_with_nothing_to_say_stays_away(sara: User) -> None:
    home.register(Card("a", None, "x.html", lambda user, at: {}))
    assert home.cards_for(sara, MONDAY_NINE) == []


def test_quiet_home_says_so(client: Client, sara: User) -> None:
    client.force_login(sara)
    assert "All quiet" in client.get("/").content.decode()


def test_first_steps_are_shown_to_revops_until_done(client: Client, rita: User, sara: User) -> None:
    done: list[int] = []
    home.register_step(Step("import", "Import leads", "pieces", lambda: bool(done)))
    client.force_login(rita)
    assert "First steps" in client.get("/").content.decode()
    done.append(1)
    assert "First steps" not in client.get("/").content.decode()
    done.clear()
    client.force_login(sara)
    assert "First steps" not in client.get("/").content.decode()


def test_first_steps_can_be_put_away(client: Client, rita: User) -> None:
    home.register_step(Step("import", "Import leads", "pieces", lambda: False))
    client.force_login(rita)
    assert client.get("/first-steps/dismissal/").status_code == 405
    assert client.post("/first-steps/dismissal/").status_code == 302
    assert "First steps" not in client.get("/").content.decode()


def test_demo_company_is_named_as_such(client: Client, rita: User, organisation: Organisation) -> None:
    organisation.is_demo = True
    organisation.save()
    client.force_login(rita)
    assert f"You are looking at {organisation.name}" in client.get("/").content.decode()


def test_home_asks_the_database_little(
    client: Client, sara: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(sara)
    with django_assert_max_num_queries(6):
        client.get("/")


def test_cards_stand_in_bands(sara: User) -> None:
    """A wide one ends a band; the others fill two columns, so that no short card leaves a hole."""
    for key, order, width in (("a", 1, 2), ("b", 2, 1), ("c", 3, 2), ("d", 4, 3), ("e", 5, 1)):
        home.register(Card(key, None, "x.html", lambda user, at: {"n": 1}, order=order, width=width))
    told = [
        (
            band.whole and band.whole.card.key,
            [one.card.key for one in band.main],
            [one.card.key for one in band.side],
        )
        for band in home.bands(home.cards_for(sara, MONDAY_NINE))
    ]
    assert told == [(None, ["a", "c"], ["b"]), ("d", [], []), (None, [], ["e"])]
