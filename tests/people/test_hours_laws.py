"""The laws of working time, against a count minute by minute: zones, nights, holidays and changes of the clock.

Each drawn calendar is held to every law, because drawing one costs more than asking it; the traceback names the law.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.hours import BeyondHorizon
from tests.people.worlds import LENGTH, MICROSECOND, World, worlds
from tests.profiles import LAWS

Span = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """What the laws ask of a world: minutes of it, moments between them, a target, and pauses in any order."""

    minutes: tuple[int, int]
    moments: tuple[timedelta, timedelta, timedelta]
    target: int
    seconds: int
    pauses: list[Span]


def _span(number: int) -> Span:
    begin, length = number % LENGTH, number // LENGTH
    return begin, min(begin + length, LENGTH)


minute = st.integers(0, LENGTH - 1)
moment = st.integers(0, LENGTH * 60_000_000).map(lambda number: number * MICROSECOND)
asked = st.builds(
    Asked,
    st.tuples(minute, minute),
    st.tuples(moment, moment, moment),
    st.integers(1, 1_500),
    st.integers(1, 400_000),
    st.lists(st.integers(0, 600 * LENGTH).map(_span), max_size=3),
)


def elapsed_is_the_count(world: World, asked: Asked) -> None:
    early, late = sorted(asked.minutes)
    assert world.hours.elapsed(world.at(early), world.at(late)) == world.count(early, late) * 60
    assert world.hours.elapsed(world.at(late), world.at(early)) == 0


def due_is_the_first_minute_at_which_the_count_is_reached(world: World, asked: Asked) -> None:
    start = asked.minutes[0]
    target = min(asked.target, world.count(start, LENGTH))
    if target:
        due = world.reached(world.count(0, start) + target)
        assert world.hours.add(world.at(start), target * 60) == world.at(due)


def subtract_is_the_last_minute_from_which_the_count_is_reached(world: World, asked: Asked) -> None:
    end = asked.minutes[0]
    target = min(asked.target, world.count(0, end))
    if target:
        begin = world.reached(world.count(0, end) - target + 1) - 1
        assert world.hours.subtract(world.at(end), target * 60) == world.at(begin)


def pauses_stand_still(world: World, asked: Asked) -> None:
    start, running = asked.minutes[0], np.diff(world.counted) > 0
    for begin, end in asked.pauses:
        running[begin:end] = False
    passed = np.cumsum(running[start:])
    end = min(start + int(np.searchsorted(passed, asked.target)) + 1, LENGTH)
    counted = int(passed[end - start - 1])
    pauses = [(world.at(begin), world.at(end)) for begin, end in asked.pauses]
    assert world.hours.elapsed(world.at(start), world.at(end), pauses) == counted * 60
    if counted == asked.target:
        assert world.hours.due(world.at(start), asked.target * 60, pauses) == world.at(end)


def _first(found: npt.NDArray[np.bool_]) -> int:
    """Where the first one stands, or how many there are."""
    return int(found.argmax()) if found.any() else len(found)


def doors_are_where_the_count_begins_and_ends(world: World, asked: Asked) -> None:
    minute, running, hours = asked.minutes[0], np.diff(world.counted) > 0, world.hours
    assert hours.is_open(world.at(minute)) == running[minute]
    opens = minute + _first(running[minute:])
    closes = opens + _first(~running[opens:])
    if opens < LENGTH:
        assert hours.next_open(world.at(minute)) == world.at(opens)
    if closes < LENGTH:
        assert hours.next_interval(world.at(minute)) == (world.at(opens), world.at(closes))


def work_is_monotone_and_additive_to_the_microsecond(world: World, asked: Asked) -> None:
    a, b, c = sorted(world.start + offset for offset in asked.moments)
    work, elapsed = world.hours.work, world.hours.elapsed
    assert work(a) <= work(b) <= work(c)
    assert work(b) - work(a) <= b - a
    assert abs(elapsed(a, b) + elapsed(b, c) - elapsed(a, c)) <= 1


def elapsed_until_due_is_the_target(world: World, asked: Asked) -> None:
    start, hours = world.start + asked.moments[0], world.hours
    try:
        due = hours.add(start, asked.seconds)
    except BeyondHorizon:
        assert hours.elapsed(start, hours.until) < asked.seconds
        return
    assert (
        hours.elapsed(start, due) == asked.seconds == hours.elapsed(hours.subtract(due, asked.seconds), due)
    )
    assert hours.elapsed(start, due - MICROSECOND) < asked.seconds
    assert hours.moment(hours.work(due)) == due


def a_pause_moves_due_by_what_it_covers(world: World, asked: Asked) -> None:
    start, hours = world.start + asked.moments[0], world.hours
    begins, ends = sorted(world.start + offset for offset in asked.moments[1:])
    seconds = asked.seconds // 4 + 1
    try:
        plain, due = hours.add(start, seconds), hours.due(start, seconds, [(begins, ends)])
    except BeyondHorizon:
        return
    assert hours.elapsed(start, due, [(begins, ends)]) == seconds and due >= plain
    assert due == plain or begins < plain
    halves = [(begins + (ends - begins) / 2, ends), (begins, begins + (ends - begins) / 2)]
    assert hours.due(start, seconds, halves) == due


ALL: tuple[Callable[[World, Asked], None], ...] = (
    elapsed_is_the_count,
    due_is_the_first_minute_at_which_the_count_is_reached,
    subtract_is_the_last_minute_from_which_the_count_is_reached,
    pauses_stand_still,
    doors_are_where_the_count_begins_and_ends,
    work_is_monotone_and_additive_to_the_microsecond,
    elapsed_until_due_is_the_target,
    a_pause_moves_due_by_what_it_covers,
)


@settings(max_examples=LAWS)
@given(worlds(), asked)
def test_every_law_holds_in_every_world(world: World, asked: Asked) -> None:
    for law in ALL:
        law(world, asked)


@pytest.mark.parametrize("law", ALL, ids=lambda law: law.__name__)
def test_each_law_holds(law: Callable[[World, Asked], None]) -> None:
    """A few examples each, so that a broken law is known by its name though others break with it."""

    @settings(max_examples=25, database=None)
    @given(worlds(), asked)
    def holds(world: World, asked: Asked) -> None:
        law(world, asked)

    holds()
