"""Written numbers and amounts of money, whichever mark parts the thousands."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from leads.reading.dates import BLANKS
from leads.reading.faults import Fault, excerpt
from leads.reading.rows import Cell

Mark = Literal[".", ","]
LONGEST = 40
LARGEST = Decimal(10) ** 12
CENT = Decimal("0.01")
SCALES = {"k": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}
SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "₱": "PHP",
    "zł": "PLN", "r$": "BRL", "us$": "USD", "u$s": "USD", "mx$": "MXN", "a$": "AUD", "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "fr": "CHF", "fr.": "CHF", "s/": "PEN", "s/.": "PEN",
    "euro": "EUR", "euros": "EUR", "dollars": "USD", "dólares": "USD",
}  # fmt: skip
# Currencies that write themselves with a bare dollar sign.
DOLLARS = frozenset("USD MXN ARS COP CLP CAD AUD NZD HKD SGD UYU DOP".split())
CODES = DOLLARS | set(SYMBOLS.values()) | frozenset(
    "CNY SEK NOK DKK CZK HUF RON BGN UAH ZAR AED SAR QAR KWD EGP MAD TND NGN KES GHS THB IDR MYR "
    "VND TWD PKR BDT "
    "LKR BOB PYG GTQ HNL NIO CRC PAB VES CUP ISK RSD BAM MKD ALL GEL AMD AZN KZT XAF XOF".split()
)  # fmt: skip
SHAPE = re.compile(r"(?P<before>[^\d.,()+\-−]*)(?P<number>[\d.,'’]*\d[.,]?)(?P<after>[^\d()+]*)")
GROUPS = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{2,3}})*{re.escape(mark)}\d{{3}}") for mark in ".,"
}
MINUS = "−-"
BEFORE_DIGITS = re.compile(rf"[^\d.,{MINUS}]*[{MINUS}]")
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


class Money(NamedTuple):
    """An amount to the cent and its currency, None when the cell names none."""

    amount: Decimal
    currency: str | None


def read_money(
    cell: Cell, default: str | None = None, mark: Mark | None = None
) -> tuple[Money | None, Fault | None]:
    """(money, None), (None, fault) or (None, None) for a blank.

    `mark` is the decimal mark of the column where its values told one. Without it three digits after a lone
    mark
    are thousands: 12.500 is twelve thousand five hundred, 12.50 twelve and a half, 0.500 a half.
    """
    if not isinstance(cell, str):
        return _rounded(Decimal(repr(cell)), None, cell) if isinstance(cell, float) else _unreadable(cell)
    text = SPACES.sub("", cell)
    if text.lower() in BLANKS:
        return None, None
    if len(text) > LONGEST:
        return _unreadable(cell)
    sign, text = _signed(text)
    found = SHAPE.fullmatch(text)
    number = decimal_of(found["number"], mark) if found else None
    if found is None or number is None:
        return _unreadable(cell)
    return _in_currency(sign * number, found["before"], found["after"], default, cell)


def decimal_of(digits: str, mark: Mark | None = None) -> Decimal | None:
    """Digits with marks as a number; None when the marks contradict each other."""
    digits = digits.replace("'", "").replace("’", "").rstrip(".,")
    point = _decimal_mark(digits) if mark is None else mark
    other = "," if point == "." else "."
    whole, _, fraction = digits.rpartition(point) if digits.count(point) == 1 else (digits, "", "")
    if point in whole or other in fraction:
        return None
    if other in whole and not GROUPS[other].fullmatch(whole):
        return None
    return Decimal(f"{whole.replace(other, '') or '0'}.{fraction or '0'}")


def infer_mark(values: Iterable[Cell]) -> Mark | None:
    """The decimal mark of a column of numbers, where at least one value can be read in one way only."""
    seen: Counter[Mark] = Counter()
    for value in values:
        if isinstance(value, str) and (mark := _telling_mark(value)):
            seen[mark] += 1
    return seen.most_common(1)[0][0] if len(seen) == 1 else None


def _telling_mark(value: str) -> Mark | None:
    digits = re.sub(r"[^\d.,]", "", value).rstrip(".,")
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas > 1:
        return "," if dots else "."
    whole, fraction = re.split("[.,]", digits)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole.strip("0"):
        return None
    return "." if dots else ","


def _decimal_mark(digits: str) -> Mark:
    """For a value alone: a lone mark before three digits parts thousands."""
    if (mark := _telling_mark(digits)) is not None:
        return mark
    return "," if "." in digits else "."


def _signed(text: str) -> tuple[int, str]:
    """Accounting parentheses and minus signs, before or after, a currency sign outside or inside."""
    if "(" in text and text.endswith(")"):
        return -1, text.replace("(", "", 1)[:-1]
    if text[-1] in MINUS or BEFORE_DIGITS.match(text):
        return -1, re.sub(f"[{MINUS}]", "", text, count=1)
    return 1, text.removeprefix("+")


def _in_currency(
    amount: Decimal, before: str, after: str, default: str | None, cell: Cell
) -> tuple[Money | None, Fault | None]:
    before, after = before.lower(), after.lower()
    scale = next((name for name in sorted(SCALES, key=len, reverse=True) if after.startswith(name)), "")
    if scale and (_currency(after, default) is None):
        amount, after = amount.scaleb(SCALES[scale]), after[len(scale) :]
    named = [word for word in (before, after) if word]
    found = [_currency(word, default) for word in named]
    if None in found or len(set(found)) > 1:
        return None, Fault("currency_unknown", {"value": excerpt(cell)})
    return _rounded(amount, found[0] if found else None, cell)


def _currency(word: str, default: str | None) -> str | None:
    if word.strip("$") == "" and word:
        return default if default in DOLLARS else "USD"
    code = word.strip("$.").upper()
    return SYMBOLS.get(word) or (code if code in CODES else None)


def _rounded(amount: Decimal, currency: str | None, cell: Cell) -> tuple[Money | None, Fault | None]:
    if not amount.is_finite() or abs(amount) >= LARGEST:
        return None, Fault("money_out_of_range", {"value": excerpt(cell)})
    return Money(amount.quantize(CENT, ROUND_HALF_UP), currency), None


def _unreadable(cell: Cell) -> tuple[None, Fault]:
    return None, Fault("money_unreadable", {"value": excerpt(cell)})
