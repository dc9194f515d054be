"""Ctrl-K finds pages, actions and records by their words, accents or not."""

from collections.abc import Iterator

import pytest
from django.test import Client

from people import navigation, palette
from people.models import Role, User
from people.navigation import Entry
from people.palette import Action, Search


@pytest.fixture(autouse=True)
def registers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(palette, "_actions", {})
    monkeypatch.setattr(palette, "_searches", {})
    navigation.register(Entry("measure", "home", "Línea base", "home", "house"))
    palette.register_action(Action("new", "New baseline", "pieces", roles=frozenset({Role.REVOPS})))
    yield


def labels(user: User, text: str) -> list[str]:
    return [item.label for group in palette.answers(user, text) for item in group.found]


def test_accents_and_case_do_not_matter() -> None:
    assert labels(User(role=Role.SALES), "LINEA") == ["Línea base"]


def test_words_may_name_the_section() -> None:
    assert labels(User(role=Role.SALES), "measure base") == ["Línea base"]


def test_action_is_offered_to_its_roles_only() -> None:
    assert labels(User(role=Role.REVOPS), "new") == ["New baseline"]
    assert labels(User(role=Role.SALES), "new") == []


def test_records_are_asked_from_two_letters_on_and_know_who_asks() -> None:
    asked = []

    def find(user: User, text: str, limit: int) -> list[tuple[str, str, str, str]]:
        asked.append((user.role, text, limit))
        return [("Ana", "Acme", "/leads/1/", "user")]

    palette.register(Search("leads", "Leads", find))
    assert labels(User(role=Role.SALES), "a") == ["Línea base"] and asked == []
    assert "Ana" in labels(User(role=Role.SALES), "an")
    assert asked == [(Role.SALES, "an", palette.EACH)]


def test_page_answers_with_options_and_says_when_there_are_none(client: Client, sara: User) -> None:
    client.force_login(sara)
    assert 'role="option"' in client.get("/palette/", {"q": "linea"}).content.decode()
    answer = client.get("/palette/", {"q": "<b>zzz"}).content.decode()
    assert 'role="option"' not in answer and "&lt;b&gt;zzz" in answer
