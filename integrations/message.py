"""What a message says: one `Said` for each of its events, whatever the source. Pure but for the lead's own nouns."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from leads.models import Arrival, Deal, When

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LONGEST_KEY = 300
MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Source:
    """Where a message came from and under which name: what its events are keyed and checked by."""

    ident: str
    portal_id: str
    received_at: datetime


@dataclass(slots=True)
class Said:
    """One event of a message. Exactly one of these holds: it states arrivals, it is ignored for a reason, or it is at fault.

    `needs` says what must be known before it can land: the lead it is about, or the lead of the deal it is about.
    """

    key: str
    event: Any
    moment: datetime | None = None
    arrivals: list[Arrival] = field(default_factory=list)
    deal: Deal | None = None
    needs: Literal["", "lead", "deal"] = ""
    about: str = ""
    merged: tuple[str, ...] = ()
    """External ids: the first is kept, the others turned out to be the same person."""
    erases: bool = False
    ignored: str = ""
    fault: str = ""
    error: str = ""
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(text[:100])


class Fault(ValueError):
    """An event that can't be read; `code` is stable, `detail` names the place."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


Reader = Callable[[Any, Said, Source], None]


def read_each(events: list[Any], keys: list[str], source: Source, reader: Reader) -> list[Said]:
    """Each event read for itself: one that can't be read is at fault and takes no other with it."""
    return [_read_one(event, key, source, reader) for event, key in zip(events, keys, strict=True)]


def _read_one(event: Any, key: str, source: Source, reader: Reader) -> Said:
    said = Said(short(key), event)
    try:
        reader(event, said, source)
    except Fault as fault:
        return Said(said.key, event, fault=fault.code, error=str(fault))
    except Exception as error:  # a reader's own mistake must cost one event and not the batch
        return Said(said.key, event, fault="reader_failed", error=f"{type(error).__name__}: {error}"[:300])
    return said


def short(key: str) -> str:
    """A key that fits its column, still the same for the same event."""
    return key if len(key) <= LONGEST_KEY else "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def when(moment: datetime) -> When:
    if not EARLIEST <= moment <= LATEST:
        raise Fault("moment_out_of_range", str(moment))
    return When(moment)


def from_milliseconds(value: Any) -> datetime:
    """The moment of so many milliseconds since 1970; exact, without a float between."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**14:
        raise Fault("moment_unreadable", str(value)[:40])
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)


def from_iso(value: Any) -> datetime:
    """An ISO 8601 moment in UTC; one without an offset is read as UTC."""
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise Fault("moment_unreadable", str(value)[:40]) from None


def ident_of(value: Any, name: str) -> str:
    """An id as its source writes it: text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not (text := str(value).strip()):
        raise Fault("id_missing", name)
    if len(text) > 255:
        raise Fault("id_too_long", name)
    return text
