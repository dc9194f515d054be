"""Posting to another house through the egress client, and reading its answer as a sender does."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from people import egress

from .message import NotSent

LONGEST_WAIT = timedelta(days=1)


def post(url: str, body: bytes, headers: Mapping[str, str], at: datetime) -> None:
    """2xx is delivered; 410 means never again; anything else is tried again, when Retry-After says if it does."""
    try:
        reply = egress.post(url, body, {"Content-Type": "application/json"} | dict(headers))
    except egress.Refused as refused:
        raise NotSent(f"Refused: {refused}") from None
    except egress.Unreachable as error:
        raise NotSent(f"No answer: {error}") from None
    if 200 <= reply.status < 300:
        return
    after = wait(reply.headers.get("retry-after", ""), at) if reply.status in (429, 503) else None
    raise NotSent(f"Answered {reply.status}", after=after, gone=reply.status == 410)


def wait(header: str, at: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date; nothing sensible is None."""
    if header.isascii() and header.isdigit() and len(header) < 9:
        return min(timedelta(seconds=int(header)), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError):
        return None
    then = then.replace(tzinfo=then.tzinfo or UTC)
    return min(then - at, LONGEST_WAIT) if then > at else None
