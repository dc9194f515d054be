"""Turns are fair at every moment, not only at the end: nobody is ever a whole turn before or behind their part."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.routing.turns import Turn, take


def taken(weights: list[float], times: int) -> list[int]:
    turns = {place: Turn(weight) for place, weight in enumerate(weights)}
    return [take(turns) for _time in range(times)]


@pytest.mark.parametrize("people", [1, 2, 3, 7])
def test_equal_turns_go_round(people: int) -> None:
    order = taken([1.0] * people, people * 4)
    for start in range(0, len(order), people):
        assert sorted(order[start : start + people]) == list(range(people))


@settings(max_examples=150, deadline=None)
@given(people=st.integers(1, 12), times=st.integers(0, 200))
def test_counts_of_equal_people_differ_by_at_most_one(people: int, times: int) -> None:
    counted: Counter[int] = Counter(dict.fromkeys(range(people), 0))
    for one in taken([1.0] * people, times):
        counted[one] += 1
        assert max(counted.values()) - min(counted.values()) <= 1


@settings(max_examples=150, deadline=None)
@given(weights=st.lists(st.integers(1, 100), min_size=1, max_size=9), times=st.integers(1, 200))
def test_weights_are_kept_within_one_turn_all_the_way(weights: list[float], times: int) -> None:
    counted = Counter[int]()
    for number, one in enumerate(taken(weights, times), start=1):
        counted[one] += 1
        for place, weight in enumerate(weights):
            assert abs(counted[place] - number * weight / sum(weights)) < 1


@settings(max_examples=80, deadline=None)
@given(away=st.lists(st.sets(st.integers(0, 3), max_size=3), min_size=1, max_size=80))
def test_debts_add_up_to_nothing_whoever_is_away(away: list[set[int]]) -> None:
    turns = {place: Turn() for place in range(4)}
    for gone in away:
        take({place: turn for place, turn in turns.items() if place not in gone})
    assert abs(sum(turn.owed for turn in turns.values())) < 1e-6


def test_who_was_away_is_not_flooded() -> None:
    turns = {place: Turn() for place in range(3)}
    for _time in range(300):
        take({place: turns[place] for place in (0, 1)})
    assert Counter(take(turns) for _time in range(30)) == {0: 10, 1: 10, 2: 10}


def test_a_thousand_turns_of_thirds_do_not_drift() -> None:
    turns = {place: Turn(weight) for place, weight in enumerate((1, 1, 1))}
    counted = Counter(take(turns) for _time in range(30_000))
    assert set(counted.values()) == {10_000}
