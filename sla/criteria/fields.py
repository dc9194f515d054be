"""Leaves that ask a field: which questions each kind of field understands, and their SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    DateTimeField,
    DecimalField,
    Func,
    IntegerField,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Lower, StrIndex

from people.models import Organisation

from . import values
from .catalogue import Catalogue, Field, Kind
from .faults import CriteriaFault
from .logic import All, Compare, IsNull, Not, OneOf, StartsWith, folded
from .moments import Moment, ago, outside

Read = Callable[[Any, str], Any]
NUMBER_OPS: dict[str, Read] = dict.fromkeys(("=", "!=", ">", ">=", "<", "<="), values.number) | {
    "between": values.numbers
}
TEXT_OPS: dict[str, Read] = {
    "is": values.text,
    "is_not": values.text,
    "in": values.texts,
    "not_in": values.texts,
    "contains": values.text,
    "not_contains": values.text,
    "starts_with": values.text,
}
DATE_OPS: dict[str, Read] = {
    "before": values.day,
    "after": values.day,
    "on": values.day,
    "within_days": values.days,
    "older_than_days": values.days,
}
ABSENCE: dict[str, Read] = {"is_empty": values.nothing, "is_not_empty": values.nothing}
OPS: dict[str, dict[str, Read]] = {
    Kind.TEXT: TEXT_OPS | ABSENCE,
    Kind.CHOICE: {op: TEXT_OPS[op] for op in ("is", "is_not", "in", "not_in")} | ABSENCE,
    Kind.NUMBER: NUMBER_OPS | ABSENCE,
    Kind.MONEY: NUMBER_OPS | ABSENCE,
    Kind.BOOLEAN: {"is": values.truth} | ABSENCE,
    Kind.DATE: DATE_OPS | ABSENCE,
    Kind.ATTRIBUTE: TEXT_OPS | NUMBER_OPS | ABSENCE,
}
AGEING = frozenset({"within_days", "older_than_days"})
NUMBER_LIKE = r"^\s*[+-]?[0-9]{1,18}(\.[0-9]{1,12})?\s*$"


@dataclass(frozen=True)
class FieldLeaf:
    """One question to one field of the catalogue, or to one of the noun's own attributes."""

    name: str
    field: Field
    op: str
    value: Any
    attributes: str = ""

    @property
    def ages(self) -> bool:
        return self.op in AGEING

    def condition(self, at: Moment) -> Any:
        if self.op in ABSENCE:
            absent = IsNull(self._text() if self._is_text else self.source())
            return absent if self.op == "is_empty" else Not(absent)
        if self.op in NUMBER_OPS:
            return compare_numbers(self.measured(), self.op, self.value)
        if self.field.kind == Kind.BOOLEAN:
            source = self.source()
            return Compare(source, "=", Value(self.value))
        return self._about_date(at) if self.op in DATE_OPS else self._about_text()

    @property
    def _is_text(self) -> bool:
        return self.field.kind in (Kind.TEXT, Kind.CHOICE, Kind.ATTRIBUTE)

    def source(self) -> Any:
        if self.field.kind != Kind.ATTRIBUTE:
            return self.field.source()
        return _under(self.attributes, self.name.partition(".")[2])

    def _text(self) -> Any:
        source = self.source()
        return folded(Cast(source, TextField()) if self.field.kind == Kind.CHOICE else source)

    def measured(self, at: Moment | None = None) -> Any:
        """The number that is compared, where the question is one of numbers."""
        source = self.source()
        return AsNumber(source) if self.field.kind == Kind.ATTRIBUTE else source

    def _about_text(self) -> Any:
        text, op = self._text(), self.op.removeprefix("not_")
        if op in ("is", "is_not"):
            return Compare(
                text,
                "=" if op == "is" else "<>",
                Lower(Value(self.value, output_field=TextField())),
            )
        if op == "in":
            asked: Any = OneOf(text, self.value)
        elif op == "contains":
            found = StrIndex(text, Lower(Value(self.value, output_field=TextField())))
            asked = Compare(found, ">", Value(0, output_field=IntegerField()))
        else:
            asked = StartsWith(text, Lower(Value(self.value, output_field=TextField())))
        return asked if op == self.op else Not(asked)

    def _about_date(self, at: Moment) -> Any:
        """A day lies in the organisation's zone; ages are counted back from `at` to the second."""
        moment = Cast(self.source(), DateTimeField())
        if self.op in AGEING:
            since = ago(at, self.value)
            if self.op == "older_than_days":
                return Compare(moment, "<", since)
            return All(Compare(moment, ">=", since), Compare(moment, "<=", outside(at)))
        opens, closes = (Value(edge) for edge in day_edges(self.value))
        if self.op == "before":
            return Compare(moment, "<", opens)
        if self.op == "after":
            return Compare(moment, ">=", closes)
        return All(Compare(moment, ">=", opens), Compare(moment, "<", closes))


def number_in(column: str, name: str) -> Any:
    """What stands under this name in a JSON column, as a number; unknown where it is none."""
    return AsNumber(_under(column, name))


def _under(column: str, name: str) -> Any:
    """As text. The name is a parameter of the statement, and never an index or a path."""
    return Func(column, Value(name), function="jsonb_extract_path_text", output_field=TextField())


class AsNumber(Func):
    """An own attribute read as a number; what is none is unknown."""

    output_field = DecimalField(max_digits=30, decimal_places=12)
    template = f"(CASE WHEN %(expressions)s ~ '{NUMBER_LIKE}' THEN (%(expressions)s)::numeric END)"

    def as_sql(self, compiler: Any, connection: Any, *rest: Any, **extra: Any) -> Any:
        """The source stands twice in the statement, so its parameters do too."""
        sql, params = super().as_sql(compiler, connection, *rest, **extra)
        return sql, [*params, *params]


def compare_numbers(left: Any, op: str, value: Any) -> Any:
    """`left` against a Decimal, or between two."""
    if op == "between":
        return All(Compare(left, ">=", exact(value[0])), Compare(left, "<=", exact(value[1])))
    return Compare(left, "<>" if op == "!=" else op, exact(value))


def exact(value: Decimal) -> Any:
    return Value(value, output_field=DecimalField(max_digits=30, decimal_places=12))


def day_edges(on: date) -> tuple[datetime, datetime]:
    """The first moment of the day and of the next one, where the organisation is."""
    zone = Organisation.current().zone
    first = datetime(on.year, on.month, on.day, tzinfo=zone)
    after = on + timedelta(days=1)
    return first, datetime(after.year, after.month, after.day, tzinfo=zone)


def read_field(leaf: dict[str, Any], path: str, catalogue: Catalogue) -> FieldLeaf:
    """`{"field", "op", "value"}`; raises CriteriaFault."""
    name = values.text(leaf["field"], f"{path}.field")
    field = find(name, catalogue, f"{path}.field")
    op = values.text(leaf.get("op", ""), f"{path}.op").replace(" ", "_")
    if op not in OPS[field.kind]:
        raise CriteriaFault(f"{path}.op", "unknown_op", op=op, field=field.label)
    if op not in ABSENCE and "value" not in leaf:
        raise CriteriaFault(path, "missing", key="value")
    value = OPS[field.kind][op](leaf.get("value"), f"{path}.value")
    if field.kind == Kind.CHOICE and value is not None:
        _check_choices(field, value, f"{path}.value")
    return FieldLeaf(name, field, op, value, catalogue.attributes)


def find(name: str, catalogue: Catalogue, path: str) -> Field:
    if name in catalogue.fields:
        if catalogue.is_withheld(name):
            raise CriteriaFault(path, "withheld", field=catalogue.fields[name].label)
        return catalogue.fields[name]
    own = name.removeprefix("attributes.")
    if catalogue.attributes and own != name and 0 < len(own) <= 100 and own.isprintable() and "__" not in own:
        if not catalogue.takes_attributes():
            raise CriteriaFault(path, "withheld", field=own)
        return Field(Kind.ATTRIBUTE, own)
    raise CriteriaFault(path, "unknown_field", field=name)


def _check_choices(field: Field, value: Any, path: str) -> None:
    known = {str(choice).lower() for choice in field.labels()}
    for one in value if isinstance(value, list) else [value]:
        if known and one.lower() not in known:
            raise CriteriaFault(path, "unknown_choice", value=one)
