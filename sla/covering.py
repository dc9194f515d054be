"""How many leads a scope covers today, and what its fields hold: asked within what the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .criteria import CriteriaFault, Field, catalogues, parse
from .scoping import askable

LOOKED_AT, SHOWN = 2_000, 40
"""Values are suggested from the newest rows: enough to know the words, and never a walk through all of them."""


@dataclass(frozen=True)
class Covered:
    """`count` of `total`; `sentence` says the scope in words, empty where it covers all. A `fault` is a sentence too."""

    count: int
    total: int
    sentence: str = ""
    fault: str = ""


def covered(scope: Any, user: Any, at: datetime) -> Covered:
    catalogue = catalogues["lead"]
    rows = catalogue.model.objects.visible_to(user)
    total = rows.count()
    if not scope or scope == {"all": []}:
        return Covered(total, total)
    try:
        criteria = parse(scope, catalogue)
    except CriteriaFault as fault:
        return Covered(0, total, fault=fault.message)
    return Covered(criteria.matching(rows, at).count(), total, criteria.sentence())


def known_values(names: Iterable[str], user: Any) -> dict[str, list[str]]:
    """{field: values that leads have}, for the fields that hold words."""
    catalogue = catalogues["lead"]
    known = askable(catalogue)
    return {
        name: _values(known[name], catalogue.model.objects.visible_to(user))
        for name in sorted(set(names))
        if name in known
    }


def _values(field: Field, rows: Any) -> list[str]:
    if labels := field.labels():
        return [str(label) for label in labels.values()]
    if field.kind != "text":
        return []
    newest = rows.order_by("-pk").annotate(known_value=field.source()).values_list("known_value", flat=True)
    return sorted({str(value) for value in newest[:LOOKED_AT] if value})[:SHOWN]
