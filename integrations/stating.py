"""From a value of a message to a value of a lead's field, by the field's kind. Pure.

A value that can't be read is left out and noted: a lead with an odd telephone number is still a lead.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from leads.fields import ATTRIBUTE_LIMIT, ATTRIBUTE_PREFIX, DECIDED, FIELDS, TEXT_LIMIT
from leads.reading.values import (
    read_consent,
    read_domain,
    read_email,
    read_integer,
    read_phone,
    read_text,
    tidy,
)
from leads.stages import CAPTURED, DISQUALIFIED, LOST, OPPORTUNITY, SQL, WON

from .message import Said

MOST_ATTRIBUTES = 200
LONGEST_NAME = 80
STATED_STAGES = frozenset({CAPTURED, SQL, OPPORTUNITY, WON, LOST, DISQUALIFIED})
"""Stages that a source may state of a live lead. MQL and the handoff are decided here by what both teams signed: a CRM's
own word for them is kept as the attribute `stage_in_crm` and fires nothing. Accepted, rejected and recycled are heard as
Sales' answer to the open offer."""
STAGE_ELSEWHERE = ATTRIBUTE_PREFIX + "stage_in_crm"

_READERS: dict[str, Callable[[Any], tuple[Any, Any]]] = {
    "email": read_email,
    "phone": read_phone,
    "integer": read_integer,
    "choice": read_consent,
    "text": lambda value: read_text(value, TEXT_LIMIT),
}


def state(said: Said, values: dict[str, Any], name: str, given: Any) -> None:
    """Put one field's value in `values`; None clears the field, what can't be read is noted."""
    if name in DECIDED:
        return said.note(f"decided_here:{name}")
    if isinstance(given, list | dict):
        return said.note(f"unreadable:{name}")
    if given is None or given == "":
        values[name] = None
        return None
    text = given if isinstance(given, str) else _plain(given)
    value, fault = (read_domain if name == "company_domain" else _READERS[FIELDS[name]])(text)
    if value is None and fault is not None:
        return said.note(f"unreadable:{name}")
    values[name] = value
    return None


def state_attribute(said: Said, values: dict[str, Any], name: Any, given: Any) -> None:
    """A field of the source's own: kept as text, whatever its type, under its own name."""
    named = tidy(str(name))
    if not named or len(named) > LONGEST_NAME or len(values) >= MOST_ATTRIBUTES:
        return said.note(f"attribute_left_out:{named}")
    text = None if given is None or given == "" else tidy(given if isinstance(given, str) else _plain(given))
    if text is not None and len(text) > ATTRIBUTE_LIMIT:
        return said.note(f"unreadable:{named}")
    values[ATTRIBUTE_PREFIX + named] = text or None
    return None


def state_all(said: Said, data: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The lead's fields among these; names that are neither a field nor `known` are noted."""
    values: dict[str, Any] = {}
    for name, given in data.items():
        if name in FIELDS or name in DECIDED:
            state(said, values, name, given)
        elif name not in known:
            said.note(f"unknown:{name}")
    return values


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
