"""Raw messages shown with persons hidden: enough to see what is wrong, not who it is about. Pure."""

import json
import re
from typing import Any

HIDDEN_KEYS = frozenset(
    {"name", "first_name", "last_name", "firstname", "lastname", "fullname", "full_name"}
    | {"phone", "mobile", "mobilephone", "address", "zip", "city", "email"}
)
HIDDEN = "•••"
LONGEST = 20_000
_EMAIL = re.compile(r"[^\s@\"'<>,;:]+@([^\s@\"'<>,;:]+)")
_PHONE = re.compile(r"(?<![\w.:-])\+?\d[\d ().-]{7,}\d(?![\w:-])")


def masked(raw: bytes) -> str:
    """The body as text, indented when it is JSON; what isn't is shown as far as it can be read."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return _hide(raw.decode("utf-8", "replace").replace("\0", "\ufffd"))[:LONGEST]
    return (
        json.dumps(_masked(value), indent=2, ensure_ascii=False)[:LONGEST].encode("utf-8", "replace").decode()
    )


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        hidden = set(value) & HIDDEN_KEYS | (
            {"propertyValue"} if value.get("propertyName") in HIDDEN_KEYS else set()
        )
        return {
            _hide(key): HIDDEN if key in hidden and _is_told(value[key]) else _masked(value[key])
            for key in value
        }
    if isinstance(value, list):
        return [_masked(item) for item in value]
    return _hide(value) if isinstance(value, str) else value


def _is_told(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and "@" not in value


def _hide(text: str) -> str:
    """Addresses keep their domain, numbers that could be called keep nothing."""
    return _PHONE.sub(HIDDEN, _EMAIL.sub(rf"{HIDDEN}@\1", text))
