"""What the address of a list of clocks or breaches asks, cleaned: what can't be read asks nothing."""

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from people.models import User

from .models import Commitment
from .models.answering import STATES
from .models.boarding import PARTS
from .models.narrowing import Narrowing, Numbers

BLANK, MINE = "~", "me"
"""How an address says "of nobody", and "mine"."""
MOST_VALUES = 50
LATEST_NUMBER = 2**63


@dataclass(frozen=True)
class BoardAsked:
    """One part of the board, or all of them in their order."""

    narrowing: Narrowing = field(default_factory=Narrowing)
    part: str = ""

    @classmethod
    def of(cls, query: QueryDict, user: User) -> "BoardAsked":
        part = query.get("state", "")
        return cls(narrowing_of(query, user), part if part in PARTS else "")


@dataclass(frozen=True)
class BreachAsked:
    """Breaches in one state (open, acknowledged, excused, waived; all when blank), broken within these days."""

    narrowing: Narrowing = field(default_factory=Narrowing)
    state: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, query: QueryDict, user: User) -> "BreachAsked":
        state = query.get("state", "")
        since, until = day_of(query.get("from", "")), day_of(query.get("to", ""))
        return cls(narrowing_of(query, user), state if state in STATES else "", since, until)


def narrowing_of(query: QueryDict, user: User) -> Narrowing:
    kinds = tuple(kind for kind in query.getlist("kind") if kind in Commitment.Kind.values)
    owners = tuple(user.pk if text == MINE else number for text, number in _numbers(query, "owner"))
    agreements = tuple(number for _text, number in _numbers(query, "agreement") if number is not None)
    return Narrowing(
        kinds=kinds,
        agreements=agreements,
        teams=tuple(number for _text, number in _numbers(query, "team")),
        owners=owners,
        sources=_texts(query, "source"),
        on_trial=query.get("trial") == "1",
    )


def day_of(text: str) -> date | None:
    """A day as 2026-03-02 and in no other form."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 and text.isascii() else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 9000 else None


def _texts(query: QueryDict, name: str) -> tuple[str, ...]:
    """PostgreSQL takes neither NUL nor half a pair; a blank source is written as such."""
    asked = query.getlist(name)[:MOST_VALUES]
    return tuple(
        "" if text == BLANK else text[:200]
        for text in asked
        if text and "\x00" not in text and text.isprintable()
    )


def _numbers(query: QueryDict, name: str) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    for text in query.getlist(name)[:MOST_VALUES]:
        if text in (BLANK, MINE):
            found.append((text, None))
        elif text.isascii() and text.isdigit() and len(text) < 20 and int(text) < LATEST_NUMBER:
            found.append((text, int(text)))
    return found


__all__ = ["BLANK", "MINE", "BoardAsked", "BreachAsked", "Numbers", "day_of", "narrowing_of"]
