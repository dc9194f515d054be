"""What a file leaves open until all of it is seen: the order of its dates and the decimal mark of its
numbers.
"""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from leads.reading.dates import AmbiguousDates, OrderVote
from leads.reading.mapping import Mapping, Target
from leads.reading.money import Mark, infer_mark
from leads.reading.rows import Cell, Table

MARKS_SEEN = 20_000


@dataclass(frozen=True, slots=True)
class Settled:
    """Orders and marks by column; columns of a lookup are named "file/column"."""

    orders: Dictionary[str, str] = field(default_factory=dict)
    marks: Dictionary[str, Mark | None] = field(default_factory=dict)


def settle(mapping: Mapping, table: Table, lookups: Dictionary[str, Table] | None = None) -> Settled:
    """Reads the files through once. Raises AmbiguousDates for the first column in doubt, the others in
    `also`.
    """
    orders: dict[str, str] = {}
    marks: dict[str, Mark | None] = {}
    doubts = _settle_one(mapping, table, _targets(mapping), "", orders, marks)
    for lookup in mapping.lookups:
        joined = (lookups or {})[lookup.file]
        doubts += _settle_one(mapping, joined, dict(lookup.columns), f"{lookup.file}/", orders, marks)
    if doubts:
        doubts[0].also = tuple(doubts[1:])
        raise doubts[0]
    return Settled(orders, marks)


def _targets(mapping: Mapping) -> dict[str, Target]:
    at = mapping.stage_names.at if mapping.stage_names else ()
    return {**{column: Target("stage") for column in at}, **mapping.columns}


def _settle_one(
    mapping: Mapping,
    table: Table,
    targets: dict[str, Target],
    prefix: str,
    orders: dict[str, str],
    marks: dict[str, Mark | None],
) -> list[AmbiguousDates]:
    """Fills `orders` and `marks` for one table; returns its doubts."""
    at = mapping.stage_names.at if mapping.stage_names and not prefix else ()
    dated = [name for name, target in targets.items() if target.is_date or name in at]
    numbered = [name for name, target in targets.items() if target.is_number]
    orders |= {prefix + name: mapping.order_of(prefix + name) for name in dated}
    votes = {name: OrderVote(prefix + name) for name in dated if orders[prefix + name] == "auto"}
    numbers: dict[str, set[Cell]] = {name: set() for name in numbered}
    if votes or numbers:
        _watch(table, votes, numbers)
    marks |= {prefix + name: infer_mark(seen) for name, seen in numbers.items()}
    return _decide(votes, orders)


def _watch(table: Table, votes: dict[str, OrderVote], numbers: dict[str, set[Cell]]) -> None:
    places = {name: place for place, name in enumerate(table.columns)}
    voting = [(places[name], vote) for name, vote in votes.items()]
    counting = [(places[name], seen) for name, seen in numbers.items()]
    for row in table.rows():
        if row.faults:
            continue
        for place, vote in voting:
            vote.add(row.cells[place])
        for place, seen in counting:
            if len(seen) < MARKS_SEEN:
                seen.add(row.cells[place])


def _decide(votes: dict[str, OrderVote], orders: dict[str, str]) -> list[AmbiguousDates]:
    doubts = []
    for vote in votes.values():
        try:
            orders[vote.column] = vote.decide()
        except AmbiguousDates as doubt:
            doubts.append(doubt)
    return doubts
