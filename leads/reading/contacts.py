"""How one reaches people: e-mail addresses, telephone numbers and domains as typed, made alike."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from leads.reading.dates import BLANKS
from leads.reading.faults import Fault, excerpt
from leads.reading.rows import Cell, plain

# The everyday address, told by one expression; whatever it doesn't match goes to the full validator.
EVERYDAY = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
BRACKETED = re.compile(r".*<\s*([^<>]+?)\s*>\s*")
SEVERAL = re.compile(r"\s*[;,|]\s*|\s+/\s+")
DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}")
LONGEST_EMAIL = 254
LONGEST_PHONE = 60


def read_email(cell: Cell) -> tuple[str | None, Fault | None]:
    """The address in lower case. Of several the first counts, with a note."""
    text = plain(cell).strip()
    if text.lower() in BLANKS:
        return None, None
    if EVERYDAY.fullmatch(text) and len(text) <= LONGEST_EMAIL and text.index("@") <= 64:
        return text.lower(), None
    return _uncommon(text)


def _uncommon(text: str) -> tuple[str | None, Fault | None]:
    if len(text) > 4 * LONGEST_EMAIL:
        return None, Fault("email_unreadable", {"value": excerpt(text)})
    if bracketed := BRACKETED.fullmatch(text):
        text = bracketed[1]
    first, *others = [part for part in SEVERAL.split(text.removeprefix("mailto:")) if part] or [""]
    try:
        valid = validate_email(first, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError:
        return None, Fault("email_unreadable", {"value": excerpt(text)})
    note = Fault("email_first_of_several", {"value": excerpt(text)}) if others else None
    return valid.normalized.lower(), note


def read_phone(cell: Cell, region: str | None = None) -> tuple[str | None, Fault | None]:
    """The number as +34600123456 (with ;ext=12); one that makes no number stays as typed, with a note.

    `region` is the country ("ES") of numbers that are written without one.
    """
    text = plain(cell).strip().removeprefix("'")
    if text.lower() in BLANKS:
        return None, None
    if len(text) > LONGEST_PHONE:
        return None, Fault("text_too_long", {"length": len(text), "limit": LONGEST_PHONE})
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text, Fault("phone_as_typed", {"value": excerpt(text)})
    if not phonenumbers.is_possible_number(number):
        return text, Fault("phone_as_typed", {"value": excerpt(text)})
    return _international(number), None


def _international(number: phonenumbers.PhoneNumber) -> str:
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written


def read_domain(cell: Cell) -> tuple[str | None, Fault | None]:
    """acme.com from https://www.acme.com/contact or ana@acme.com; what is no domain stays as typed, with a
    note.
    """
    text = plain(cell).strip()
    if text.lower() in BLANKS:
        return None, None
    if len(text) > LONGEST_EMAIL:
        return None, Fault("text_too_long", {"length": len(text), "limit": LONGEST_EMAIL})
    host = text.lower().rpartition("@")[2].rpartition("://")[2]
    domain = host.split("/")[0].split("?")[0].split(":")[0].removeprefix("www.")
    if DOMAIN.fullmatch(domain):
        return domain, None
    return text, Fault("domain_as_typed", {"value": excerpt(text)})
