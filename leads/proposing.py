"""What a file probably means: a mapping proposed from its heads and first rows, other files joined by a shared column."""

from collections.abc import Mapping as Dictionary
from typing import Any

from people.models import Organisation

from .fields import FIELDS
from .reading.guess import ColumnGuess, guess_mapping
from .reading.rows import Table
from .stages import STAGES

SAMPLE = 200


def guesses(table: Table) -> dict[str, ColumnGuess]:
    guess = guess_mapping(table.columns, table.sample(SAMPLE), fields=FIELDS, stages=STAGES)
    return {one.column: one for one in guess.columns}


def propose(table: Table, others: Dictionary[str, Table]) -> dict[str, Any]:
    """A mapping as JSON holds it; a file that shares no column with the first is left out of it."""
    mapping = guess_mapping(table.columns, table.sample(SAMPLE), fields=FIELDS, stages=STAGES).mapping
    taken = set(mapping["columns"].values())
    lookups = []
    for name, other in others.items():
        shared = next((column for column in table.columns if column in other.columns), None)
        if shared is None:
            shared, theirs = table.columns[0], other.columns[0]
        else:
            theirs = shared
        said = guess_mapping(other.columns, other.sample(SAMPLE), fields=FIELDS, stages=STAGES).mapping[
            "columns"
        ]
        columns = {}
        for column, target in said.items():
            if column != theirs and target != "external_id" and target not in taken:
                columns[column] = target
                taken.add(target)
        if columns:
            lookups.append({"file": name, "on": {"column": shared, "their": theirs}, "columns": columns})
    if lookups:
        mapping["lookups"] = lookups
    return mapping | {"time_zone": Organisation.current().time_zone}
