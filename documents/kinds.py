"""The kinds of documents there are; an upper app adds its own in `ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from people.models import User

Reach = Callable[[User], bool | Q]
"""May this person read them: all, none, or those that the condition on `Document` finds."""


def everybody(user: User) -> bool:
    return True


def asked_already(user: User, capacity: str) -> bool:
    """The app that calls `sign` has made sure of who signs for whom."""
    return True


@dataclass(frozen=True)
class Kind:
    """`capacities`: for whom one signs, {key: how it is said}; `source_url(key)`: the page of what the document is about."""

    key: str
    label: str | Promise
    capacities: Mapping[str, str | Promise] = field(default_factory=dict)
    may_read: Reach = everybody
    source_url: Callable[[str], str] | None = None
    may_sign: Callable[[Any, str], bool] = asked_already


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """The same key again replaces it, so that `ready` may run twice."""
    _kinds[kind.key] = kind


def unregister(key: str) -> None:
    _kinds.pop(key, None)


def find(key: str) -> Kind | None:
    """None for a kind whose app is not installed: such documents are kept, and nobody reads them."""
    return _kinds.get(key)


def choices() -> list[tuple[str, str | Promise]]:
    return [(kind.key, kind.label) for kind in _kinds.values()]


def reach_of(user: User) -> Q:
    """The condition on `Document` that finds what this person may read."""
    found = Q(pk__in=[])
    for kind in _kinds.values():
        allowed = kind.may_read(user)
        if allowed is not False:
            found |= Q(kind=kind.key) & (allowed if isinstance(allowed, Q) else Q())
    return found
