"""What is news in the weeks of a number, and how often that would be said for nothing."""

from datetime import date, timedelta

import pytest

from dashboards.asking import Window
from dashboards.deviations.chart import ABOVE, BELOW, OUTSIDE, RUN, Terms, drawn
from dashboards.kpis import Reading

MONDAY = date(2026, 1, 5)


def week(place: int) -> Window:
    since = MONDAY + timedelta(days=7 * place)
    return Window(since, since + timedelta(days=6))


def values(*told: float) -> list[tuple[Window, Reading]]:
    return [(week(place), Reading(value, 40)) for place, value in enumerate(told)]


def shares(*told: tuple[int, int]) -> list[tuple[Window, Reading]]:
    return [
        (week(place), Reading(hits / of, of, numerator=hits, denominator=of))
        for place, (hits, of) in enumerate(told)
    ]


def stable(weeks: int) -> Window:
    return Window(week(0).since, week(weeks - 1).until)


def test_a_week_beyond_the_moving_ranges_is_news() -> None:
    """Mean 10, mean moving range 2: limits at 10 -+ 5.32 (Wheeler's 2.66)."""
    chart = drawn(values(9, 11, 9, 11, 9, 11, 9, 11, 15.2, 15.4), Terms(stable(8)), is_share=False)
    assert chart.mean == 10 and chart.stable_count == 8 and chart.is_ready
    assert [one.news for one in chart.weeks[8:]] == [(), (OUTSIDE,)]
    assert chart.weeks[0].high == pytest.approx(15.32) and chart.weeks[0].low == pytest.approx(4.68)


def test_a_share_is_held_against_what_its_own_cases_allow() -> None:
    """60 % of 30 is noise where 50 % of many was usual; 60 % of 400 is not."""
    chart = drawn(shares(*[(50, 100)] * 8, (18, 30), (240, 400)), Terms(stable(8)), is_share=True)
    assert chart.mean == 0.5 and [one.news for one in chart.weeks[8:]] == [(), (OUTSIDE,)]


def test_eight_in_a_row_are_news_where_that_is_asked() -> None:
    told = values(9, 11, 9, 11, 9, 11, 9, 11, *[10.5] * 8)
    assert not any(one.news for one in drawn(told, Terms(stable(8)), is_share=False).weeks)
    weeks = drawn(told, Terms(stable(8), with_runs=True), is_share=False).weeks
    assert [place for place, one in enumerate(weeks) if one.news == (RUN,)] == [14]


def test_a_threshold_is_crossed_by_chance_too() -> None:
    chart = drawn(values(0.4, 0.6, 0.9), Terms(low=0.5, high=0.8), is_share=True)
    assert [one.news for one in chart.weeks] == [(BELOW,), (), (ABOVE,)]
    assert chart.alarms is None and chart.mean is None


def test_the_false_alarms_of_a_year() -> None:
    """12 stable weeks: 35 %; with the rule of eight: 54 % (goals of the program, normal data)."""
    told = values(*[9, 11] * 6)
    assert drawn(told, Terms(stable(12)), is_share=False).alarms == pytest.approx(0.35, abs=0.02)
    assert drawn(told, Terms(stable(12), with_runs=True), is_share=False).alarms == pytest.approx(
        0.54, abs=0.02
    )


def test_limits_of_few_weeks_are_called_so() -> None:
    chart = drawn(values(9, 11, 9), Terms(stable(3)), is_share=False)
    assert not chart.is_ready
    assert (
        drawn(values(9, 11), Terms(Window(date(2020, 1, 6), date(2020, 3, 1))), is_share=False).mean is None
    )
