"""Taking turns by weight, so that nobody is ever a whole turn before or behind their part. Pure.

After each turn everybody who could have taken it is owed their part of it, and whoever took it has had one. The next goes
to the one whose due moment comes first among those who are owed enough: Tijdeman's rule for the chairman assignment
problem (Discrete Mathematics 32, 1980), which keeps every debt below one turn for any weights and any length. Who can't
take a turn is owed nothing for it, so that nobody is flooded on the day they are back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

TOLERANCE = 1e-7
"""Debts are sums of thirds and the like: what differs by less is the same."""


@dataclass(slots=True)
class Turn:
    """`owed`: turns that this person is behind their part (before it, where negative)."""

    weight: float = 1
    owed: float = 0


def take(turns: Mapping[int, Turn]) -> int:
    """Whose turn it is among these, none of them empty; what everybody is owed moves on."""
    total = sum(turn.weight for turn in turns.values())
    slack = 1 / (2 * len(turns) - 2) if len(turns) > 1 else 0
    for turn in turns.values():
        turn.owed += turn.weight / total
    due = {pk: turn for pk, turn in turns.items() if turn.owed >= slack - TOLERANCE}
    if due:
        chosen = min(due, key=lambda pk: (_until_due(due[pk], slack, total), pk))
    else:
        chosen = max(turns, key=lambda pk: (round(turns[pk].owed, 6), -pk))
    turns[chosen].owed -= 1
    return chosen


def _until_due(turn: Turn, slack: float, total: float) -> float:
    """How many turns may pass by before this person would be a whole one behind."""
    return round((1 - slack - turn.owed) * total / turn.weight, 6)
