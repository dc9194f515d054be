"""Working time: how much of it lies between two moments, and when so much of it will have passed.

W(t) is the working time from a calendar's first row up to t. It never falls, so elapsed = W(b) - W(a) and
due = W^-1(W(start) + target); a pause takes its own W away. Everything is counted in UTC: only the edges of windows
come from local time (`people.intervals.moment_of`), so a day of 23 or 25 hours counts what it really has.

Exactness: windows open and close on whole seconds, moments keep their microseconds, and `work` and `add` are exact.
`elapsed` gives whole seconds, the unfinished one left out. So a target met one millisecond late is late: compare
moments (`occurred_at <= due_at`), never seconds. Because of that rounding a pause is handed in as its two moments
(`due(start, target, pauses)`) and not as seconds left over.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from people.intervals import SECOND, Interval, Span, days, horizon, in_order, intervals, utc
from people.opening import ONE_DAY, CalendarFault, Reason, Rules

__all__ = ["BeyondHorizon", "CalendarFault", "Day", "Hours", "Interval", "Piece", "Reason", "Rules"]
__all__ += ["explain", "horizon", "intervals"]

NOTHING = timedelta(0)
MOST_SECONDS = 250 * 366 * 86_400


class BeyondHorizon(LookupError):
    """The answer lies outside the built rows: build further, or refuse the question."""

    def __init__(self, since: datetime, until: datetime) -> None:
        super().__init__(f"known from {since.isoformat()} to {until.isoformat()}")
        self.since, self.until = since, until


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of open time inside the asked one; a paused piece counts nothing."""

    starts_at: datetime
    ends_at: datetime
    seconds: int
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What one date gave: its windows in UTC, the pieces that lay in the asked stretch, and which rule says so."""

    on: date
    reason: Reason
    name: str
    windows: tuple[Span, ...]
    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> int:
        return sum(piece.seconds for piece in self.pieces)


class Hours:
    """A calendar's working time between `since` and `until`, answered by halving: microseconds for ten years of rows.

    All moments come in aware, in any zone, and go out in UTC. ValueError for a naive one, BeyondHorizon outside.
    """

    def __init__(self, rows: Iterable[Interval], since: datetime, until: datetime) -> None:
        self.rows = tuple(rows)
        self.since, self.until = utc(since), utc(until)
        self._opens = tuple(utc(row.opens_at) for row in self.rows)
        self._closes = tuple(utc(row.closes_at) for row in self.rows)
        self._before = tuple(timedelta(seconds=row.before_seconds) for row in self.rows)

    @classmethod
    def of(cls, rules: Rules, first: date, last: date) -> "Hours":
        """Everything from the start of `first` to the end of `last`, in the calendar's zone."""
        eve = first - ONE_DAY
        return cls(intervals(rules, eve, last), *horizon(rules, eve, last))

    def joined(self, rows: Iterable[Interval], until: datetime) -> "Hours":
        """The same calendar with the rows that follow."""
        return Hours((*self.rows, *rows), self.since, until)

    def work(self, at: datetime) -> timedelta:
        """W: exact working time up to `at`."""
        at = self._known(at)
        row = bisect_right(self._opens, at) - 1
        if row < 0:
            return self._before[0] if self.rows else NOTHING
        return self._before[row] + (min(at, self._closes[row]) - self._opens[row])

    def moment(self, work: timedelta) -> datetime:
        """W^-1: the earliest moment by which so much working time has passed; at a closing rather than an opening."""
        row = bisect_left(self._before, work) - 1
        if row >= 0:
            at = self._opens[row] + min(work - self._before[row], self.until - self._opens[row] + SECOND)
            return self._answer(at, latest=self._closes[row])
        if work == self.work(self.since):
            return self.since
        raise self._beyond()

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> int:
        """Whole open, un-paused seconds in [start, end); 0 when the end is not after the start."""
        start, end = self._known(start), self._known(end)
        if end <= start:
            return 0
        total = self.work(end) - self.work(start)
        for begins, ends in in_order(pauses, start, end):
            total -= self.work(ends) - self.work(begins)
        return total // SECOND

    def due(self, start: datetime, seconds: int, pauses: Sequence[Span] = ()) -> datetime:
        """The earliest moment at which `seconds` of open, un-paused time have passed since `start`.

        A target that ends exactly at a closing, or where a pause begins, is due there. 0 is `start` itself. A pause
        that still runs has no end to hand in: until it has, a due moment after its beginning does not exist.
        """
        start = self._known(start)
        target = self.work(start) + self._lasting(seconds)
        if seconds == 0:
            return start
        for begins, ends in in_order(pauses, start, None):
            if begins > self.until or target <= self.work(begins):
                break
            target += self.work(ends) - self.work(begins)
        return self.moment(target)

    def add(self, start: datetime, seconds: int) -> datetime:
        return self.due(start, seconds)

    def subtract(self, end: datetime, seconds: int) -> datetime:
        """The latest moment from which `seconds` of working time lead to `end`; at an opening rather than a closing."""
        end = self._known(end)
        work = self.work(end) - self._lasting(seconds)
        if seconds == 0:
            return end
        row = bisect_right(self._before, work) - 1
        if row < 0:
            raise self._beyond()
        return self._answer(self._opens[row] + (work - self._before[row]), latest=self._closes[row])

    def is_open(self, at: datetime) -> bool:
        at = self._known(at)
        row = bisect_right(self._opens, at) - 1
        return row >= 0 and at < self._closes[row]

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when open."""
        at = self._known(at)
        return max(at, self._opens[self._row_after(at)])

    def next_close(self, at: datetime) -> datetime:
        """Where the open time that runs at `at`, or comes next, ends; at the instant of a close that is the next one.

        Windows that touch (24:00 and 00:00 of the next day) are one: around the clock there is no close to find.
        """
        row = self._row_after(self._known(at))
        while row + 1 < len(self.rows) and self._closes[row] == self._opens[row + 1]:
            row += 1
        if self._closes[row] >= self.until:  # the next day, not built yet, may go on without a gap
            raise self._beyond()
        return self._closes[row]

    def next_interval(self, at: datetime) -> Span:
        """What is left of the open time at `at`, or the next one."""
        return self.next_open(at), self.next_close(at)

    def _row_after(self, at: datetime) -> int:
        row = bisect_right(self._closes, at)
        if row == len(self.rows):
            raise self._beyond()
        return row

    def _known(self, at: datetime) -> datetime:
        at = utc(at)
        if not self.since <= at <= self.until:
            raise self._beyond()
        return at

    def _answer(self, at: datetime, latest: datetime) -> datetime:
        if at > latest:
            raise self._beyond()
        return self._known(at)

    def _lasting(self, seconds: int) -> timedelta:
        if seconds < 0:
            raise ValueError("a duration is not negative")
        if seconds > MOST_SECONDS:
            raise self._beyond()
        return timedelta(seconds=seconds)

    def _beyond(self) -> BeyondHorizon:
        return BeyondHorizon(self.since, self.until)


def explain(rules: Rules, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> list[Day]:
    """Why it took so long: every date from `start` to `end`, with what it counted and why it did not.

    The seconds add up to `elapsed`. A night that began the day before `start` brings that day along.
    """
    start, end = utc(start), utc(end)
    still = in_order(pauses, start, end)
    first, last = start.astimezone(rules.zone).date() - ONE_DAY, end.astimezone(rules.zone).date()
    story, counted = [], NOTHING
    for on, windows in days(rules, first, max(first, last)):
        pieces = []
        for begins, ends, is_paused in _cut(windows, start, end, still):
            total = counted if is_paused else counted + (ends - begins)
            pieces.append(Piece(begins, ends, total // SECOND - counted // SECOND, is_paused))
            counted = total
        if pieces or on > first:
            story.append(Day(on, rules.reason(on), rules.holidays.get(on, ""), windows, tuple(pieces)))
    return story


def _cut(
    windows: Iterable[Span], start: datetime, end: datetime, still: Sequence[Span]
) -> Iterator[tuple[datetime, datetime, bool]]:
    for opens, closes in windows:
        at, closes = max(opens, start), min(closes, end)
        for begins, ends in still:
            begins, ends = max(begins, at), min(ends, closes)
            if begins < ends:
                if at < begins:
                    yield at, begins, False
                yield begins, ends, True
                at = ends
        if at < closes:
            yield at, closes, False
