"""What one row says of one lead, and the small functions that write a value into it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from leads.reading.dates import Moment
from leads.reading.faults import Fault
from leads.reading.mapping import Target
from leads.reading.rows import Cell


@dataclass(slots=True)
class Record:
    """What one row says of one lead, ready for JSON but for moments and the amount.

    Blank cells say nothing: they are absent, not empty. `faults` are values or rows that can't be read;
    `notes` are
    oddities whose value stands.
    """

    number: int
    external_id: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    stages: dict[str, Moment] = field(default_factory=dict)
    events: list[tuple[str, Moment]] = field(default_factory=list)
    amount: Decimal | None = None
    currency: str | None = None
    notes: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


Put = Callable[[Record, Any], None]
Ending = Callable[[tuple[Cell, ...], Record], None]


def putter(target: Target) -> Put:
    name = target.name
    puts: dict[str, Put] = {
        "field": lambda record, value: record.fields.__setitem__(name, value),
        "attribute": lambda record, value: record.attributes.__setitem__(name, value),
        "stage": lambda record, value: record.stages.__setitem__(name, value),
        "event": lambda record, value: record.events.append((name, value)),
        "external_id": lambda record, value: setattr(record, "external_id", value),
        "currency": lambda record, value: setattr(record, "currency", value),
        "amount": _put_amount,
    }
    return puts[target.kind]


def _put_amount(record: Record, money: Any) -> None:
    """A column that names the currency wins over a sign beside the amount."""
    record.amount = money.amount
    record.currency = record.currency or money.currency


def putter_if_absent(target: Target) -> Put:
    def put_if_absent(record: Record, value: Any) -> None:
        if target.kind == "currency":
            record.currency = record.currency or value
        else:
            values = record.fields if target.kind == "field" else record.attributes
            values.setdefault(target.name, value)

    return put_if_absent


def filling(defaults: list[tuple[Put, Any]]) -> Ending:
    def put_defaults(_: tuple[Cell, ...], record: Record) -> None:
        for put, value in defaults:
            put(record, value)

    return put_defaults


def must_have_id(_: tuple[Cell, ...], record: Record) -> None:
    if not record.external_id:
        record.faults.append(Fault("external_id_missing"))
