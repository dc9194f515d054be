"""What a mapping makes of the first rows of a file: records in words, faults in words, dates still in doubt."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Organisation

from .models import Import, Stage
from .models.importing.faulty import fault_of
from .reading.dates import AmbiguousDates, Moment
from .reading.faults import Refused
from .reading.mapping import BadMapping
from .reading.records import Record, record_reader
from .reading.rows import Row, Table
from .reading.settling import settle
from .wording import field_label, say, say_all

LOOKED_AT = 2000
SHOWN = 8


@dataclass(frozen=True)
class Head:
    """The beginning of a table: enough to see in which order its dates are written."""

    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        return self.table.columns

    def rows(self) -> Iterator[Row]:
        return islice(self.table.rows(), LOOKED_AT)


@dataclass
class Preview:
    faults: list[str] = field(default_factory=list)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: list[tuple[int, list[tuple[str, str]], list[str]]] = field(default_factory=list)


def preview(one: Import) -> Preview:
    found = Preview()
    try:
        table, lookups = one.table(), one.lookup_tables()
        mapping = one.checked(table, lookups)
        heads: Any = {name: Head(other) for name, other in lookups.items()}
        head: Any = Head(table)
        settled = settle(mapping, head, heads)
        record_of = record_reader(
            mapping, table.columns, settled, lookups, currency=Organisation.current().currency
        )
        found.rows = [_told(record_of(row)) for row in islice(table.rows(), SHOWN)]
    except AmbiguousDates as doubt:
        found.doubts = {one.column: one.orders for one in (doubt, *doubt.also)}
        found.faults = say_all(fault_of(doubt))
    except (Refused, BadMapping, OSError) as trouble:
        found.faults = say_all(fault_of(trouble))
    return found


def _told(record: Record) -> tuple[int, list[tuple[str, str]], list[str]]:
    stages = dict(Stage.choices)
    said: list[tuple[str, str]] = [(_("id"), record.external_id)] if record.external_id else []
    said += [(str(field_label(name)), str(value)) for name, value in record.fields.items()]
    said += [(str(stages[name]), _moment(moment)) for name, moment in record.stages.items()]
    said += [(name, _moment(moment)) for name, moment in record.events]
    if record.amount is not None:
        said.append((_("amount"), f"{record.amount} {record.currency or ''}".strip()))
    said += [(name, str(value)) for name, value in record.attributes.items()]
    faults = [
        say({"code": f.code, "params": dict(f.params), "column": f.column})
        for f in (*record.faults, *record.notes)
    ]
    return record.number, said, faults


def _moment(moment: Moment) -> str:
    return date_format(moment.at, "DATETIME_FORMAT") if moment.at else date_format(moment.on, "DATE_FORMAT")
