"""Proof of origin: what the schemes of all sources share. Pure."""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WINDOW = timedelta(minutes=5)
MOST_SIGNATURES = 10
"""How many signatures of one request are looked at, so that a header of thousands costs nothing."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it was signed: `uri` is the public address, `headers` have lower-case names, `body` is raw."""

    method: str
    uri: str
    headers: Mapping[str, str]
    body: bytes


class Unproved(Exception):
    """The request doesn't show that it comes from its source; `code` says what is missing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def header(message: Incoming, name: str) -> str:
    if not (value := message.headers.get(name, "")):
        raise Unproved("header_missing")
    return value


def within_window(stamp: str, at: datetime, pattern: re.Pattern[str], per_second: int) -> None:
    """Refuse what was signed more than five minutes ago, or ahead: a recorded request can't be played again.

    Only plain digits count; `float()` and `int()` would also take "1e9", " 7" and other scripts' digits.
    """
    if not pattern.fullmatch(stamp):
        raise Unproved("timestamp_unreadable")
    signed = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(stamp) * 1000 // per_second)
    if abs(at - signed) > WINDOW:
        raise Unproved("timestamp_outside_window")


def bytes_of(text: str) -> bytes:
    """A header's bytes as they came: WSGI reads them as Latin-1."""
    return text.encode("latin-1", "replace")


def any_matches(expected: Iterable[bytes], given: Iterable[bytes]) -> bool:
    """Whether one of these signatures is one of those, in a time that tells nothing about them."""
    offered = list(given)[:MOST_SIGNATURES]
    matches = [hmac.compare_digest(one, other) for one in expected for other in offered]
    return any(matches)
