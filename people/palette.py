"""The command palette (Ctrl-K): pages to go to, things to create, records to find."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from people import navigation
from people.models import User
from people.navigation import Entry

Found = tuple[str, str, str, str]
"""label, hint, url, icon"""

EACH = 6


@dataclass(frozen=True)
class Action:
    """Something to start: shown under “Create” to those whose role may."""

    key: str
    label: str | Promise
    url_name: str
    icon: str = "plus"
    roles: frozenset[str] | None = None

    def as_entry(self) -> Entry:
        return Entry("home", self.key, self.label, self.url_name, self.icon, self.roles)


@dataclass(frozen=True)
class Search:
    """Finds records by their words; it asks `visible_to(user)` itself and stays within `limit`."""

    key: str
    label: str | Promise
    find: Callable[[User, str, int], Iterable[Found]]


@dataclass(frozen=True)
class Item:
    label: str
    hint: str
    url: str
    icon: str


@dataclass(frozen=True)
class Group:
    label: str | Promise
    found: list[Item]


_actions: dict[str, Action] = {}
_searches: dict[str, Search] = {}


def register(search: Search) -> None:
    _searches[search.key] = search


def register_action(action: Action) -> None:
    _actions[action.key] = action


def answers(user: User, text: str) -> list[Group]:
    """What this person may reach by these words; records from two letters on, since they cost queries."""
    groups = [
        Group(_("Go to"), _matching(navigation.entries_for(user), text)),
        Group(_("Create"), _creating(user, text)),
    ]
    if len(text) >= 2:
        groups += [_records(search, user, text) for search in _searches.values()]
    return [group for group in groups if group.found]


def folded(text: str) -> str:
    """Lower case without accents, so that “linea” finds “línea”."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _records(search: Search, user: User, text: str) -> Group:
    return Group(search.label, [Item(*found) for found in search.find(user, text, EACH)])


def _creating(user: User, text: str) -> list[Item]:
    return _matching(
        [entry for action in _actions.values() if (entry := action.as_entry()).is_for(user)], text
    )


def _matching(entries: Iterable[Entry], text: str) -> list[Item]:
    words = folded(text).split()
    found = []
    for entry in entries:
        label, section = str(entry.label), str(navigation.SECTIONS[entry.section])
        if not all(word in folded(f"{label} {section}") for word in words):
            continue
        try:
            found.append(Item(label, section, entry.url, entry.icon))
        except NoReverseMatch:
            continue
    return found if not words else found[:EACH]
