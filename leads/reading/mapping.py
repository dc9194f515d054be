"""A mapping says what each column of a file is: parsed from JSON, checked, faults with the JSON path they
stand at.
"""

import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from leads.reading.faults import Fault
from leads.stages import STAGES

Kind = Literal["field", "external_id", "amount", "currency", "attribute", "stage", "event"]
FieldTypes = Dictionary[str, str]
__all__ = ["STAGES", "BadMapping", "FieldTypes", "Lookup", "Mapping", "StageNames", "Target", "target_of"]

ORDERS = ("ymd", "dmy", "mdy", "auto")
EVENT_KIND = re.compile(r"[a-z][a-z0-9_.\-]{0,59}")
ATTRIBUTE = re.compile(r"[^\s.\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,79}")
SINGLE = ("external_id", "amount", "currency")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column becomes: its kind, its name (of the field, attribute, stage, event) and its type."""

    kind: Kind
    name: str = ""
    type: str = "text"

    @property
    def is_date(self) -> bool:
        return self.kind in ("stage", "event") or self.type == "date"

    @property
    def is_number(self) -> bool:
        return self.type in ("money", "integer")


@dataclass(frozen=True, slots=True)
class StageNames:
    """A column that names the stage reached, and the columns of which the first filled one says when."""

    column: str
    values: Dictionary[str, str | None]
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Another file, joined where our column `on` equals its column `theirs`."""

    file: str
    on: str
    theirs: str
    columns: Dictionary[str, Target]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A checked mapping. Columns that it doesn't name are left out."""

    columns: Dictionary[str, Target]
    zone: ZoneInfo
    stage_names: StageNames | None = None
    values: Dictionary[str, Dictionary[str, str | None]] = field(default_factory=dict)
    lookups: tuple[Lookup, ...] = ()
    defaults: tuple[tuple[Target, object], ...] = ()
    date_order: str = "auto"
    date_orders: Dictionary[str, str] = field(default_factory=dict)

    def order_of(self, column: str) -> str:
        return self.date_orders.get(column, self.date_order)


class BadMapping(Exception):
    """A mapping can't be used; `faults` names every reason with its JSON path."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.code} at {fault.params['path']}" for fault in faults))
        self.faults = tuple(faults)


def target_of(written: str, fields: FieldTypes, stages: Sequence[str] = STAGES) -> Target | Fault:
    """The target that a mapping writes as text, or a fault without its path."""
    head, mark, name = written.partition(":")
    if mark and head == "stage":
        return Target("stage", name) if name in stages else Fault("mapping_unknown_stage", {"stage": name})
    if mark and head == "event":
        good = EVENT_KIND.fullmatch(name)
        return Target("event", name) if good else Fault("mapping_bad_event_kind", {"kind": name})
    if written.startswith("attributes."):
        name = written.removeprefix("attributes.")
        good = ATTRIBUTE.fullmatch(name)
        return Target("attribute", name) if good else Fault("mapping_bad_attribute", {"name": name})
    return _plain_target(written, fields)


def _plain_target(written: str, fields: FieldTypes) -> Target | Fault:
    if written == "external_id":
        return Target("external_id", "external_id")
    if written == "amount":
        return Target("amount", "amount", "money")
    if written in fields or written == "source":
        return Target("field", written, fields.get(written, "text"))
    if written == "currency":
        return Target("currency", "currency")
    return Fault("mapping_unknown_target", {"target": written})
