"""The course of a scorecard: its marks by month, from what closed months said, and of the month that runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dashboards.asking import Asked, Window
from dashboards.kpis import Reading, registry
from dashboards.models import ClosedNumber, Scorecard, ScorecardLine
from dashboards.models.closed import following
from dashboards.models.scorecard import counting_on
from people.models import Organisation, Role, User

from .marking import Colour, Mark, Total, marks, total

MONTHS = 12


@dataclass(frozen=True)
class Told:
    """What a number said: of a closed month as it was said then, else as it is counted now."""

    value: float | None
    n: int
    trust: str


@dataclass(frozen=True)
class Month:
    """One month of the card that counted then. `parts` has a total for each part of the card."""

    window: Window
    card: Scorecard
    marks: Sequence[tuple[ScorecardLine, Mark, Told]]
    total: Total | None
    parts: Mapping[str, Total | None]
    is_closed: bool

    @property
    def colours(self) -> dict[str, Colour]:
        return {mark.line.key: mark.colour for _line, mark, _told in self.marks if mark.colour}


def course(at: datetime) -> list[Month]:
    """Closed months in order and the one that runs; nothing without an agreed card. The values are of the whole
    company, as months are closed."""
    cards, company = Scorecard.objects.agreed(), Organisation.current()
    if not cards:
        return []
    today = at.astimezone(company.zone).date()
    found: list[Month] = []
    before: Mapping[str, Colour] = {}
    for month, said in [*_closed(today), (today.replace(day=1), None)]:
        window = Window(month, min(following(month) - timedelta(days=1), today))
        card = counting_on(cards, window.until, company.zone)
        if card is not None:
            found.append(_month(card, window, said, before, today))
            before = found[-1].colours
    return found


def told_of(months: Sequence[Month]) -> Month:
    """The month to speak of: the one that was closed last, for its numbers are final; the running one before any was."""
    return next((month for month in reversed(months) if month.is_closed), months[-1])


def rows_of(line: ScorecardLine, user: User, month: Month) -> str:
    """The page with the rows behind a line's number; blank where it has none, and for whoever sees only some of them."""
    if not user.sees_every_lead:
        return ""
    kpi, asked = registry.get(line.kpi), Asked(user, month.window, month.window.until)
    part = kpi.main(asked) if kpi else ""
    return asked.rows_url(line.kpi, part) if part else ""


def share_of(mark: Mark, month: Month) -> float:
    """What a line weighs of the whole card, 0..1."""
    return mark.line.weight / sum(one.line.weight for _line, one, _told in month.marks)


def _closed(today: date) -> list[tuple[date, dict[str, Told]]]:
    """{month: {KPI: what was said}} of the last year, in one query."""
    since = (today.replace(day=1) - timedelta(days=31 * MONTHS)).replace(day=1)
    rows = ClosedNumber.objects.filter(closed__month__gte=since).order_by("closed__month")
    found: dict[date, dict[str, Told]] = {}
    for month, kpi, value, n, trust in rows.values_list("closed__month", "kpi", "value", "n", "trust"):
        found.setdefault(month, {})[kpi] = Told(value, n, trust)
    return list(found.items())


def _month(
    card: Scorecard,
    window: Window,
    said: Mapping[str, Told] | None,
    before: Mapping[str, Colour],
    today: date,
) -> Month:
    lines = list(card.lines.all())
    told = said if said is not None else _now(lines, window, today)
    values = {line.kpi: _value(told.get(line.kpi)) for line in lines}
    found = marks([line.told for line in lines], values, before)
    rows = [
        (line, mark, told.get(line.kpi) or Told(None, 0, "")) for line, mark in zip(lines, found, strict=True)
    ]
    parts = {
        part: total([mark for line, mark, _told in rows if line.part == part])
        for part in dict.fromkeys(line.part for line in lines)
    }
    return Month(window, card, rows, total(found), parts, said is not None)


def _value(told: Told | None) -> float | None:
    """What may still grow is missing rather than bad."""
    return None if told is None or told.trust == "immature" else told.value


def _now(lines: Sequence[ScorecardLine], window: Window, today: date) -> dict[str, Told]:
    asked = Asked(User(role=Role.REVOPS), window, today)
    found: dict[str, Any] = {}
    for line in lines:
        if line.kpi in registry:
            read: Reading = registry[line.kpi].read(asked)
            found[line.kpi] = Told(read.value, read.n, read.trust)
    return found
