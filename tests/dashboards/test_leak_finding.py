"""A group against the rest of the company: what it loses, whether that is shown, and what closing it is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.leaks.finding import Cell, Count, Worth, cells, judged, point, ranked
from dashboards.statistics.factors import counted

DEAL = Worth((counted("rate", 0.5), counted("deal", 1000)))
counts = st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def told(groups: dict[str, tuple[int, int]], days: int = 365) -> dict[str, Cell]:
    kept = {name: Count(*pair) for name, pair in groups.items()}
    found = judged(cells("mql_to_won", kept, days, dict.fromkeys(kept, DEAL)))
    return {str(one.value): one for one in found}


def test_hand_calculated() -> None:
    """20 of 100 go on, 120 of 300 of the rest: 20 more of 100 a year, half of them won, 1,000 each."""
    leak = told({"web": (20, 100), "fair": (60, 150), "ads": (60, 150)})["web"]
    assert (leak.own.rate, leak.rest.rate) == (0.2, 0.4)
    assert leak.extra == pytest.approx(20) and leak.money == pytest.approx(10_000)
    assert leak.is_shown and leak.money_interval is not None
    assert 0 < leak.money_interval[0] < 10_000 < leak.money_interval[1]


def test_half_a_year_is_told_by_the_year() -> None:
    leak = told({"web": (20, 100), "fair": (120, 300)}, days=73)["web"]
    assert leak.extra == pytest.approx(100)


@given(st.dictionaries(st.sampled_from("abcdef"), counts, min_size=1))
def test_laws(groups: dict[str, tuple[int, int]]) -> None:
    found = list(told(groups).values())
    for one in found:
        assert one.own.of + one.rest.of == sum(of for _hits, of in groups.values())
        assert one.chance is None or one.plain_chance is None or one.chance >= one.plain_chance
        assert not (one.is_shown and one.is_few) and (one.money is None or one.gap > 0)
    order = ranked(found)
    assert all(one.gap > 0 for one in order)
    plenty = [one.money or 0 for one in order if not one.is_few]
    assert plenty == sorted(plenty, reverse=True) and [one.is_few for one in order] == sorted(
        one.is_few for one in order
    )


def test_few_cases_are_never_shown_and_come_last() -> None:
    found = told({"tiny": (0, 10), "web": (60, 200), "ads": (90, 200)})
    assert found["tiny"].chance is None and not found["tiny"].is_shown
    assert [one.value for one in ranked(list(found.values()))] == ["web", "tiny"]


def test_a_group_alone_has_nobody_to_be_held_against() -> None:
    alone = told({"web": (20, 100)})["web"]
    assert alone.gap == 0 and alone.money is None and not alone.is_shown


def test_many_questions_take_more() -> None:
    """One gap that is clear alone is no longer so among many groups."""
    alone = told({"a": (30, 100), "b": (45, 100)})
    many = told({"a": (30, 100), "b": (45, 100), **{str(n): (38, 100) for n in range(12)}})
    assert alone["a"].is_shown and not many["a"].is_shown


def test_one_more_point() -> None:
    money, (low, high) = point("x", 1000, 365, DEAL)
    assert money == pytest.approx(5_000) and low == pytest.approx(high) == pytest.approx(5_000)


def test_without_a_win_nothing_has_a_price() -> None:
    kept = {"a": Count(1, 50), "b": Count(25, 50)}
    found = judged(cells("x", kept, 365, {}))
    assert all(one.money is None for one in found) and ranked(found) == []
