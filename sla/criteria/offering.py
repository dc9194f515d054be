"""What the editor offers of a catalogue, as plain data for the page, in the reader's language."""

from typing import Any

from .catalogue import Catalogue, EventCatalogue
from .events import MEASURES
from .fields import NUMBER_OPS, OPS
from .known import attribute_names
from .tree import MOST_DEEP
from .words import EDITOR, GROUPS, INPUTS, ROW_GROUPS
from .words import MEASURES as MEASURE_LABELS
from .words import OPS as OP_LABELS

Pairs = list[tuple[str, str]]


def offer(catalogue: Catalogue, user: Any) -> dict[str, Any]:
    """Fields with their questions and how each value is typed, events, names of own attributes, words."""
    return {
        "fields": [
            {
                "name": name,
                "label": str(field.label),
                "kind": str(field.kind),
                "choices": pairs(field.labels()),
            }
            for name, field in catalogue.offered().items()
        ],
        "ops": {kind: {op: INPUTS[reader] for op, reader in ops.items()} for kind, ops in OPS.items()},
        "opLabels": {op: str(label) for op, label in OP_LABELS.items()},
        "attributes": attribute_names(catalogue, user) if catalogue.takes_attributes() else None,
        "events": _events(catalogue.events) if catalogue.events else None,
        "groups": pairs(GROUPS),
        "deepest": MOST_DEEP,
        "words": {key: str(word) for key, word in EDITOR.items()},
    }


def _events(events: EventCatalogue) -> dict[str, Any]:
    """A sum is offered where there is something to be summed."""
    numbers = pairs({name: one.label for name, one in events.numbers.items()})
    measures = [one for one in MEASURES if one != "sum" or numbers]
    return {
        "kinds": [
            *((f"*{key}", str(group.label)) for key, group in events.groups.items()),
            *pairs(events.kinds()),
        ],
        "measures": [(one, str(MEASURE_LABELS[one])) for one in measures],
        "numbers": numbers,
        "ops": {op: INPUTS[reader] for op, reader in NUMBER_OPS.items()},
    }


def pairs(labels: Any) -> Pairs:
    return [(str(value), str(label)) for value, label in labels.items()]


def offer_rows(catalogue: Catalogue, attributes: list[str]) -> list[tuple[str, Pairs]]:
    """The same as choices of one list, for rows on a page without scripts: (heading, [(what, label)])."""
    own = [f"attributes.{name}" for name in attributes]
    offered = [
        (EDITOR["fields"], [(f"field:{name}", field.label) for name, field in catalogue.offered().items()]),
        (EDITOR["own"], [(f"field:{name}", name.partition(".")[2]) for name in own]),
        *(_events_of_rows(catalogue.events) if catalogue.events else ()),
        (EDITOR["group"], [(f"group:{kind}", ROW_GROUPS[kind]) for kind in ROW_GROUPS]),
    ]
    return [
        (str(heading), [(what, str(label)) for what, label in pairs]) for heading, pairs in offered if pairs
    ]


def _events_of_rows(events: EventCatalogue) -> list[tuple[Any, Any]]:
    said = _events(events)
    sums = [(f"sum.{name}", f"{EDITOR['of']} {label}") for name, label in said["numbers"]]
    measures = [(one, label) for one, label in said["measures"] if one != "sum"]
    return [
        (label, [(f"{one}:{kind}", named) for kind, named in said["kinds"]])
        for one, label in [*measures, *sums]
    ]
