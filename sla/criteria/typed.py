"""Values as a person types them in one line, and back; what can't be read stays text, for the tree's reader to judge."""

import csv
import io
import re
from typing import Any

from .catalogue import Field, Kind
from .fields import OPS
from .words import INPUTS

YES = ("yes", "true", "1", "sí", "si")
NO = ("no", "false", "0")
NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,6})?", re.ASCII)
BETWEEN = re.compile(r"\s*(?:;|\.\.|–|\bto\b|\band\b|\ba\b|\by\b|(?<=\d)\s*-)\s*")
EVENT = Field(Kind.NUMBER, "")


def write(value: Any) -> str:
    """A list with commas, quoted where one stands inside; a range keeps the sign between its ends."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, list):
        return "" if value is None else str(value)
    if value and all(isinstance(one, int | float) for one in value):
        return " .. ".join(map(str, value))
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(value)
    return line.getvalue().replace(",", ", ") if '"' not in line.getvalue() else line.getvalue()


def read(field: Field, op: str, text: str) -> Any:
    """None for a blank one. A label of a choice is as good as its value."""
    text = text.strip()
    reader = OPS[field.kind].get(op)
    how = INPUTS[reader] if reader else "text"
    if not text or not how:
        return text or None
    return READERS[how](text, field)


def read_number(text: str) -> Any:
    if not NUMBER.fullmatch(text):
        return text
    exact = float(text.replace(",", "."))
    return int(exact) if exact.is_integer() else exact


def _range(text: str, field: Field) -> Any:
    return [read_number(end) for end in BETWEEN.split(text) if end]


def _truth(text: str, field: Field) -> Any:
    return text.lower() in YES if text.lower() in YES + NO else text


def _list(text: str, field: Field) -> list[str]:
    line = next(csv.reader([text.replace("\n", " ").replace("\r", " ")], skipinitialspace=True))
    return [_choice(part.strip(), field) for part in line if part.strip()]


def _choice(text: str, field: Field) -> str:
    named = {str(label).lower(): str(value) for value, label in field.labels().items()}
    return named.get(text.lower(), text)


READERS: dict[str, Any] = {
    "text": _choice,
    "list": _list,
    "number": lambda text, field: read_number(text),
    "days": lambda text, field: read_number(text),
    "range": _range,
    "truth": _truth,
    "date": lambda text, field: text,
}
