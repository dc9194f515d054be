"""Cells become values: text, whole numbers, yes and no.

Every reader answers (value, fault): a value alone is fine, a fault alone is an error, both together are a
value
that stands and a note about it, neither is a blank.
"""

import re
import unicodedata

from leads.fields import ATTRIBUTE_LIMIT
from leads.reading.contacts import read_domain, read_email, read_phone
from leads.reading.dates import BLANKS
from leads.reading.faults import Fault, excerpt
from leads.reading.money import Mark, decimal_of, read_money
from leads.reading.rows import Cell, plain

__all__ = [
    "key_of",
    "read_boolean",
    "read_consent",
    "read_domain",
    "read_email",
    "read_integer",
    "read_money",
    "read_phone",
    "read_text",
    "tidy",
]

LARGEST_INTEGER = 2**31 - 1
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
RANGE = re.compile(r"(\d[\d.,' ]*?)\s*(?:-|–|—|\bto\b|\ba\b|\.\.)\s*\d[\d.,' ]*")
AT_LEAST = re.compile(r"(?:>=?|≥|from|over|more than|desde|más de)\s*(\d[\d.,' ]*)|(\d[\d.,' ]*)\s*\+")
WORDS = re.compile(r"\s*(?:employees|empleados|people|personas)\s*$", re.IGNORECASE)
YES = frozenset(
    "yes y true t 1 sí si s x on verdadero cierto granted given opted-in opt-in opted_in opt_in "
    "subscribed checked "
    "concedido otorgado aceptado acepto ✓ ✔ vrai ja sim".split()
) | {"opted in", "opt in", "1.0"}
NO = frozenset(
    "no n false f 0 off falso denied withdrawn refused revoked opted-out opt-out opted_out opt_out "
    "unsubscribed "
    "unchecked denegado retirado rechazado ✗ ✘ faux nein não".split()
) | {"opted out", "opt out", "0.0", "not granted"}

WITHDRAWN = frozenset("withdrawn revoked unsubscribed retirado revocado retirada baja".split())


def tidy(text: str) -> str:
    """Text that PostgreSQL takes and two keyboards type alike: composed, without control characters or half
    pairs.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.strip()


def read_text(cell: Cell, limit: int = ATTRIBUTE_LIMIT) -> tuple[str | None, Fault | None]:
    text = tidy(cell if type(cell) is str else plain(cell))
    if len(text) > limit:
        return None, Fault("text_too_long", {"length": len(text), "limit": limit})
    return text or None, None


def read_integer(cell: Cell, mark: Mark | None = None) -> tuple[int | None, Fault | None]:
    """A whole number. Of a range ("51-200", "10,000+") the lower bound counts, with a note."""
    text = WORDS.sub("", plain(cell).replace("\u00a0", " ").replace("\u202f", " ").strip())
    if text.lower() in BLANKS:
        return None, None
    if len(text) > 40:
        return _no_number(text)
    bounded = RANGE.fullmatch(text) or AT_LEAST.fullmatch(text.lower())
    digits = next(part for part in bounded.groups() if part) if bounded else text
    number = _whole(digits.replace(" ", ""), mark if isinstance(cell, str) else ".")
    if number is None:
        return _no_number(text)
    if abs(number) > LARGEST_INTEGER:
        return None, Fault("number_out_of_range", {"value": excerpt(text)})
    return number, Fault("range_lower_bound", {"value": excerpt(text)}) if bounded else None


def _whole(digits: str, mark: Mark | None) -> int | None:
    sign = -1 if digits.startswith(("-", "−")) else 1
    digits = digits.lstrip("+-−")
    if not re.fullmatch(r"\d[\d.,'’]*", digits):
        return None
    number = decimal_of(digits, mark)
    return sign * int(number) if number is not None and number == number.to_integral_value() else None


def _no_number(text: str) -> tuple[None, Fault]:
    return None, Fault("number_unreadable", {"value": excerpt(text)})


def read_boolean(cell: Cell) -> tuple[bool | None, Fault | None]:
    """Yes or no in English and Spanish, also as consent is written (granted, withdrawn)."""
    text = unicodedata.normalize("NFC", plain(cell)).strip().lower()
    if text in YES:
        return True, None
    if text in NO:
        return False, None
    if text in BLANKS:
        return None, None
    return None, Fault("boolean_unreadable", {"value": excerpt(text)})


def read_consent(cell: Cell) -> tuple[str | None, Fault | None]:
    """granted, denied or withdrawn, also from yes and no."""
    text = unicodedata.normalize("NFC", plain(cell)).strip().lower()
    if text in WITHDRAWN:
        return "withdrawn", None
    answer, fault = read_boolean(cell)
    if fault:
        return None, Fault("consent_unreadable", fault.params)
    return (None if answer is None else "granted" if answer else "denied"), None


def key_of(cell: Cell) -> str:
    """What two cells must share to mean the same in a translation or a lookup: capitals and edges don't
    count.
    """
    return tidy(plain(cell)).casefold()
