"""JSON read strictly: what two programs could read in two ways, or PostgreSQL can't keep, is refused."""

import json
import math
from typing import Any

MAX_DEPTH = 50
MAX_DIGITS = 100


class JSONFault(ValueError):
    """Why a text is refused; `code` is stable, the message names the place where it can."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def loads(raw: bytes) -> Any:
    """The value of a UTF-8 JSON text, or a JSONFault: never a RecursionError, an infinity or a lost key."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JSONFault("encoding", f"Not UTF-8 at byte {error.start}.") from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_int=_whole,
            parse_float=_finite,
            object_pairs_hook=_once_each,
        )
    except json.JSONDecodeError as error:
        raise JSONFault("syntax", f"Not JSON: {error.msg} at character {error.pos}.") from None
    if "\\u" in text or "\x00" in text:
        _refuse_unkept(value)
    return value


def _refuse_depth(text: str) -> None:
    """Counted before parsing, because the parser recurses. Brackets inside strings don't count."""
    depth, in_string, escaped = 0, False, False
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    for char in text:
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise JSONFault("depth", f"Nested deeper than {MAX_DEPTH} levels.")
        elif char in "]}":
            depth -= 1


def _refuse_constant(name: str) -> None:
    raise JSONFault("number", f"{name} is not a JSON number.")


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise JSONFault("number", f"A number has more than {MAX_DIGITS} digits.")
    return int(digits)


def _finite(digits: str) -> float:
    if len(digits) > MAX_DIGITS or not math.isfinite(value := float(digits)):
        raise JSONFault("number", "A number is too large.")
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise JSONFault("duplicate", "A key stands twice in one object.")
    return value


def _refuse_unkept(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise JSONFault("text", "A text holds a NUL or half of a surrogate pair.")
    elif isinstance(value, list):
        for item in value:
            _refuse_unkept(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_unkept(key)
            _refuse_unkept(item)
