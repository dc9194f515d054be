"""From the JSON of a mapping to a checked `Mapping`. Faults are found all at once, each with its path."""

import json
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from leads.reading.faults import Fault, excerpt
from leads.reading.headers import plain_name
from leads.reading.mapping import (
    ORDERS,
    SINGLE,
    STAGES,
    BadMapping,
    FieldTypes,
    Lookup,
    Mapping,
    StageNames,
    Target,
    target_of,
)
from leads.reading.targets import fill

KEYS = ("columns", "stage_names", "values", "lookups", "defaults", "date_order", "time_zone")


def parse_mapping(
    written: str | bytes | object,
    *,
    fields: FieldTypes,
    columns: Sequence[str] | None = None,
    files: Dictionary[str, Sequence[str]] | None = None,
    stages: Sequence[str] = STAGES,
    time_zone: str = "UTC",
) -> Mapping:
    """A mapping from JSON text or from the object that it stands for. Raises `BadMapping` with every fault.

    `fields` are the lead's fields and their types; `columns` the columns of the file (None: not compared);
    `files`
    the files that lookups may name, with their columns; `time_zone` counts where the mapping names none.
    """
    reading = _Reading(fields, columns, files, stages)
    data = reading.loaded(written)
    mapping = reading.mapping(data, time_zone) if not reading.faults else None
    if mapping is None or reading.faults:
        raise BadMapping(reading.faults)
    return mapping


@dataclass
class _Reading:
    """One walk over the JSON; collects faults and goes on."""

    fields: FieldTypes
    columns: Sequence[str] | None
    files: Dictionary[str, Sequence[str]] | None
    stages: Sequence[str]
    faults: list[Fault] = field(default_factory=list)

    def blame(self, code: str, path: str, **params: object) -> None:
        self.faults.append(Fault(code, {"path": path, **params}))

    def loaded(self, written: object) -> dict[str, object]:
        if isinstance(written, str | bytes):
            try:
                written = json.loads(written)
            except (ValueError, RecursionError):
                self.blame("mapping_not_json", "$")
                return {}
        found = self.dictionary(written, "$")
        for key in found:
            if key not in KEYS:
                self.blame("mapping_unknown_key", f"$.{excerpt(key)}", key=excerpt(key))
        return found

    def mapping(self, data: dict[str, object], time_zone: str) -> Mapping:
        lookups = self.lookups(data.get("lookups"))
        columns = self.targets(data.get("columns"), "$.columns", self.columns)
        stage_names = self.stage_names(data.get("stage_names"))
        order, orders = self.order(data.get("date_order"))
        if not columns and not stage_names:
            self.blame("mapping_empty", "$.columns")
        joined = [name for lookup in lookups for name in lookup.columns]
        self.once([*columns.values(), *(target for lookup in lookups for target in lookup.columns.values())])
        return Mapping(
            columns=columns,
            zone=self.zone(data.get("time_zone") or time_zone),
            stage_names=stage_names,
            values=self.values(data.get("values"), joined),
            lookups=lookups,
            defaults=self.defaults(data.get("defaults")),
            date_order=order,
            date_orders=orders,
        )

    def dictionary(self, value: object, path: str) -> dict[str, object]:
        if value is None or isinstance(value, dict):
            return value or {}
        self.blame("mapping_not_object", path)
        return {}

    def text(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value.strip()
        self.blame("mapping_not_text", path)
        return ""

    def column(self, name: object, path: str, columns: Sequence[str] | None) -> str:
        """A column by the name its header has; lines and double spaces in it don't count."""
        text = self.text(name, path)
        if columns is None or text in columns or not text:
            return text
        if (bare := plain_name(text)) not in columns:
            self.blame("mapping_column_missing", path, column=excerpt(text))
        return bare

    def targets(self, value: object, path: str, columns: Sequence[str] | None) -> dict[str, Target]:
        found = {}
        for name, written in self.dictionary(value, path).items():
            here = f"{path}[{json.dumps(excerpt(name), ensure_ascii=False)}]"
            column = self.column(name, here, columns)
            if written is None or written == "":
                continue
            target = self.target(self.text(written, here), here)
            if target:
                found[column] = target
        return found

    def target(self, written: str, path: str) -> Target | None:
        target = target_of(written, self.fields, self.stages) if written else None
        if isinstance(target, Fault):
            self.blame(target.code, path, **{name: excerpt(value) for name, value in target.params.items()})
            return None
        return target

    def once(self, targets: list[Target]) -> None:
        """Two columns can't both be the lead's id, amount or the moment of one stage, nor fill one field."""
        seen: set[Target] = set()
        for target in targets:
            if target in seen and target.kind in (*SINGLE, "field", "stage"):
                self.blame("mapping_target_twice", "$.columns", target=target.name)
            seen.add(target)

    def stage_names(self, value: object) -> StageNames | None:
        path = "$.stage_names"
        data = self.dictionary(value, path)
        if not data:
            return None
        for key in ("column", "values", "at"):
            if not data.get(key):
                self.blame("mapping_missing_key", path, key=key)
        names: dict[str, str | None] = {}
        for name, stage in self.dictionary(data.get("values"), f"{path}.values").items():
            here = f"{path}.values[{json.dumps(excerpt(name), ensure_ascii=False)}]"
            if stage and stage not in self.stages:
                self.blame("mapping_unknown_stage", here, stage=excerpt(stage))
            names[name.strip().casefold()] = str(stage) if stage else None
        at = [data["at"]] if isinstance(data.get("at"), str) else self.sequence(data.get("at"), f"{path}.at")
        moments = [self.column(name, f"{path}.at[{place}]", self.columns) for place, name in enumerate(at)]
        column = self.column(data.get("column") or "", f"{path}.column", self.columns)
        return StageNames(column, names, tuple(moments))

    def sequence(self, value: object, path: str) -> list[object]:
        if value is None or isinstance(value, list):
            return value or []
        self.blame("mapping_not_list", path)
        return []

    def values(self, value: object, joined: Sequence[str]) -> dict[str, dict[str, str | None]]:
        found = {}
        known = None if self.columns is None else [*self.columns, *joined]
        for name, pairs in self.dictionary(value, "$.values").items():
            path = f"$.values[{json.dumps(excerpt(name), ensure_ascii=False)}]"
            column = self.column(name, path, known)
            found[column] = {
                source.strip().casefold(): None if to is None else str(to)
                for source, to in self.dictionary(pairs, path).items()
            }
        return found

    def lookups(self, value: object) -> tuple[Lookup, ...]:
        entries = self.sequence(value, "$.lookups")
        found = [self.lookup(entry, f"$.lookups[{place}]") for place, entry in enumerate(entries)]
        return tuple(lookup for lookup in found if lookup)

    def lookup(self, value: object, path: str) -> Lookup | None:
        data = self.dictionary(value, path)
        for key in ("file", "on", "columns"):
            if not data.get(key):
                self.blame("mapping_missing_key", path, key=key)
        file = self.text(data.get("file") or "", f"{path}.file")
        if not file:
            return None
        if self.files is not None and file not in self.files:
            self.blame("mapping_lookup_missing", f"{path}.file", file=excerpt(file))
            return None
        return self.join(file, data, path)

    def join(self, file: str, data: dict[str, object], path: str) -> Lookup:
        theirs_known = self.files[file] if self.files is not None else None
        on = data.get("on") or ""
        ours, theirs = (on.get("column"), on.get("their")) if isinstance(on, dict) else (on, on)
        return Lookup(
            file=file,
            on=self.column(ours, f"{path}.on", self.columns),
            theirs=self.column(theirs or ours, f"{path}.on", theirs_known),
            columns=self.targets(data.get("columns"), f"{path}.columns", theirs_known),
        )

    def defaults(self, value: object) -> tuple[tuple[Target, object], ...]:
        found = []
        for name, given in self.dictionary(value, "$.defaults").items():
            path = f"$.defaults[{json.dumps(excerpt(name), ensure_ascii=False)}]"
            target = self.target(name.strip(), path)
            filled = fill(target, given) if target else None
            if target and filled is None:
                self.blame("mapping_bad_default", path, target=excerpt(name))
            elif target:
                found.append((target, filled))
        return tuple(found)

    def order(self, value: object) -> tuple[str, dict[str, str]]:
        """One order for all columns, or {column: order} once somebody was asked about single ones."""
        if value is None:
            return "auto", {}
        if isinstance(value, dict):
            orders = {self.column(name, "$.date_order", None): order for name, order in value.items()}
        else:
            orders = {"": value}
        for order in orders.values():
            if order not in ORDERS:
                self.blame("mapping_bad_date_order", "$.date_order", order=excerpt(order))
        return str(orders.pop("", "auto")), {name: str(order) for name, order in orders.items()}

    def zone(self, name: object) -> ZoneInfo:
        try:
            return ZoneInfo(name if isinstance(name, str) else "")
        except (ValueError, OSError, KeyError):
            self.blame("mapping_bad_zone", "$.time_zone", zone=excerpt(name))
            return ZoneInfo("UTC")
