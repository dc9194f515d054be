"""A tree as plain rows, each as deep as its level says: what a page without scripts shows and sends.

A row asks a field ("field:country"), events ("count:page_view,call", "sum.amount:order") or opens a group ("group:any")
that holds the rows below it that lie deeper. Rows at level 0 must all hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import typed
from .catalogue import Catalogue, Field, Kind

MOST_ROWS = 300
OWN = Field(Kind.ATTRIBUTE, "")


@dataclass(frozen=True)
class Row:
    what: str = ""
    op: str = ""
    value: str = ""
    days: str = ""
    level: int = 0
    path: str = ""


def rows_of(tree: Any) -> list[Row] | None:
    """None for what is no tree at all; leaves may be at fault."""
    try:
        return _top(tree)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _top(tree: Any) -> list[Row]:
    if not tree:
        return []
    if set(tree) == {"all"}:
        parts = enumerate(tree["all"])
        return [row for place, part in parts for row in _rows(part, 0, f"all[{place}]")]
    return _rows(tree, 0, "")


def _rows(tree: Any, level: int, path: str) -> list[Row]:
    if "field" in tree:
        op = str(tree.get("op", "")).replace(" ", "_")
        return [Row(f"field:{tree['field']}", op, typed.write(tree.get("value")), "", level, path)]
    if "events" in tree:
        return [_event(tree, level, path)]
    ((kind, inside),) = tree.items()
    parts = [inside] if kind == "not" else list(inside)
    below = f"{path}.{kind}".lstrip(".")
    rows = [Row(f"group:{kind}", level=level, path=path)]
    for place, part in enumerate(parts):
        rows += _rows(part, level + 1, below if kind == "not" else f"{below}[{place}]")
    return rows


def _event(leaf: dict[str, Any], level: int, path: str) -> Row:
    names = leaf["events"] if isinstance(leaf["events"], list) else [leaf["events"]]
    measure = leaf.get("measure", "count")
    measure = f"sum.{leaf.get('of', '')}" if measure == "sum" else measure
    days = str(leaf.get("within_days") or "")
    value = typed.write(leaf.get("value"))
    return Row(f"{measure}:{','.join(names)}", str(leaf.get("op", "")), value, days, level, path)


def tree_of(rows: Iterable[Row], catalogue: Catalogue) -> dict[str, Any]:
    """{} where nothing is asked. A row deeper than what stands above it belongs to the nearest group."""
    top: list[Any] = []
    opened = [top]
    for row in rows:
        if not row.what:
            continue
        del opened[max(row.level, 0) + 1 :]
        kind, _colon, name = row.what.partition(":")
        if kind == "group":
            inside: list[Any] = []
            opened[-1].append({name: inside})
            opened.append(inside)
        else:
            opened[-1].append(_leaf(kind, name, row, catalogue))
    parts = [_negated(part) for part in top]
    return parts[0] if len(parts) == 1 else {"all": parts} if parts else {}


def _negated(part: dict[str, Any]) -> dict[str, Any]:
    """“not” takes one part: of several it is that none of them holds."""
    if "field" in part or "events" in part:
        return part
    ((kind, inside),) = part.items()
    parts = [_negated(one) for one in inside]
    if kind != "not":
        return {kind: parts}
    return {"not": parts[0] if len(parts) == 1 else {"any": parts}}


def _leaf(kind: str, name: str, row: Row, catalogue: Catalogue) -> dict[str, Any]:
    if kind == "field":
        value = typed.read(catalogue.fields.get(name, OWN), row.op, row.value)
        leaf: dict[str, Any] = {"field": name, "op": row.op}
        return leaf if value is None else leaf | {"value": value}
    measure, _dot, of = kind.partition(".")
    names = name.split(",")
    leaf = {"events": names if len(names) > 1 else name, "measure": measure, "op": row.op}
    value = typed.read(typed.EVENT, row.op, row.value)
    leaf |= {} if value is None else {"value": value}
    leaf |= {"of": of} if measure == "sum" else {}
    return leaf | ({"within_days": typed.read_number(row.days)} if row.days else {})


def with_room(rows: list[Row], more: int = 2) -> list[Row]:
    """And blank ones below, to be filled; a blank row asks nothing."""
    return [*rows, *([Row()] * more)]
