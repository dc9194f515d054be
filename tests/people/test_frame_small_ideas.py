"""Sparks, differences and tiles: the arithmetic behind three pieces."""

import pytest

from people.differences import differences
from people.sparks import HEIGHT, spark
from people.tiles import Tile


def test_spark_runs_from_low_to_high() -> None:
    drawn = spark([1, 2, 3])
    assert drawn and drawn.line.count("L") == 2 and drawn.end[1] < HEIGHT / 2


def test_missing_value_leaves_a_gap() -> None:
    drawn = spark([1, None, 3, 4])
    assert drawn and drawn.line.count("M") == 2 and drawn.line.count("L") == 1


@pytest.mark.parametrize("values", [[], [1], [None, 2, None]])
def test_fewer_than_two_values_draw_nothing(values: list[float | None]) -> None:
    assert spark(values) is None


def test_flat_line_stands_in_the_middle() -> None:
    drawn = spark([5, 5, 5])
    assert drawn and drawn.end[1] == HEIGHT / 2


def test_difference_names_what_went_and_what_came() -> None:
    changes = differences("within 8 hours", "within 4 hours")
    assert [(change.kind, change.text) for change in changes] == [
        ("same", "within "), ("old", "8"), ("new", "4"), ("same", " hours"),
    ]  # fmt: skip


def test_both_versions_can_be_read_back_from_the_difference() -> None:
    before, after = (
        "Sales calls, then notes why.\nTwice.",
        "Marketing answers and notes why.\nOnce, twice.",
    )
    changes = differences(before, after)
    assert "".join(change.text for change in changes if change.kind != "new") == before
    assert "".join(change.text for change in changes if change.kind != "old") == after


def test_change_is_good_or_bad_by_the_way_that_is_better() -> None:
    assert Tile("x", 1, change=2, better="up").verdict == "good"
    assert Tile("x", 1, change=2, better="down").verdict == "bad"
    assert Tile("x", 1, change=2).verdict == Tile("x", 1, change=0, better="up").verdict == "neutral"


def test_target_is_met_on_the_better_side() -> None:
    assert Tile("x", 5, target=5, better="up").meets_target is True
    assert Tile("x", 6, target=5, better="down").meets_target is False
    assert Tile("x", None, target=5, better="up").meets_target is None
