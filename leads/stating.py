"""Values that a person or a program states of a lead, read by the same readers as the cells of a file."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from leads.fields import ATTRIBUTE_LIMIT, ATTRIBUTE_PREFIX, FIELDS
from leads.reading.mapping import ATTRIBUTE, Target
from leads.reading.targets import reader_of
from leads.reading.values import read_text

from .wording import say

MOST_ATTRIBUTES = 200
UTC = ZoneInfo("UTC")
Faults = dict[str, list[str]]


def state(
    given: Mapping[str, Any], attributes: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], Faults]:
    """(values for an arrival, {field: what is wrong with it}); None or "" clears a field. Only fields of a lead."""
    values: dict[str, Any] = {}
    faults: Faults = {}
    for name, value in given.items():
        _read(values, faults, name, name, value, Target("field", name, FIELDS[name]))
    for name, value in (attributes or {}).items():
        if not ATTRIBUTE.fullmatch(name) or len(attributes or {}) > MOST_ATTRIBUTES:
            faults.setdefault("attributes", []).append(
                say({"code": "mapping_bad_attribute", "params": {"path": "attributes", "name": name[:80]}})
            )
            continue
        _read(values, faults, ATTRIBUTE_PREFIX + name, "attributes", value, None)
    return values, faults


def _read(
    values: dict[str, Any], faults: Faults, key: str, field: str, value: Any, target: Target | None
) -> None:
    if value in (None, ""):
        values[key] = None
        return
    text = str(value).lower() if isinstance(value, bool) else str(value)
    read, fault = reader_of(target, UTC)(text) if target else read_text(text, ATTRIBUTE_LIMIT)
    if read is None and fault is not None:
        said = {"code": fault.code, "params": dict(fault.params)}
        faults.setdefault(field, []).append(say(said))
    else:
        values[key] = read
