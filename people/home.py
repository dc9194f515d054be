"""The home page: cards by role and the first steps of a new company, both filled by the apps in `ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from people.models import User

WHOLE = 3


@dataclass(frozen=True)
class Card:
    """A part of the home page, `width` of three columns; `context` is asked only for those it is for."""

    key: str
    roles: frozenset[str] | set[str] | None
    template: str
    context: Callable[[User, datetime], dict[str, Any]]
    order: int = 100
    width: int = 1

    def is_for(self, user: User) -> bool:
        return self.roles is None or user.role in self.roles


@dataclass(frozen=True)
class Step:
    """One of the first things a company has to do; `is_done` is a quick question to the database."""

    key: str
    label: str | Promise
    url_name: str
    is_done: Callable[[], bool]
    order: int = 100
    hint: str | Promise = ""


@dataclass(frozen=True)
class Filled:
    card: Card
    context: dict[str, Any]


@dataclass
class Band:
    """Cards that stand beside each other: one over the whole width, or two columns of which each fills up by itself."""

    whole: Filled | None = None
    main: list[Filled] = field(default_factory=list)
    side: list[Filled] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """A step as the page lists it; `url` is empty while its page is not installed."""

    label: str | Promise
    hint: str | Promise
    url: str
    is_done: bool


@dataclass(frozen=True)
class Checklist:
    steps: list[Taken]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


_cards: dict[str, Card] = {}
_steps: dict[str, Step] = {}


def register(card: Card) -> None:
    """Put a card on the home page; the same key again replaces it."""
    _cards[card.key] = card


def register_step(step: Step) -> None:
    """Add a first step; the same key again replaces it."""
    _steps[step.key] = step


def cards_for(user: User, at: datetime) -> list[Filled]:
    """This role's cards, filled, in their order; an empty context says that a card has nothing to show."""
    chosen = sorted(
        (card for card in _cards.values() if card.is_for(user)), key=lambda card: (card.order, card.key)
    )
    filled = [Filled(card, card.context(user, at)) for card in chosen]
    return [one for one in filled if one.context]


def bands(filled: Iterable[Filled]) -> list[Band]:
    """The cards as they stand on the page, so that a short one leaves no hole beside a tall one."""
    found: list[Band] = []
    for one in filled:
        if one.card.width == WHOLE:
            found.append(Band(whole=one))
            continue
        if not found or found[-1].whole:
            found.append(Band())
        (found[-1].main if one.card.width > 1 else found[-1].side).append(one)
    return found


def checklist() -> Checklist:
    """The first steps and which of them are taken."""
    steps = sorted(_steps.values(), key=lambda step: (step.order, step.key))
    return Checklist(
        [Taken(step.label, step.hint, _address(step.url_name), step.is_done()) for step in steps]
    )


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
