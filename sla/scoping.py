"""Scopes as rows of a form: which fields can be asked, and each row as a leaf of the rule language and back.

Personal fields are left out: an agreement covers kinds of leads and names nobody. A scope that is more than rows joined
by “and” (it has groups, or asks events) can't be shown as rows; it is kept as it is.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from people import personal

from .criteria import Catalogue, CriteriaFault, Field, Kind, catalogues
from .criteria.fields import ABSENCE, OPS

OP_LABELS = {
    "is": _("is"),
    "is_not": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "contains": _("contains"),
    "not_contains": _("does not contain"),
    "starts_with": _("starts with"),
    "=": "=",
    "!=": "≠",
    ">": ">",
    ">=": "≥",
    "<": "<",
    "<=": "≤",
    "between": _("is between"),
    "before": _("is before"),
    "after": _("is after"),
    "on": _("is on"),
    "within_days": _("lies within the last days:"),
    "older_than_days": _("lies back more than days:"),
    "is_empty": _("is empty"),
    "is_not_empty": _("is known"),
}
YES = ("yes", "true", "1", "sí", "si")
NO = ("no", "false", "0")
DAYS = ("within_days", "older_than_days")
NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,6})?", re.ASCII)
BETWEEN = re.compile(r"\s*(?:;|\.\.|–|\bto\b|\band\b|\ba\b|\by\b|(?<=\d)\s*-)\s*")


def askable(catalogue: Catalogue) -> dict[str, Field]:
    """{name: field} of those that speak of no person, in the order of the catalogue."""
    hidden = set(personal.fields_of(catalogue.model)) if catalogue.model else set()
    return {
        name: field
        for name, field in catalogue.fields.items()
        if not (isinstance(field.expression, str) and field.expression.partition("__")[0] in hidden)
    }


def rows_of(scope: Any) -> list[dict[str, str]] | None:
    """The scope's leaves as rows; None where it is more than leaves joined by “and”."""
    if not scope:
        return []
    leaves = scope.get("all", [scope] if "field" in scope else None) if isinstance(scope, dict) else None
    if not isinstance(leaves, list):
        return None
    known = askable(catalogues["lead"])
    if not all(isinstance(leaf, dict) and leaf.get("field") in known for leaf in leaves):
        return None
    return [_row(leaf) for leaf in leaves]


def _row(leaf: dict[str, Any]) -> dict[str, str]:
    value, op = leaf.get("value"), str(leaf.get("op", "")).replace(" ", "_")
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, list):
        value = (" .. " if op == "between" else ", ").join(map(str, value))
    return {"field": leaf["field"], "op": op, "value": "" if value is None else str(value)}


def scope_of(leaves: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What a version or a commitment keeps; {} for everybody."""
    listed = list(leaves)
    return {"all": listed} if listed else {}


def leaf_of(name: str, op: str, text: str) -> dict[str, Any]:
    """A row as a leaf; CriteriaFault with a sentence where the value is none that this question takes."""
    field = catalogues["lead"].fields[name]
    if op not in OPS[field.kind]:
        raise CriteriaFault("op", "unknown_op", op=str(OP_LABELS.get(op, op)), field=field.label)
    if op in ABSENCE:
        return {"field": name, "op": op}
    return {"field": name, "op": op, "value": _value(field, op, text.strip())}


def _value(field: Field, op: str, text: str) -> Any:
    if not text:
        raise CriteriaFault("value", "not_text")
    if op in DAYS:
        if not (text.isascii() and text.isdigit()):
            raise CriteriaFault("value", "not_a_number")
        return int(text[:9])
    if field.kind in (Kind.NUMBER, Kind.MONEY):
        return _range(text) if op == "between" else _number(text)
    if field.kind == Kind.BOOLEAN:
        return _truth(text)
    if field.kind == Kind.DATE:
        return _day(text)
    named = {str(label).lower(): str(value) for value, label in field.labels().items()}
    if op in ("in", "not_in"):
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return [named.get(part.lower(), part) for part in parts]
    return named.get(text.lower(), text)


def _number(text: str) -> int | float:
    if not NUMBER.fullmatch(text):
        raise CriteriaFault("value", "not_a_number")
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _range(text: str) -> list[int | float]:
    ends = [part for part in BETWEEN.split(text) if part]
    if len(ends) != 2:
        raise CriteriaFault("value", "not_a_range")
    return [_number(end) for end in ends]


def _truth(text: str) -> bool:
    if text.lower() not in YES + NO:
        raise CriteriaFault("value", "not_yes_or_no")
    return text.lower() in YES


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise CriteriaFault("value", "not_a_date") from fault
