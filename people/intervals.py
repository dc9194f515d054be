"""Rules become stretches of open time in UTC, with the working seconds that came before each.

The rows belong to the date on which they open, one or more a date, so building further never changes an earlier row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.opening import FIRST_DATE, LAST_DATE, MIDNIGHT, ONE_DAY, Rules, Windows

Span = tuple[datetime, datetime]

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from `opens_at` until just before `closes_at` (UTC), after `before_seconds` of earlier working time."""

    opens_at: datetime
    closes_at: datetime
    before_seconds: int


def moment_of(zone: ZoneInfo, on: date, minute: int) -> datetime:
    """The first moment (UTC) at which the wall clock of `zone` shows that time of that date, or a later one.

    One rule for both tricks of daylight saving: a time that comes twice is its first coming, a time that is skipped
    is the moment of the change. It never goes backwards, so windows stay in order and touching ones stay touching.
    """
    wall = datetime.combine(on, time.min) + timedelta(minutes=minute)
    early, late = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    first = early.astimezone(UTC)
    if early.utcoffset() == late.utcoffset():
        return first
    other = late.astimezone(UTC)
    return first if first <= other else _change_between(zone, other, first, wall)


def _change_between(zone: ZoneInfo, early: datetime, late: datetime, wall: datetime) -> datetime:
    """Halving down to the second: before the change the clock shows less than `wall`, from it on more."""
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).replace(tzinfo=None, fold=0) < wall:
            early = middle
        else:
            late = middle
    return late


def days(rules: Rules, first: date, last: date) -> Iterator[tuple[date, tuple[Span, ...]]]:
    """Each date with the windows that open on it, in UTC; time already covered by the day before is left out.

    What a break leaves of a night may open only after midnight: it is then the next date's, in order with its own.
    """
    if not FIRST_DATE < first <= last <= LAST_DATE:
        raise ValueError(f"dates must lie in order between {FIRST_DATE} and {LAST_DATE}")
    zone, on, shut = rules.zone, first - ONE_DAY, datetime.min.replace(tzinfo=UTC)
    late: Windows = ()
    while on <= last:
        spans, (today, tomorrow) = [], _by_date(rules.windows(on))
        for opens, closes in sorted((*late, *today)):
            span = (max(moment_of(zone, on, opens), shut), moment_of(zone, on, closes))
            if span[0] < span[1]:
                spans.append(span)
                shut = span[1]
        if on >= first:
            yield on, tuple(spans)
        on, late = on + ONE_DAY, tomorrow


def _by_date(windows: Windows) -> tuple[Windows, Windows]:
    """The windows of a date that open on it, and those that open on the next one."""
    today = tuple(window for window in windows if window[0] < MIDNIGHT)
    return today, tuple((opens - MIDNIGHT, closes - MIDNIGHT) for opens, closes in windows[len(today) :])


def intervals(rules: Rules, first: date, last: date, before_seconds: int = 0) -> Iterator[Interval]:
    """The rows of the dates `first` to `last`, both included.

    To build further start at the day after the last built one with the total so far: the rows are the same as if all
    had been built at once.
    """
    for _, spans in days(rules, first, last):
        for opens, closes in spans:
            yield Interval(opens, closes, before_seconds)
            before_seconds += (closes - opens) // SECOND


def horizon(rules: Rules, first: date, last: date) -> Span:
    """From when to when the rows of these dates tell everything.

    The first date only lends its night: what began on the evening before it is not known.
    """
    return moment_of(rules.zone, first + ONE_DAY, 0), moment_of(rules.zone, last + ONE_DAY, 0)


def in_order(pauses: Sequence[Span], start: datetime, end: datetime | None) -> list[Span]:
    """The pauses inside [start, end), in order, overlapping ones joined; ValueError when one ends before it begins."""
    ordered: list[Span] = []
    for begins, ends in sorted((utc(begins), utc(ends)) for begins, ends in pauses):
        if ends < begins:
            raise ValueError("a pause ends before it begins")
        begins, ends = max(begins, start), ends if end is None else min(ends, end)
        if ordered and begins <= ordered[-1][1]:
            begins, ends = ordered[-1][0], max(ends, ordered.pop()[1])
        if begins < ends:
            ordered.append((begins, ends))
    return ordered


def utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return at.astimezone(UTC)
