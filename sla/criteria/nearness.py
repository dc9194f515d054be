"""How near a row comes to criteria: a number to rank rows by when examples are chosen, never to decide by.

Around 1 and above the criteria hold, near 0 nothing does. A question of numbers asked with at least or at most counts by
how far the row is from the bound (up to 2), any other question is 1 or 0; all is the mean of its parts, any the best of them.
"""

from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from .events import EventLeaf
from .fields import FieldLeaf
from .logic import IsTrue
from .moments import Moment

SHARE = DecimalField(max_digits=40, decimal_places=12)
UP, DOWN = (">", ">="), ("<", "<=")


def nearness(node: Any, at: Moment) -> Any:
    """An expression over the noun's rows."""
    if isinstance(node, FieldLeaf | EventLeaf):
        return _of_leaf(node, at)
    parts = [nearness(part, at) for part in node.parts]
    if node.kind == "not":
        return _minus(1, Least(parts[0], _exact(1)))
    if not parts:
        return _exact(1 if node.kind == "all" else 0)
    if node.kind == "any":
        return Greatest(*parts) if len(parts) > 1 else parts[0]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total / _exact(len(parts))


def _of_leaf(leaf: Any, at: Moment) -> Any:
    bound = leaf.value if leaf.op in (*UP, *DOWN) and isinstance(leaf.value, Decimal) else Decimal(0)
    if bound <= 0:
        return Case(When(IsTrue(leaf.condition(at)), then=_exact(1)), default=_exact(0), output_field=SHARE)
    share = leaf.measured(at) / _exact(bound)
    if leaf.op in DOWN:
        share = _minus(2, share)
    return Greatest(Least(Coalesce(share, _exact(0), output_field=SHARE), _exact(2)), _exact(0))


def _minus(whole: int, part: Any) -> Any:
    return _exact(whole) - part


def _exact(number: Any) -> Value:
    """With a decimal point, for PostgreSQL divides whole numbers without a rest."""
    return Value(Decimal(number) * Decimal("1.0"), output_field=SHARE)
