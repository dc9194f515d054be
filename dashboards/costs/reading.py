"""Rows of the ledger as somebody pastes them or a file brings them, each line with what is wrong in it."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboards.models import Spend
from leads.reading.faults import Refused
from leads.reading.money import CODES, infer_mark, read_money
from leads.reading.rows import Cell, plain
from leads.reading.tables import Table, open_table
from leads.reading.values import tidy
from leads.wording import say

from .months import read_month

MOST_ROWS = 2000
COLUMNS = {
    "month": "month mes period periodo date fecha",
    "source": "source fuente origen",
    "channel": "channel canal",
    "purpose": "purpose finalidad proposito para tipo type",
    "amount": "amount importe spend spent gasto cost coste costo total",
    "currency": "currency moneda divisa",
    "label": "label etiqueta concepto concept description descripcion nota note",
}
NEEDED = ("month", "amount")
PURPOSES = {
    Spend.Purpose.CHANNEL: ("channel", "winning leads", "leads", "canal", "captacion", "captacion de leads"),
    Spend.Purpose.PROGRAM: (
        "program",
        "alignment program",
        "alignment",
        "programa",
        "programa de alineacion",
        "programa de alineamiento",
    ),
}
LONGEST = {"source": 1000, "channel": 1000, "label": 200}
Stated = tuple[date, str, str, str, Decimal, str, str]


@dataclass
class Line:
    """One line: the row it would be, or what is wrong with it; `is_known` where the ledger has one just like it."""

    number: int
    cells: Mapping[str, str]
    spend: Spend | None = None
    faults: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def has_no_rate(self) -> bool:
        """Kept in its own currency and in no sum."""
        return self.spend is not None and self.spend.amount_base is None


@dataclass
class Sheet:
    """What was read. `faults` are of the whole: then there are no lines."""

    lines: Sequence[Line] = ()
    faults: Sequence[str] = ()
    ignored: Sequence[str] = ()
    """Columns that nobody asked for."""

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @property
    def fresh(self) -> list[Line]:
        return [line for line in self.lines if line.spend and not line.is_known]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line.spend and line.is_known]

    @property
    def unpriced(self) -> list[Line]:
        return [line for line in self.lines if line.has_no_rate]


def as_text(content: bytes) -> str:
    """A CSV file or workbook as text that can be corrected on the page. Raises Refused."""
    table, told = open_table(content, has_header=True), io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.sample(MOST_ROWS + 1):
        writer.writerow([plain(cell) for cell in row.cells])
    return told.getvalue()


def read(text: str, currency: str) -> Sheet:
    """`currency` is the company's: what names none is in it."""
    try:
        table = open_table(text.encode(), has_header=True)
        rows = table.sample(MOST_ROWS + 1)
    except Refused as refused:
        return Sheet(faults=[say({"code": refused.fault.code, "params": refused.fault.params})])
    places = _places(table)
    if missing := [name for name in NEEDED if name not in places]:
        return Sheet(faults=[_missing(name) for name in missing])
    if len(rows) > MOST_ROWS:
        return Sheet(faults=[_("More than %(most)s rows: paste them in parts.") % {"most": MOST_ROWS}])
    if not rows:
        return Sheet(faults=[_("There is no row below the heads.")])
    mark = infer_mark([row.cells[places["amount"]] for row in rows if not row.faults])
    lines = [_line(row, places, currency, mark) for row in rows]
    _tell_known(lines)
    ignored = [name for at, name in enumerate(table.columns) if at not in places.values() and name.strip()]
    return Sheet(lines, ignored=ignored)


def _missing(name: str) -> str:
    words = {
        "month": _("There is no column for the month. Its head may read “month” or “mes”."),
        "amount": _("There is no column for the amount. Its head may read “amount” or “importe”."),
    }
    return words[name]


def _places(table: Table) -> dict[str, int]:
    """Which column is what, by its head; the first of two that read alike."""
    found: dict[str, int] = {}
    for at, head in enumerate(table.columns):
        for name, words in COLUMNS.items():
            if bare(head) in words.split():
                found.setdefault(name, at)
    return found


def bare(text: str) -> str:
    """Without accents and case."""
    told = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(sign for sign in told if not unicodedata.combining(sign))


def _line(row: Any, places: Mapping[str, int], currency: str, mark: Any) -> Line:
    cells = {name: row.cells[at] for name, at in places.items() if at < len(row.cells)}
    line = Line(row.number, {name: tidy(plain(cell))[:80] for name, cell in cells.items()})
    for fault in row.faults:
        line.faults.append(say({"code": fault.code, "params": fault.params}))
    if not line.faults:
        line.spend = _spend(cells, currency, mark, line.faults)
    return line


def _spend(cells: Mapping[str, Cell], currency: str, mark: Any, faults: list[str]) -> Spend | None:
    month = read_month(cells["month"])
    if month is None:
        said = {"said": plain(cells["month"])[:40]}
        faults.append(_("“%(said)s” isn't a month. Write 2026-03, 03/2026 or March 2026.") % said)
    purpose = read_purpose(plain(cells.get("purpose", "")))
    if purpose is None:
        words = _("“%(said)s” isn't a purpose. Write “winning leads” or “program”.")
        faults.append(words % {"said": plain(cells["purpose"])[:40]})
    amount, named = read_amount(cells["amount"], currency, mark, faults)
    stated = _currency(tidy(plain(cells.get("currency", ""))).upper(), named, currency, faults)
    texts = {name: tidy(plain(cells.get(name, ""))) for name in LONGEST}
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            faults.append(_("A text is longer than %(most)s letters.") % {"most": most})
    if faults or month is None or purpose is None or amount is None:
        return None
    spend = Spend(month=month, purpose=purpose, amount=amount, currency=stated, **texts)
    spend.tell_base(currency)
    return spend


def read_purpose(said: str) -> Spend.Purpose | None:
    """Blank is winning leads."""
    told = bare(said)
    labels = {bare(str(one.label)): one for one in Spend.Purpose}
    known = labels | {word: purpose for purpose, words in PURPOSES.items() for word in words}
    return Spend.Purpose.CHANNEL if not told else known.get(told)


def read_amount(cell: Cell, currency: str, mark: Any, faults: list[str]) -> tuple[Decimal | None, str]:
    """(amount, the currency it names or blank): 1.234,50 and 1,234.50 alike."""
    money, fault = read_money(cell, currency, mark)
    if fault is not None:
        faults.append(say({"code": fault.code, "params": fault.params}))
        return None, ""
    if money is None:
        faults.append(_("The amount is blank. Nothing was spent is written as 0."))
        return None, ""
    if money.amount < 0:
        faults.append(_("Less than nothing can't be spent. Correct the row that says too much instead."))
        return None, ""
    if not money.amount and any(digit in str(cell) for digit in "123456789"):
        faults.append(_("That is less than a cent, and would be kept as nothing."))
        return None, ""
    return money.amount, money.currency or ""


def _currency(said: str, named: str, usual: str, faults: list[str]) -> str:
    stated = {code for code in (said, named) if code}
    if len(stated) > 1:
        faults.append(_("The amount names another currency than its column."))
    found = said or named or usual
    if found not in CODES | {usual}:
        faults.append(_("“%(said)s” isn't a currency. Write it like EUR.") % {"said": found[:10]})
    return found


def stated(spend: Spend) -> Stated:
    """What makes two rows the same."""
    return (
        *(spend.month, spend.purpose, spend.source, spend.channel),
        *(spend.amount.quantize(Decimal("0.01")), spend.currency, spend.label),
    )


def _tell_known(lines: Sequence[Line]) -> None:
    """A file read twice must not count twice: as many lines as the ledger has rows like them are known."""
    months = {line.spend.month for line in lines if line.spend}
    rows = Spend.objects.standing().filter(month__in=months) if months else Spend.objects.none()
    there = Counter(
        stated(row)
        for row in rows.only("month", "purpose", "source", "channel", "amount", "currency", "label")
    )
    for line in lines:
        if line.spend and there[stated(line.spend)] > 0:
            line.is_known = True
            there[stated(line.spend)] -= 1
