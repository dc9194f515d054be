"""What is told to clocks: to start, and what happened to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .commitment import Commitment


@dataclass(frozen=True, slots=True)
class ClockStart:
    """A clock to start: which promise, about what (`subject`, `subject_id`, `cycle`), since when, and for whom."""

    commitment: Commitment
    subject: str
    subject_id: int
    cycle: int
    started_at: datetime
    owner_id: int | None = None
    team_id: int | None = None
    dimensions: dict[str, Any] = field(default_factory=dict)
    cause: str = ""
    origin_key: str = "start"


@dataclass(frozen=True, slots=True)
class ClockMark:
    """Something that happened to a clock; `origin_key` names the fact, so that telling it twice adds nothing.

    `withdraws` is the key of an entry that turned out to be none (kind "withdraw").
    """

    clock_id: int
    kind: str
    occurred_at: datetime
    cause: str
    origin_key: str
    withdraws: str = ""
