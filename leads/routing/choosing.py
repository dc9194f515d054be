"""Which person takes a lead, and who was passed over and why. Pure: live routing and the dry run both ask here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from .turns import Turn, take

USUAL_OPEN = 50
"""The open leads that somebody without a cap is thought to have room for, where free room decides."""

QUEUE, PERSON, TURNS, WEIGHTED, CAPACITY = "queue", "person", "turns", "weighted", "capacity"
SHARING = (TURNS, WEIGHTED, CAPACITY)
"""Ways in which several people share what a rule takes."""

SKILLS, LANGUAGE, TERRITORY = "skills", "language", "territory"
ABSENT, HOURS, OPEN_CAP, DAY_CAP, HAD_IT = "absent", "hours", "open_cap", "day_cap", "had_it"


class Present(Protocol):
    """Who is there: `leads.routing.presence`, or a table in a test."""

    def is_absent(self, person: int, at: datetime) -> bool: ...

    def is_working(self, person: int, at: datetime) -> bool: ...


@dataclass(slots=True)
class Seller:
    """What somebody takes (an empty set takes anything, None has no cap), and how much they have now."""

    pk: int
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    most_open: int | None = None
    most_daily: int | None = None
    open: int = 0
    today: int = 0

    @property
    def room(self) -> int:
        return (USUAL_OPEN if self.most_open is None else self.most_open) - self.open

    def gets_one(self) -> None:
        self.open += 1
        self.today += 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the lead asks of whoever takes it: plain words, all in small letters; "" and nothing where not known."""

    language: str = ""
    places: frozenset[str] = frozenset()
    had: frozenset[int] = frozenset()
    """Who was asked before."""


@dataclass(slots=True)
class Rota:
    """A rule's people and how they share what it takes."""

    method: str
    turns: dict[int, Turn] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()
    by_language: bool = False
    by_territory: bool = False
    in_hours: bool = False


@dataclass(slots=True)
class Choice:
    """`person` is None where the lead waits in the team's queue; `passed` is {reason: people}."""

    person: int | None = None
    passed: dict[str, list[int]] = field(default_factory=dict)


def choose(
    rota: Rota, wanted: Wanted, sellers: Mapping[int, Seller], present: Present, at: datetime
) -> Choice:
    """Somebody who may take it, by the rota's method; what they have grows by one."""
    choice = Choice()
    able = []
    for person in rota.turns:
        if reason := obstacle(rota, wanted, sellers[person], present, at):
            choice.passed.setdefault(reason, []).append(person)
        else:
            able.append(person)
    if able:
        choice.person = _pick(rota, sellers, able)
        sellers[choice.person].gets_one()
    return choice


def _pick(rota: Rota, sellers: Mapping[int, Seller], able: Collection[int]) -> int:
    if rota.method == CAPACITY:
        return min(able, key=lambda person: (-sellers[person].room, sellers[person].today, person))
    return take({person: rota.turns[person] for person in able})


def obstacle(rota: Rota, wanted: Wanted, seller: Seller, present: Present, at: datetime) -> str:
    """The first reason why this person can't take it now; "" where there is none."""
    if seller.pk in wanted.had:
        return HAD_IT
    if not rota.skills <= seller.skills:
        return SKILLS
    if rota.by_language and wanted.language and seller.languages and wanted.language not in seller.languages:
        return LANGUAGE
    if rota.by_territory and wanted.places and seller.territories and not wanted.places & seller.territories:
        return TERRITORY
    if present.is_absent(seller.pk, at):
        return ABSENT
    if rota.in_hours and not present.is_working(seller.pk, at):
        return HOURS
    if seller.most_open is not None and seller.open >= seller.most_open:
        return OPEN_CAP
    if seller.most_daily is not None and seller.today >= seller.most_daily:
        return DAY_CAP
    return ""


def plain(words: Iterable[str]) -> frozenset[str]:
    """Words as they are compared."""
    return frozenset(word.strip().casefold() for word in words if word.strip())
