"""From a record of a file to an arrival: which keys its facts get, so that reading the file again adds nothing."""

import hashlib
import json
from collections import Counter
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from leads.fields import ATTRIBUTE_PREFIX
from leads.reading.dates import Moment
from leads.reading.mapping import Mapping
from leads.reading.records import Record
from leads.reading.rows import Table, plain
from leads.stages import LOST, OPPORTUNITY, WON

from ..landing.arrivals import Arrival, Deal, Reached, When
from ..landing.landing import pseudonym


class Arriving:
    """Makes arrivals of one import's records. Of an id that several rows name, the last row says the values and stages
    (else reading the file again would turn them to and fro); events and deals count from every row."""

    def __init__(self, reading: str, at: datetime, mapping: Mapping, table: Table, zone: ZoneInfo) -> None:
        """`reading` names this reading of the file, `at` is when its values count from."""
        self.reading, self.at, self.mapping, self.zone = reading, at, mapping, zone
        self.last_row = _last_rows(table, mapping)
        self.has_amounts = any(target.kind == "amount" for target in mapping.columns.values())

    def arrival(self, record: Record) -> Arrival:
        external_id = record.external_id or _own_id(record)
        values = record.fields | {ATTRIBUTE_PREFIX + name: value for name, value in record.attributes.items()}
        stages = [
            Reached(stage, self.when(at), f"{external_id}:{stage}") for stage, at in record.stages.items()
        ]
        if record.number < self.last_row.get(_key_of(record), 0):
            values, stages = {}, []
        return Arrival(
            external_id=external_id,
            values=values,
            when=When(self.at),
            key=f"{external_id}@{self.reading}:{record.number}",
            stages=stages,
            events=[self._event(external_id, kind, moment) for kind, moment in record.events],
            deals=self._deals(record, external_id) if self.has_amounts else [],
        )

    def when(self, moment: Moment) -> When:
        """A day begins in the organisation's zone and keeps its date."""
        return When(moment.at) if moment.at else When(_start_of(moment.on, self.zone), moment.on)

    def _event(self, external_id: str, kind: str, moment: Moment) -> Reached:
        when = self.when(moment)
        return Reached(kind, when, f"{external_id}:{kind}:{when.on or when.at.isoformat()}")

    def _deals(self, record: Record, external_id: str) -> list[Deal]:
        """A file that has a column of amounts is a file of deals: the row is one."""
        if record.amount is None and not {OPPORTUNITY, WON, LOST} & record.stages.keys():
            return []
        values: dict[str, Any] = {}
        if record.amount is not None:
            values |= {"amount": str(record.amount), "currency": record.currency or ""}
        if opened := record.stages.get(OPPORTUNITY):
            values |= self._named("opened", opened)
        for outcome in (WON, LOST):
            if closed := record.stages.get(outcome):
                values |= self._named("closed", closed) | {"outcome": outcome}
        return [Deal(external_id, values)]

    def _named(self, name: str, moment: Moment) -> dict[str, Any]:
        when = self.when(moment)
        return {f"{name}_at": when.at.isoformat(), f"{name}_on": when.on.isoformat() if when.on else None}


@lru_cache(maxsize=20_000)
def _start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _last_rows(table: Table, mapping: Mapping) -> dict[str, int]:
    """{id: its last row} for ids that several rows name; by the id's column, or the e-mail's where there is none."""
    kinds = {
        target.kind if target.kind == "external_id" else target.name: name
        for name, target in mapping.columns.items()
    }
    column = kinds.get("external_id") or kinds.get("email")
    if column is None:
        return {}
    place = table.columns.index(column)
    counted: Counter[str] = Counter()
    last: dict[str, int] = {}
    for row in table.rows():
        if not row.faults and (key := plain(row.cells[place]).strip().casefold()):
            counted[key] += 1
            last[key] = row.number
    return {key: last[key] for key, times in counted.items() if times > 1}


def _key_of(record: Record) -> str:
    return (record.external_id or str(record.fields.get("email") or "")).casefold()


def _own_id(record: Record) -> str:
    """A row without an id is told again by its e-mail, and without one by all that it says."""
    if email := record.fields.get("email"):
        return pseudonym(str(email))
    content = json.dumps([record.fields, record.attributes], sort_keys=True, default=str)
    return "by-content-" + hashlib.sha256(content.encode()).hexdigest()[:24]
