"""What an operator should know about a running house: floors above add their questions to `/readyz`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """An answer: the number or word to show, and whether all is well."""

    value: float | str | None
    is_well: bool


Ask = Callable[[datetime], Finding]
_questions: dict[str, Ask] = {}


def register(name: str, ask: Ask) -> None:
    """A quick question; one that raises counts as not well."""
    _questions[name] = ask


def findings(at: datetime) -> dict[str, Finding]:
    return {name: _answer(ask, at) for name, ask in _questions.items()}


def _answer(ask: Ask, at: datetime) -> Finding:
    try:
        return ask(at)
    except Exception as error:
        return Finding(type(error).__name__, is_well=False)
