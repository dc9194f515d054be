"""The rail shows the journey in its order, and to each only what they may open."""

from collections.abc import Iterator

import pytest

from people import navigation
from people.models import Role, User
from people.navigation import Entry, sections_for


@pytest.fixture
def rail(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Entry]]:
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register(Entry("connect", "pieces", "Pieces", "pieces", "puzzle", frozenset({Role.REVOPS})))
    navigation.register(Entry("home", "home", "Home", "home", "house"))
    yield navigation._entries


def keys(user: User, path: str = "/") -> list[str]:
    return [section.key for section in sections_for(user, path)]


def test_sections_come_in_the_journeys_order(rail: dict[str, Entry]) -> None:
    assert keys(User(role=Role.REVOPS)) == ["home", "connect"]


def test_entry_of_another_role_is_not_shown(rail: dict[str, Entry]) -> None:
    assert keys(User(role=Role.SALES)) == ["home"]


def test_longest_address_is_the_current_one(rail: dict[str, Entry]) -> None:
    sections = sections_for(User(role=Role.REVOPS), "/people/pieces/?x=1")
    assert [link.current for section in sections for link in section.links] == [
        False,
        True,
    ]


def test_same_key_replaces(rail: dict[str, Entry]) -> None:
    navigation.register(Entry("home", "home", "Start", "home", "house"))
    assert [link.label for link in sections_for(User(role=Role.SALES), "/")[0].links] == ["Start"]


def test_page_that_is_not_installed_stays_off(rail: dict[str, Entry]) -> None:
    navigation.register(Entry("work", "later", "Later", "no-such-page", "clock"))
    assert "work" not in keys(User(role=Role.REVOPS))


def test_unknown_section_is_refused(rail: dict[str, Entry]) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        navigation.register(Entry("nowhere", "x", "X", "home", "x"))


def test_every_entry_of_the_site_leads_somewhere_and_has_an_icon(db: None) -> None:
    from lucide import _render_icon

    for entry in navigation.entries_for(User(role=Role.REVOPS, is_superuser=True)):
        assert entry.url.startswith("/"), entry.key
        assert "<svg" in _render_icon(entry.icon, 16), entry.key


def test_an_annex_belongs_to_its_entry(rail: dict[str, Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_annexes", {})
    navigation.annex("pieces", "/elsewhere/")
    links = [
        link for section in sections_for(User(role=Role.REVOPS), "/elsewhere/1/") for link in section.links
    ]
    assert [link.current for link in links] == [False, True]
