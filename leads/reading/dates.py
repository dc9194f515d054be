"""Written dates become moments: a day when no time is given, else an instant, read in the zone of the
mapping.

An offset in the value wins over the zone. Of a doubled hour the earlier is meant, a missing one moves
forward.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, tzinfo
from typing import Literal, NamedTuple

from leads.reading.date_parts import FIRST_YEAR, LAST_YEAR, ORDERS, Parts, arrange, serial, split
from leads.reading.faults import Fault, excerpt
from leads.reading.rows import Cell

BLANKS = frozenset(("", "-", "--", "n/a", "na", "null", "none", "nan", "nat", "\\n", "#n/a", "0000-00-00"))
REMEMBERED = 50_000
EXAMPLES = 3
YEAR_LAST = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b")


class Moment(NamedTuple):
    """When something was. `at` (UTC) is None for a day; `on` is the date where it was written."""

    at: datetime | None
    on: date
    precision: Literal["day", "moment"]


Reading = tuple[Moment | None, Fault | None]


class AmbiguousDates(Exception):
    """Every date of a column fits several orders, or they contradict each other: somebody must say."""

    def __init__(self, column: str, orders: tuple[str, ...], examples: tuple[str, ...]) -> None:
        super().__init__(column, orders, examples)
        self.column, self.orders, self.examples = column, orders, examples
        self.also: tuple[AmbiguousDates, ...] = ()


def date_reader(zone: tzinfo, order: str = "ymd") -> Callable[[Cell], Reading]:
    """A function from cell to (moment, fault), both None for a blank. It remembers what it has read."""
    known: dict[Cell, Reading] = {}

    def read(cell: Cell) -> Reading:
        reading = known.get(cell)
        if reading is None:
            reading = read_date(cell, zone, order)
            if len(known) < REMEMBERED:
                known[cell] = reading
        return reading

    return read


def read_date(cell: Cell, zone: tzinfo, order: str = "ymd") -> Reading:
    if not isinstance(cell, str):
        return _typed(cell, zone)
    if len(cell) >= 10 and cell[4] == "-" == cell[7]:
        try:
            found = datetime.fromisoformat(cell)
        except ValueError:
            pass
        else:
            return _day(found.date(), cell) if len(cell) == 10 else _instant(found, zone, cell)
    return _written(cell.strip(), zone, order)


def _typed(cell: float | date | datetime, zone: tzinfo) -> Reading:
    if isinstance(cell, datetime):
        return _instant(cell, zone, cell)
    if isinstance(cell, date):
        return _day(cell, cell)
    return _from_serial(cell, zone)


def _written(text: str, zone: tzinfo, order: str) -> Reading:
    if text.lower() in BLANKS:
        return None, None
    try:
        parts = split(text)
        if parts is None:
            return _from_serial(float(text), zone)
    except (ValueError, OverflowError):
        return None, Fault("date_unreadable", {"value": excerpt(text)})
    return _arranged(parts, zone, order, text)


def _arranged(parts: Parts, zone: tzinfo, order: str, text: str) -> Reading:
    day = arrange(parts, order)
    if day is None:
        fits = not parts.is_settled and any(arrange(parts, other) for other in ORDERS)
        code = "date_wrong_order" if fits else "date_unreadable"
        return None, Fault(
            code, {"value": excerpt(text), "order": order} if fits else {"value": excerpt(text)}
        )
    if parts.clock is None:
        return _day(day, text)
    return _instant(datetime.combine(day, parts.clock), zone, text)


def _from_serial(number: float, zone: tzinfo) -> Reading:
    found = serial(number)
    if found is None:
        return None, Fault("date_unreadable", {"value": excerpt(number)})
    return _day(found.date(), found) if found.time() == time() else _instant(found, zone, found)


def _day(day: date, written: object) -> Reading:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, _out_of_range(written)
    return Moment(None, day, "day"), None


def _instant(found: datetime, zone: tzinfo, written: object) -> Reading:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None, _out_of_range(written)
    if found.tzinfo is None:
        return Moment(found.replace(tzinfo=zone).astimezone(UTC), found.date(), "moment"), None
    return Moment(found.astimezone(UTC), found.astimezone(zone).date(), "moment"), None


def _out_of_range(written: object) -> Fault:
    return Fault("date_out_of_range", {"value": excerpt(written), "first": FIRST_YEAR, "last": LAST_YEAR})


class OrderVote:
    """Collects the dates of one column and decides their order once all are seen."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.votes: Counter[tuple[str, ...]] = Counter()
        self.examples: dict[tuple[str, ...], list[str]] = {}
        self.is_alike = False

    def add(self, cell: Cell) -> None:
        """ISO, month names and typed cells say nothing: they read alike in every order."""
        if not isinstance(cell, str) or len(cell) < 6 or (cell[:4].isdecimal() and cell[4] == "-"):
            return
        orders = fitting_orders(cell.strip())
        if len(orders) == 3 or not orders:
            self.is_alike = self.is_alike or (bool(orders) and bool(YEAR_LAST.match(cell.strip())))
            return
        self.votes[orders] += 1
        examples = self.examples.setdefault(orders, [])
        if len(examples) < EXAMPLES and cell.strip() not in examples:
            examples.append(cell.strip())

    def decide(self) -> str:
        """The order; "ymd" when nothing depended on it. Raises AmbiguousDates when the values don't say."""
        fits = {
            order: sum(n for orders, n in self.votes.items() if order in orders)
            for order in ("dmy", "mdy", "ymd")
        }
        total = sum(self.votes.values())
        full = [order for order, count in fits.items() if count == total]
        if total == 0:
            # 02/02/2026 says the same whichever of the two comes first, and still isn't year first
            return "dmy" if self.is_alike else "ymd"
        if len(full) == 1:
            return full[0]
        best = max(fits, key=lambda order: fits[order])
        # A stray value or two in a thousand is a slip, and becomes a row in error; more is a question.
        if not full and fits[best] >= 0.99 * total and self._only(best) > 100 * (total - fits[best]):
            return best
        raise AmbiguousDates(self.column, tuple(full or [o for o, n in fits.items() if n]), self._some())

    def _only(self, order: str) -> int:
        return self.votes[(order,)]

    def _some(self) -> tuple[str, ...]:
        return tuple(example for examples in self.examples.values() for example in examples)[:EXAMPLES]


def fitting_orders(text: str) -> tuple[str, ...]:
    """The orders in which a value is a date: all three when it doesn't matter, none when it is no date.

    A two-digit year at the front is only thought of when neither the day nor the month can stand there.
    """
    try:
        parts = split(text)
    except (ValueError, OverflowError):
        return ()
    if parts is None or parts.is_settled:
        return () if parts is None else ORDERS
    by_day, by_month = arrange(parts, "dmy"), arrange(parts, "mdy")
    if by_day and by_month:
        return ORDERS if by_day == by_month else ("dmy", "mdy")
    if by_day or by_month:
        return ("dmy",) if by_day else ("mdy",)
    return ("ymd",) if arrange(parts, "ymd") else ()


def infer_order(column: str, values: Iterable[Cell]) -> str:
    """The order in which a column's dates are written. Raises AmbiguousDates."""
    vote = OrderVote(column)
    for value in values:
        vote.add(value)
    return vote.decide()
