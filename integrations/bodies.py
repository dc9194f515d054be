"""Bodies of webhooks: bytes become a value that PostgreSQL can keep, or a reason why not. Pure.

More forgiving than the API's own JSON: a CRM can't be asked to correct a message, so what one value got wrong costs that
value and not the ninety-nine events beside it. Numbers that are none (NaN, infinities, thousands of digits) become
their text and are judged by the field they stand for; NUL and halves of surrogate pairs become U+FFFD.
"""

import json
import math
import re
from typing import Any

MAX_DEPTH = 50
MAX_DIGITS = 30
REPLACEMENT = "\ufffd"
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[\[{]|[\]}]', re.DOTALL)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Unreadable(ValueError):
    """Why a body can't be read at all; `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_body(raw: bytes) -> Any:
    """The JSON value of a body, or Unreadable: never another exception, whatever the bytes."""
    text = _decode(raw)
    if not text.strip():
        raise Unreadable("body_empty")
    if depth(text) > MAX_DEPTH:
        raise Unreadable("body_too_deep")
    try:
        value = json.loads(
            text, parse_constant=str, parse_int=_whole, parse_float=_finite, object_pairs_hook=_once_each
        )
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        raise Unreadable("body_not_json") from None
    return clean(value) if "\\u" in text or _UNKEPT.search(text) else value


def depth(text: str) -> int:
    """How deep brackets nest, counted without parsing, because the parser recurses. Those in strings don't count."""
    here = deepest = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign in "[{":
            here += 1
            deepest = max(deepest, here)
        elif sign in "]}":
            here -= 1
    return deepest


def clean(value: Any) -> Any:
    """The same value with what a database can't keep replaced, in keys too."""
    if isinstance(value, str):
        return _UNKEPT.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


def _decode(raw: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("body_not_text") from None


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_DIGITS else digits[:MAX_DIGITS]


def _finite(digits: str) -> float | str:
    return value if math.isfinite(value := float(digits)) else digits[:MAX_DIGITS]


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two programs would read a doubled key in two ways, so nobody's reading is taken."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Unreadable("body_key_twice")
    return value
