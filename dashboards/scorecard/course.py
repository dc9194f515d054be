"""The course of a scorecard: its marks by month, from what closed months said, and of the month that runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dashboards.asking import Asked, Window
from dashboards.kpis import KPI, Measured, registry
from dashboards.models import ClosedNumber, Scorecard, ScorecardLine
from dashboards.models.scorecard import counting_on
from dashboards.months import following
from people.models import Organisation, Role, User

from .marking import Colour, Mark, Total, marks, total

MONTHS = 12


@dataclass(frozen=True)
class Told:
    """What a number said: of a closed month as it was said then, else as it is counted now. `is_later`: when the month was
    closed its cohort still grew, so it is told since it had its time."""

    value: float | None
    n: int
    trust: str
    is_later: bool = False


NOTHING = Told(None, 0, "")


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


Known = Callable[[KPI, Asked], Measured | None]
"""What somebody has measured already, where it answers the question."""


def course(at: datetime, known: Known = lambda _kpi, _asked: None) -> list[Month]:
    """Closed months in order and the one that runs; nothing without an agreed card. The values are of the whole
    company, as months are closed."""
    cards, company = Scorecard.objects.agreed(), Organisation.current()
    if not cards:
        return []
    today = at.astimezone(company.zone).date()
    months, read = _months(today), Counted(today, known)
    found: list[Month] = []
    before: Mapping[str, Colour] = {}
    for month, said in months:
        window = Window(month, min(following(month) - timedelta(days=1), today))
        card = counting_on(cards, window.until, company.zone)
        if card is not None:
            found.append(_month(card, window, said, before, read))
            before = found[-1].colours
    return found


class Counted:
    """What numbers say now, each read once for all the months from the first that asks for it."""

    def __init__(self, today: date, known: Known) -> None:
        self.today, self.known = today, known
        self._kept: dict[str, Measured] = {}

    def told(self, key: str, window: Window) -> Told | None:
        """None for a number that is gone."""
        if key not in registry:
            return None
        if key not in self._kept:
            kpi = registry[key]
            asked = Asked(User(role=Role.REVOPS), Window(window.since, self.today), self.today)
            self._kept[key] = self.known(kpi, asked) or kpi.measure(asked)
        measured = self._kept[key]
        reading, grown = measured.over(window), measured.mature_until
        young = grown is not None and window.until > grown
        return Told(reading.value, reading.n, "immature" if young else reading.trust)


def _months(today: date) -> list[tuple[date, dict[str, Told] | None]]:
    """Closed months with what they said, and those after them to the one that runs, of which nothing was said yet."""
    found: list[tuple[date, dict[str, Told] | None]] = [*_closed(today)]
    month = following(found[-1][0]) if found else today.replace(day=1)
    while month <= today:
        found.append((month, None))
        month = following(month)
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
    read: Counted,
) -> Month:
    lines = list(card.lines.all())
    told = {line.kpi: _told(line.kpi, window, said, read) for line in lines}
    values = {key: _value(one) for key, one in told.items()}
    found = marks([line.told for line in lines], values, before)
    rows = [(line, mark, told[line.kpi]) for line, mark in zip(lines, found, strict=True)]
    parts = {
        part: total([mark for line, mark, _told in rows if line.part == part])
        for part in dict.fromkeys(line.part for line in lines)
    }
    return Month(window, card, rows, total(found), parts, said is not None)


def _told(key: str, window: Window, said: Mapping[str, Told] | None, read: Counted) -> Told:
    """As it was said, but for a cohort that could not be judged then and can be now."""
    if said is None:
        return read.told(key, window) or NOTHING
    then = said.get(key, NOTHING)
    if then.trust != "immature":
        return then
    now = read.told(key, window)
    return then if now is None or now.trust == "immature" else replace(now, is_later=True)


def _value(told: Told) -> float | None:
    """What may still grow is missing rather than bad."""
    return None if told.trust == "immature" else told.value
