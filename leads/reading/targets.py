"""How the cells of a column are read, by what the column becomes."""

from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

from leads.fields import TEXT_LIMIT
from leads.reading.dates import Moment, date_reader
from leads.reading.faults import Fault, excerpt
from leads.reading.mapping import Target
from leads.reading.money import CODES, Mark, read_money
from leads.reading.rows import Cell, plain
from leads.reading.values import (
    read_boolean,
    read_consent,
    read_domain,
    read_email,
    read_integer,
    read_phone,
    read_text,
)

Reader = Callable[[Cell], tuple[object | None, Fault | None]]
EXTERNAL_ID_LIMIT = 255
NAMED: dict[str, Reader] = {"consent": read_consent, "company_domain": read_domain}


def reader_of(
    target: Target,
    zone: tzinfo,
    order: str = "ymd",
    mark: Mark | None = None,
    region: str | None = None,
    currency: str | None = None,
) -> Reader:
    """The function from cell to (value, fault) for a target; see `values` for what the pair means."""
    if target.kind in ("stage", "event"):
        return date_reader(zone, order)
    if target.kind == "amount":
        return partial(read_money, default=currency, mark=mark)
    if target.kind == "currency":
        return read_currency
    if target.kind == "external_id":
        return partial(read_text, limit=EXTERNAL_ID_LIMIT)
    return read_text if target.kind == "attribute" else _field_reader(target, zone, order, mark, region)


def _field_reader(target: Target, zone: tzinfo, order: str, mark: Mark | None, region: str | None) -> Reader:
    kind, _, limit = target.type.partition(":")
    if kind in ("text", "choice") and target.name in NAMED:
        return NAMED[target.name]
    readers: dict[str, Reader] = {
        "email": read_email,
        "phone": partial(read_phone, region=region),
        "integer": partial(read_integer, mark=mark),
        "money": partial(_money_as_text, mark=mark),
        "boolean": read_boolean,
        "date": partial(_date_as_text, date_reader(zone, order)),
    }
    return readers.get(kind) or partial(read_text, limit=int(limit or TEXT_LIMIT))


def read_currency(cell: Cell) -> tuple[str | None, Fault | None]:
    """An ISO 4217 code, or a sign that money is written with."""
    code = plain(cell).strip().upper()
    if code in CODES or not code:
        return code or None, None
    money, _ = read_money(f"1{code}")
    if money and money.currency:
        return money.currency, None
    return None, Fault("currency_unknown", {"value": excerpt(code)})


def fill(target: Target, given: object) -> object | None:
    """The value that a default stands for; None when it can't be one."""
    if target.kind not in ("field", "attribute", "currency") or not isinstance(given, str | int | float):
        return None
    cell: Cell = given if isinstance(given, str) else plain(given)
    value, _ = reader_of(target, ZoneInfo("UTC"), mark=None if isinstance(given, str) else ".")(cell)
    return value


def _money_as_text(cell: Cell, mark: Mark | None) -> tuple[str | None, Fault | None]:
    money, fault = read_money(cell, mark=mark)
    return (_written(money.amount) if money else None), fault


def _date_as_text(
    read: Callable[[Cell], tuple[Moment | None, Fault | None]], cell: Cell
) -> tuple[str | None, Fault | None]:
    moment, fault = read(cell)
    return ((moment.at or moment.on).isoformat() if moment else None), fault


def _written(amount: Decimal) -> str:
    return format(amount, "f")
