"""A page's query string with one thing changed: filters, order and cursors live in the address."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

CURSORS = ("after", "before", "page")
"""A changed filter or order starts the list again, so these go unless they are named."""


def whole_of(text: str) -> int | None:
    """A whole number as an address or a form writes it, no longer than a column holds; None for what isn't one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def key_of(text: str) -> int | None:
    """A row's key; None for what can't be one."""
    return whole_of(text)


def keys_of(texts: Iterable[str]) -> list[int]:
    """Those that can be keys, in their order."""
    return [key for key in map(key_of, texts) if key is not None]


def rewritten(query: QueryDict, **changes: Any) -> str:
    """`?...` with these keys set to a value or to several; None or empty removes a key."""
    changed = query.copy()
    for cursor in CURSORS:
        changed.pop(cursor, None)
    for key, value in changes.items():
        values = value if isinstance(value, (list, tuple, set)) else [value]
        changed.setlist(key, [str(one) for one in values if one is not None and one != ""])
    return f"?{changed.urlencode()}"


def options(
    query: QueryDict, key: str, choices: Iterable[tuple[Any, Any]], several: bool
) -> list[dict[str, Any]]:
    """Each choice with whether it is on and the address that turns it on or off."""
    chosen = query.getlist(key)
    return [_option(query, key, value, label, chosen, several) for value, label in choices]


def _option(
    query: QueryDict, key: str, value: Any, label: Any, chosen: list[str], several: bool
) -> dict[str, Any]:
    is_on = str(value) in chosen
    others = [one for one in chosen if one != str(value)] if several else []
    url = rewritten(query, **{key: others if is_on else [*others, value]})
    return {"label": label, "is_on": is_on, "url": url}


def kept(query: QueryDict, key: str) -> list[tuple[str, str]]:
    """The pairs that a form for `key` has to carry along."""
    return [
        (name, value) for name, values in query.lists() if name not in (key, *CURSORS) for value in values
    ]


def is_filtered(query: QueryDict) -> bool:
    return any(value for name, value in query.items() if name not in (*CURSORS, "sort"))
