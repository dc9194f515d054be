"""The names of the columns: one for each, none twice, none blank, none over several lines."""

import re
import unicodedata
from collections.abc import Sequence

from leads.reading.faults import Refused

MAX_COLUMNS = 2000
MAX_LENGTH = 200
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
NUMBER = re.compile(r"[-+(]?[$€£]?\s?\d[\d.,'\s]*%?\)?")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
YEAR = re.compile(r"(19|20)\d\d")


def plain_name(header: object) -> str:
    """A header on one line, without invisible characters, composed, at most 200 characters."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", str(header)))
    return " ".join(text.split())[:MAX_LENGTH].strip()


def name_columns(cells: Sequence[object]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Column names, and how many headers were blank, doubled or rewritten."""
    if len(cells) > MAX_COLUMNS:
        raise Refused("too_many_columns", found=len(cells), limit=MAX_COLUMNS)
    odd: dict[str, int] = {}
    taken: set[str] = set()
    names = []
    for place, cell in enumerate(cells, start=1):
        name, oddity = _one_name(str(cell), place, taken)
        taken.add(name)
        names.append(name)
        if oddity:
            odd[oddity] = odd.get(oddity, 0) + 1
    return tuple(names), odd


def looks_like_data(cells: Sequence[object]) -> bool:
    """Whether a first row is rather a row than a header: an e-mail address, or mostly numbers and dates."""
    texts = [str(cell).strip() for cell in cells if str(cell).strip()]
    if any(EMAIL.fullmatch(text) for text in texts):
        return True
    values = sum(_is_value(text) for text in texts)
    return bool(texts) and values * 2 >= len(texts)


def _is_value(text: str) -> bool:
    text = text[:40]
    return bool(NUMBER.fullmatch(text) or DATE.fullmatch(text)) and not YEAR.fullmatch(text)


def _one_name(header: str, place: int, taken: set[str]) -> tuple[str, str | None]:
    name = plain_name(header)
    oddity = "headers_rewritten" if name != header.strip() else None
    if not name:
        name, oddity = f"column_{place}", "headers_blank"
    if name in taken:
        oddity = "headers_doubled"
        base, number = name, 2
        while (name := f"{base} ({number})") in taken:
            number += 1
    return name, oddity
