"""The left rail: the journey's sections in their order, to which every app adds its own pages in `ready`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import User

SECTIONS: dict[str, str | Promise] = {
    "home": "",
    "diagnose": _("Diagnose"),
    "agree": _("Agree"),
    "work": _("Work"),
    "measure": _("Measure"),
    "improve": _("Improve"),
    "connect": _("Connect"),
}


@dataclass(frozen=True)
class Entry:
    """A page of the rail; without `roles` everybody sees it."""

    section: str
    key: str
    label: str | Promise
    url_name: str
    icon: str
    roles: frozenset[str] | None = None
    order: int = 100

    def is_for(self, user: User) -> bool:
        return self.roles is None or user.role in self.roles or user.is_superuser

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Section:
    key: str
    label: str | Promise
    links: tuple[Link, ...]


_entries: dict[str, Entry] = {}
_annexes: dict[str, tuple[str, ...]] = {}


def register(entry: Entry) -> None:
    """Put a page on the rail; the same key again replaces it, so that `ready` may run twice."""
    if entry.section not in SECTIONS:
        raise ValueError(f"{entry.key}: no section is called {entry.section}")
    _entries[entry.key] = entry


def annex(key: str, *addresses: str) -> None:
    """Pages that belong to this entry though they begin elsewhere: it is the current one on them."""
    _annexes[key] = addresses


def entries_for(user: User) -> list[Entry]:
    """What this person may open, in the order of the journey."""
    places = list(SECTIONS)
    found = [entry for entry in _entries.values() if entry.is_for(user)]
    return sorted(found, key=lambda entry: (places.index(entry.section), entry.order, entry.key))


def sections_for(user: User, path: str) -> list[Section]:
    """The rail of this person; the longest entry that leads to this address is the current one."""
    placed = list(_placed(entries_for(user)))
    found = [(max(map(len, led)), url) for entry, url in placed if (led := _led(entry, url, path))]
    current = max(found, default=(0, None))[1]
    return [
        Section(key, label, links)
        for key, label in SECTIONS.items()
        if (links := tuple(_link(entry, url, current) for entry, url in placed if entry.section == key))
    ]


def _led(entry: Entry, url: str, path: str) -> list[str]:
    """The addresses of the entry that this one begins with."""
    return [one for one in (url, *_annexes.get(entry.key, ())) if leads_to(one, path)]


def leads_to(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def roles(*names: str) -> frozenset[str]:
    return frozenset(names)


def _placed(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Entries with their address; one whose page is not installed stays off the rail."""
    for entry in entries:
        try:
            yield entry, entry.url
        except NoReverseMatch:
            continue


def _link(entry: Entry, url: str, current: str | None) -> Link:
    return Link(entry.label, url, entry.icon, url == current)


register(Entry("home", "home", _("Home"), "home", "house", order=0))
