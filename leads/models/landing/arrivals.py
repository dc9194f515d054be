"""What comes in about leads, before it becomes rows: the words in which a file, a CRM, a form or the API state facts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class When:
    """A moment (UTC, aware) or, with `on`, a day that keeps its date whatever the zone."""

    at: datetime
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage reached, or an event of a kind that happened. Same key, other moment: a correction."""

    name: str
    when: When
    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity as the source knows it: its id and the values that are stated."""

    external_id: str
    values: dict[str, Any]


@dataclass(slots=True)
class Arrival:
    """All that one message or row states about one lead. Values are strings, integers or None; attributes are
    written `attributes.<name>`. `key` names the change at its origin; a snapshot's key names the reading."""

    external_id: str
    values: dict[str, Any]
    when: When
    key: str
    stages: list[Reached] = field(default_factory=list)
    events: list[Reached] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    lead_id: int | None = None
    is_new: bool = False

    @property
    def email_key(self) -> str:
        return str(self.values.get("email") or "").lower()

    @property
    def bare_phone(self) -> str:
        """The number of an arrival that has no address."""
        return "" if self.email_key else str(self.values.get("phone") or "")


@dataclass(slots=True)
class Landed:
    """What a batch did: leads that have new facts, how many leads are new, how many were refused as erased."""

    touched: list[int]
    created: int
    erased: int


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a lead that is known here; the same key with another moment or kind corrects what it said.

    Without a moment it happened as it was told, and the same key again repeats it.
    """

    lead_id: int
    kind: str
    when: When | None
    key: str
    values: dict[str, Any] = field(default_factory=dict)
