"""The laws of working time, against a count minute by minute: zones, nights, holidays and changes of the clock."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.hours import BeyondHorizon
from tests.people.worlds import LENGTH, MICROSECOND, World, worlds

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
