"""The rule answers for all 25 cells and reproduces the eight recommendations everybody starts from."""

import pytest

from diagnostics.priority import (
    Level,
    Priority,
    When,
    disagreement,
    judge,
    priority,
    problem_weight,
    stars,
)
from diagnostics.starter_recommendations import RECOMMENDATIONS

ORACLE = {
    "slas": (Level.HIGH, Level.MEDIUM, Priority.HIGH, 5, When.WEEKS_1_2),
    "definition": (Level.HIGH, Level.MEDIUM, Priority.HIGH, 5, When.WEEKS_1_2),
    "meetings": (Level.HIGH, Level.HIGH, Priority.HIGH, 4, When.WEEKS_5_6),
    "integrations": (Level.HIGH, Level.LOW, Priority.MEDIUM, 4, When.WEEKS_3_4),
    "dashboard": (Level.MEDIUM_HIGH, Level.MEDIUM, Priority.MEDIUM, 3, When.WEEKS_3_4),
    "feedback": (Level.MEDIUM, Level.HIGH, Priority.MEDIUM, 3, When.WEEKS_5_6),
    "culture": (Level.MEDIUM, Level.MEDIUM, Priority.LOW, 2, When.PHASE_3),
    "scoring": (Level.MEDIUM, Level.LOW, Priority.LOW, 2, When.LATER),
}
# rows: impact from high down to low; columns: ease from low up to high
GRID = """
medium medium high   high   high
low    low    medium medium medium
low    low    low    low    medium
low    low    low    low    low
low    low    low    low    low
"""
CELLS = [
    (Level(5 - row), Level(column + 1), Priority[word.upper()])
    for row, line in enumerate(GRID.strip().splitlines())
    for column, word in enumerate(line.split())
]


@pytest.mark.parametrize(("impact", "ease", "expected"), CELLS)
def test_every_cell_has_its_priority(impact: Level, ease: Level, expected: Priority) -> None:
    assert priority(impact, ease) == expected


def test_the_grid_is_whole() -> None:
    assert len({(impact, ease) for impact, ease, _ in CELLS}) == 25


@pytest.mark.parametrize("key", ORACLE)
def test_the_eight_recommendations_come_out(key: str) -> None:
    seed = next(seed for seed in RECOMMENDATIONS if seed.key == key)
    impact, ease, expected, worth, moment = ORACLE[key]
    verdict = judge(seed.impact, seed.ease, seed.is_foundation)
    assert (seed.impact, seed.ease) == (impact, ease)
    assert (verdict.priority, verdict.stars, verdict.when) == (expected, worth, moment)


def test_there_are_eight_and_no_more() -> None:
    assert {seed.key for seed in RECOMMENDATIONS} == set(ORACLE)


def test_more_impact_or_ease_never_lowers_priority_or_stars() -> None:
    for impact in Level:
        for ease in Level:
            for more_impact, more_ease in [
                (min(impact + 1, 5), ease),
                (impact, min(ease + 1, 5)),
            ]:
                assert priority(more_impact, more_ease) >= priority(impact, ease)
                assert stars(more_impact, more_ease) >= stars(impact, ease)


def test_stars_agree_with_the_priority() -> None:
    for impact in Level:
        for ease in Level:
            worth = stars(impact, ease)
            assert 1 <= worth <= 5
            assert (worth <= 2) == (priority(impact, ease) == Priority.LOW)


def test_a_flip_of_priority_is_worth_talking_even_one_level_apart() -> None:
    apart = disagreement((5, 3), (4, 3))
    assert apart.distance == 1 and apart.flips and apart.is_worth_talking
    assert not disagreement((1, 1), (2, 1)).is_worth_talking


def test_a_problem_weighs_from_1_to_125() -> None:
    assert problem_weight(1, 1, 1) == 1 and problem_weight(5, 5, 5) == 125
