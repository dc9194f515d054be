"""Rows become records: the mapping is compiled once to a list of small functions, then each row runs through
them.
"""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from typing import NamedTuple

from leads.reading.faults import Fault, excerpt
from leads.reading.mapping import Lookup, Mapping, StageNames, Target
from leads.reading.record import Ending, Put, Record, filling, must_have_id, putter, putter_if_absent
from leads.reading.rows import Cell, Row, Table
from leads.reading.settling import Settled, settle
from leads.reading.targets import Reader, reader_of
from leads.reading.values import key_of

__all__ = ["Record", "read_records", "record_reader"]

Join = Callable[[tuple[Cell, ...], Record], tuple[Cell, ...]]


class Step(NamedTuple):
    """One column's way into the record."""

    place: int
    column: str
    read: Reader
    put: Put


def read_records(
    mapping: Mapping,
    table: Table,
    lookups: Dictionary[str, Table] | None = None,
    *,
    settled: Settled | None = None,
    region: str | None = None,
    currency: str | None = None,
) -> Iterator[Record]:
    """A record for each row, rows in error included. Raises AmbiguousDates before the first, unless
    `settled`.
    """
    settled = settled or settle(mapping, table, lookups)
    record_of = record_reader(mapping, table.columns, settled, lookups, region=region, currency=currency)
    return map(record_of, table.rows())


def record_reader(
    mapping: Mapping,
    columns: tuple[str, ...],
    settled: Settled,
    lookups: Dictionary[str, Table] | None = None,
    *,
    region: str | None = None,
    currency: str | None = None,
) -> Callable[[Row], Record]:
    """The mapping, compiled: a function from row to record that touches nothing else."""
    compiler = _Compiler(mapping, settled, region, currency)
    places = {name: place for place, name in enumerate(columns)}
    steps = [compiler.step(places[name], name, target) for name, target in mapping.columns.items()]
    joins: list[Join] = []
    width = len(columns)
    for lookup in mapping.lookups:
        joins.append(compiler.join(places[lookup.on], lookup, (lookups or {})[lookup.file]))
        steps += compiler.joined_steps(width, lookup)
        width += len(lookup.columns)
    last = compiler.endings(places)
    return _runner(steps, joins, last)


def _runner(steps: list[Step], joins: list[Join], endings: list[Ending]) -> Callable[[Row], Record]:
    def record_of(row: Row) -> Record:
        number, cells, faults = row
        record = Record(number)
        if faults:
            record.faults.extend(faults)
            return record
        for join in joins:
            cells = join(cells, record)
        for place, column, read, put in steps:
            cell = cells[place]
            if cell != "":
                value, fault = read(cell)
                if fault is not None:
                    (record.faults if value is None else record.notes).append(fault.within(column))
                if value is not None:
                    put(record, value)
        for ending in endings:
            ending(cells, record)
        return record

    return record_of


@dataclass
class _Compiler:
    mapping: Mapping
    settled: Settled
    region: str | None
    currency: str | None

    def step(self, place: int, column: str, target: Target, prefix: str = "") -> Step:
        return Step(place, column, self.reader(column, target, prefix), putter(target))

    def reader(self, column: str, target: Target, prefix: str = "") -> Reader:
        order = self.settled.orders.get(prefix + column, "ymd")
        mark = self.settled.marks.get(prefix + column)
        read = reader_of(target, self.mapping.zone, order, mark, self.region, self.currency)
        pairs = self.mapping.values.get(column)
        return _translated(read, pairs) if pairs else read

    def join(self, place: int, lookup: Lookup, table: Table) -> Join:
        """Rows of the other file by key, held in memory; of a doubled key the first counts."""
        theirs = {name: at for at, name in enumerate(table.columns)}
        wanted = [theirs[name] for name in lookup.columns]
        known: dict[str, tuple[Cell, ...]] = {}
        for row in table.rows():
            if not row.faults:
                known.setdefault(
                    key_of(row.cells[theirs[lookup.theirs]]), tuple(row.cells[at] for at in wanted)
                )
        return _joiner(place, lookup, known, self.mapping.values.get(lookup.on) or {})

    def joined_steps(self, width: int, lookup: Lookup) -> list[Step]:
        columns = enumerate(lookup.columns.items(), start=width)
        return [self.step(place, name, target, f"{lookup.file}/") for place, (name, target) in columns]

    def endings(self, places: Dictionary[str, int]) -> list[Ending]:
        """What comes after the columns: named stages, defaults, the id that must be there."""
        endings: list[Ending] = []
        if self.mapping.stage_names:
            endings.append(self.named_stage(self.mapping.stage_names, places))
        if self.mapping.defaults:
            endings.append(
                filling([(putter_if_absent(target), value) for target, value in self.mapping.defaults])
            )
        targets = [
            *self.mapping.columns.values(),
            *(t for lookup in self.mapping.lookups for t in lookup.columns.values()),
        ]
        if any(target.kind == "external_id" for target in targets):
            endings.append(must_have_id)
        return endings

    def named_stage(self, names: StageNames, places: Dictionary[str, int]) -> Ending:
        place = places[names.column]
        moments = [(places[name], name, self.reader(name, Target("stage"))) for name in names.at]

        def put_named_stage(cells: tuple[Cell, ...], record: Record) -> None:
            if not (name := key_of(cells[place])):
                return
            stage = names.values.get(name)
            if stage is None and name not in names.values:
                record.notes.append(
                    Fault("stage_name_unmapped", {"value": excerpt(cells[place])}, names.column)
                )
            elif stage and stage not in record.stages:
                _put_first_moment(stage, moments, cells, record)

        return put_named_stage


def _put_first_moment(
    stage: str, moments: list[tuple[int, str, Reader]], cells: tuple[Cell, ...], record: Record
) -> None:
    for place, column, read in moments:
        moment, fault = read(cells[place])
        if moment is not None:
            record.stages[stage] = moment  # type: ignore[assignment]
            return
        if fault is not None:
            if (blamed := fault.within(column)) not in record.faults:
                record.faults.append(blamed)
            return
    record.notes.append(Fault("stage_without_moment", {"stage": stage}))


def _joiner(
    place: int, lookup: Lookup, known: Dictionary[str, tuple[Cell, ...]], pairs: Dictionary[str, str | None]
) -> Join:
    blanks: tuple[Cell, ...] = ("",) * len(lookup.columns)

    def join(cells: tuple[Cell, ...], record: Record) -> tuple[Cell, ...]:
        key = key_of(cells[place])
        key = key_of(pairs.get(key, key) or "")
        found = known.get(key) if key else blanks
        if found is None:
            fault = Fault(
                "lookup_unmatched", {"value": excerpt(cells[place]), "file": lookup.file}, lookup.on
            )
            record.notes.append(fault)
        return cells + (found or blanks)

    return join


def _translated(read: Reader, pairs: Dictionary[str, str | None]) -> Reader:
    def read_translated(cell: Cell) -> tuple[object | None, Fault | None]:
        key = key_of(cell)
        return read(pairs[key] or "") if key in pairs else read(cell)

    return read_translated
