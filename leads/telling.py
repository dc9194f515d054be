"""What a time line is made of: its lines, and what each kind of fact is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from people.models import User


@dataclass(frozen=True)
class Entry:
    """One line. `rank` puts what happened at one moment in the order of cause and effect."""

    at: datetime
    rank: int
    pk: int
    icon: str
    text: str
    why: str = ""
    who: str = ""
    tone: str = ""
    exact_day: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Teller:
    """Whose leads (those merged included), who reads, and the stretch that is asked for."""

    ids: Sequence[int]
    user: User
    until: datetime
    limit: int

    def newest(self, rows: Any, moment: str) -> list[Any]:
        return list(rows.filter(**{f"{moment}__lte": self.until}).order_by(f"-{moment}", "-pk")[: self.limit])
