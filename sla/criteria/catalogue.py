"""What can be asked: an app above sla registers the fields of its noun and the events that happen to it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise

from people import personal

Label = str | Promise
Labels = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


class Kind(StrEnum):
    """What a field holds decides what may be asked of it."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True)
class Field:
    """`expression` is a path ("company__country") or an expression over the catalogue's model; a choice names its labels."""

    kind: Kind | str
    label: Label
    expression: Any = ""
    choices: Labels | None = None

    def source(self) -> Any:
        return F(self.expression) if isinstance(self.expression, str) else self.expression

    def labels(self) -> Mapping[str, Any]:
        """{stored value: label}; empty where none are named."""
        return self.choices() if callable(self.choices) else self.choices or {}


@dataclass(frozen=True)
class Group:
    """Several kinds of event under one name ("*touch"): `where` picks them among the rows."""

    label: Label
    where: Q


@dataclass(frozen=True)
class EventCatalogue:
    """Events of the noun: `rows()` gives those that count (not superseded, not erased).

    `subject` is their column that holds the noun's key, `kind` the path to the kind's code, `numbers` what can be summed.
    """

    rows: Callable[[], Any]
    subject: str
    kind: str
    occurred_at: str = "occurred_at"
    groups: Mapping[str, Group] = field(default_factory=dict)
    numbers: Mapping[str, Field] = field(default_factory=dict)
    kinds: Callable[[], Mapping[str, Any]] = dict
    """() -> {code: label}, for sentences."""

    def of_kinds(self, names: Collection[str]) -> Q:
        """Events of these codes and groups ("*touch"). Always narrows."""
        which = Q(**{f"{self.kind}__in": [name for name in names if not name.startswith("*")]})
        for name in names:
            if name.startswith("*"):
                which = which | self.groups[name[1:]].where
        return which


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be asked of one noun. `attributes` names its JSON column of own attributes, "" for none.

    `rows()` gives the rows that count at all; None where every row does.
    """

    model: Any
    fields: Mapping[str, Field]
    events: EventCatalogue | None = None
    attributes: str = "attributes"
    rows: Callable[[], Any] | None = None
    withheld: frozenset[str] = frozenset()
    """Columns that are known and may not be asked for here."""

    def impersonal(self) -> "Catalogue":
        """The same without what speaks of a person: who may not read a name finds none out by asking for it."""
        return replace(self, withheld=frozenset(personal.fields_of(self.model) if self.model else ()))

    def is_withheld(self, name: str) -> bool:
        """Whether this field, or the own attribute of this name, may not be asked for here."""
        known = self.fields.get(name)
        column = known.expression if known else self.attributes
        return isinstance(column, str) and column.partition("__")[0] in self.withheld

    def standing(self) -> Any:
        """The rows that count, whoever reads."""
        return self.rows() if self.rows else self.model._default_manager.all()

    def offered(self) -> dict[str, Field]:
        """{name: field} of those that may be asked for."""
        return {name: one for name, one in self.fields.items() if not self.is_withheld(name)}

    def takes_attributes(self) -> bool:
        return bool(self.attributes) and self.attributes not in self.withheld


EMPTY = Catalogue(model=None, fields={}, attributes="")


class Catalogues:
    """The registry: `catalogues.register("lead", Catalogue(...))` in `ready`, `catalogues["lead"]` to read it."""

    def __init__(self) -> None:
        self._known: dict[str, Catalogue] = {}

    def register(self, name: str, catalogue: Catalogue) -> None:
        self._known[name] = catalogue

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def __getitem__(self, name: str) -> Catalogue:
        """An empty one while nobody has registered: then every field is unknown."""
        return self._known.get(name, EMPTY)


catalogues = Catalogues()
