"""Whether a raw message names a person: by an id in a place of ids, or by an address or number anywhere. Pure."""

import json
from collections.abc import Set
from typing import Any

ID_KEYS = frozenset(
    {"id", "objectId", "fromObjectId", "toObjectId", "primaryObjectId", "newObjectId", "mergedObjectIds"}
)


def names(raw: bytes, ids: Set[str], texts: Set[str]) -> bool:
    """`texts` are in lower case. What can't be parsed is searched as it stands."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        whole = raw.decode("utf-8", "replace").lower()
        return any(text in whole for text in texts)
    return _names(value, "", ids, texts)


def _names(value: Any, key: str, ids: Set[str], texts: Set[str]) -> bool:
    if isinstance(value, dict):
        return any(_names(inner, name, ids, texts) for name, inner in value.items())
    if isinstance(value, list):
        return any(_names(inner, key, ids, texts) for inner in value)
    text = str(value)
    return (key in ID_KEYS and text in ids) or any(one in text.lower() for one in texts)
