"""The laws of working time, against a count minute by minute: zones, nights, holidays and changes of the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from people.hours import BeyondHorizon, Hours, Rules
from tests import profiles  # noqa: F401  loads the profile
from tests.people.oracle import DAYS, open_minutes

MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)
LENGTH = 4 * 24 * 60
WEEKS = [  # a zone and a local date two days before something happens
    ("Europe/Madrid", date(2027, 3, 26)),
    ("Europe/Madrid", date(2027, 10, 29)),
    ("Atlantic/Canary", date(2027, 3, 26)),
    ("America/New_York", date(2026, 10, 30)),
    ("America/Sao_Paulo", date(2018, 11, 2)),  # skips midnight
    ("Australia/Lord_Howe", date(2026, 4, 3)),  # half an hour
    ("Africa/Casablanca", date(2026, 2, 13)),
    ("Pacific/Apia", date(2011, 12, 28)),  # a whole day skipped
    ("Asia/Kolkata", date(2028, 2, 27)),
]
PATTERNS = [
    [],
    [["09:00", "17:00"]],
    [["09:00", "13:00"], ["14:00", "18:00"]],
    [["00:00", "24:00"]],
    [["02:30", "09:00"]],
    [["00:30", "02:30"], ["02:30", "03:00"]],
    [["10:00", "23:59"]],
    [["08:00", "12:00"], ["20:00", "02:30"]],
    [["22:00", "08:00"]],
]


@dataclass(frozen=True)
class World:
    """A calendar, its hours, and the open minutes counted from `start`."""

    hours: Hours
    start: datetime
    counted: list[int]
    calendar: dict[str, Any]

    def at(self, minute: int) -> datetime:
        return self.start + minute * MINUTE

    def is_open(self, minute: int) -> bool:
        return self.counted[minute + 1] > self.counted[minute]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, first = draw(st.sampled_from(WEEKS))
    dates = [(first + timedelta(days=number)).isoformat() for number in range(-1, 5)]
    some = st.lists(st.sampled_from(dates), max_size=2, unique=True)
    patterns = st.sampled_from(PATTERNS)
    week = draw(st.lists(patterns, min_size=7, max_size=7))
    for number, windows in enumerate(week):  # a week that overlaps across midnight is refused: close that day
        night = [closes for opens, closes in week[number - 1] if closes < opens]
        if night and windows and windows[0][0] < night[0]:
            week[number] = []
    if not any(week):
        week[0] = [["09:00", "17:00"]]
    hours = dict(zip(DAYS, week, strict=True))
    calendar = {
        "timezone": zone,
        "hours": hours,
        "holidays": draw(some),
        "date_overrides": {on: draw(patterns) for on in draw(some)},
        "date_breaks": {on: draw(patterns) for on in draw(some)},
    }
    built = Hours.of(Rules.parse(calendar), first, first + timedelta(days=6))
    start = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    return World(built, start, [0, *accumulate(open_minutes(calendar, start, LENGTH))], calendar)


minutes = st.integers(0, LENGTH - 1)


@given(worlds(), minutes, minutes)
def test_elapsed_is_the_count(world: World, one: int, other: int) -> None:
    early, late = sorted((one, other))
    counted = world.counted[late] - world.counted[early]
    assert world.hours.elapsed(world.at(early), world.at(late)) == counted * 60
    assert world.hours.elapsed(world.at(late), world.at(early)) == 0


@given(worlds(), minutes, st.integers(1, 1_500))
def test_due_is_the_first_minute_at_which_the_count_is_reached(world: World, start: int, target: int) -> None:
    target = min(target, world.counted[LENGTH] - world.counted[start])
    if target:
        due = next(m for m in range(start, LENGTH + 1) if world.counted[m] - world.counted[start] >= target)
        assert world.hours.add(world.at(start), target * 60) == world.at(due)


@given(worlds(), minutes, st.integers(1, 1_500))
def test_subtract_is_the_last_minute_from_which_the_count_is_reached(
    world: World, end: int, target: int
) -> None:
    target = min(target, world.counted[end])
    if target:
        begin = next(m for m in range(end, -1, -1) if world.counted[end] - world.counted[m] >= target)
        assert world.hours.subtract(world.at(end), target * 60) == world.at(begin)


@given(
    worlds(), minutes, st.integers(1, 1_500), st.lists(st.tuples(minutes, st.integers(0, 600)), max_size=4)
)
def test_pauses_stand_still(world: World, start: int, target: int, drawn: list[tuple[int, int]]) -> None:
    spans = [(begin, min(begin + length, LENGTH)) for begin, length in drawn]
    still = {minute for begin, end in spans for minute in range(begin, end)}
    pauses = [(world.at(begin), world.at(end)) for begin, end in spans]
    left, minute = target, start
    while left and minute < LENGTH:
        left -= world.is_open(minute) and minute not in still
        minute += 1
    assert world.hours.elapsed(world.at(start), world.at(minute), pauses) == (target - left) * 60
    if not left:
        assert world.hours.due(world.at(start), target * 60, pauses) == world.at(minute)


@given(worlds(), minutes)
def test_doors(world: World, minute: int) -> None:
    at, hours = world.at(minute), world.hours
    assert hours.is_open(at) == world.is_open(minute)
    opens = next((m for m in range(minute, LENGTH) if world.is_open(m)), LENGTH)
    closes = next((m for m in range(opens, LENGTH) if not world.is_open(m)), LENGTH)
    if opens < LENGTH:
        assert hours.next_open(at) == world.at(opens)
    if closes < LENGTH:
        assert hours.next_interval(at) == (world.at(opens), world.at(closes))


moments = st.integers(0, LENGTH * 60_000_000).map(lambda number: number * MICROSECOND)


@given(worlds(), moments, moments, moments)
def test_work_is_monotone_and_additive_to_the_microsecond(
    world: World, one: timedelta, two: timedelta, three: timedelta
) -> None:
    a, b, c = sorted(world.start + offset for offset in (one, two, three))
    work = world.hours.work
    assert work(a) <= work(b) <= work(c)
    assert work(b) - work(a) <= b - a
    assert abs(world.hours.elapsed(a, b) + world.hours.elapsed(b, c) - world.hours.elapsed(a, c)) <= 1


@given(worlds(), moments, st.integers(1, 400_000))
def test_elapsed_until_due_is_the_target(world: World, offset: timedelta, seconds: int) -> None:
    start, hours = world.start + offset, world.hours
    try:
        due = hours.add(start, seconds)
    except BeyondHorizon:
        assert hours.elapsed(start, hours.until) < seconds
        return
    assert hours.elapsed(start, due) == seconds == hours.elapsed(hours.subtract(due, seconds), due)
    assert hours.elapsed(start, due - MICROSECOND) < seconds
    assert hours.moment(hours.work(due)) == due


@given(worlds(), moments, st.integers(1, 100_000), moments, st.integers(0, 10**11))
def test_a_pause_moves_due_by_what_it_covers(
    world: World, offset: timedelta, seconds: int, pause: timedelta, length: int
) -> None:
    start, begins, hours = world.start + offset, world.start + pause, world.hours
    ends = begins + length * MICROSECOND
    try:
        plain, due = hours.add(start, seconds), hours.due(start, seconds, [(begins, ends)])
    except BeyondHorizon:
        return
    assert hours.elapsed(start, due, [(begins, ends)]) == seconds and due >= plain
    assert due == plain or begins < plain
    halves = [(begins + (ends - begins) / 2, ends), (begins, begins + (ends - begins) / 2)]
    assert hours.due(start, seconds, halves) == due
