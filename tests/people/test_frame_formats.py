"""Numbers, money, dates and durations read as the reader's language writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from people.templatetags.formats import (
    day,
    duration,
    exact,
    moment,
    money,
    number,
    percent,
    points,
    shown,
    span,
)

NBSP = "\u00a0"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "english", "spanish"),
    [
        (lambda: number(1234567), "1,234,567", "1.234.567"),
        (lambda: number(Decimal("12.34")), "12.3", "12,3"),
        (lambda: number(-5), "−5", "−5"),
        (lambda: percent(0.614), f"61{NBSP}%", f"61{NBSP}%"),
        (lambda: percent(0.0432), f"4.3{NBSP}%", f"4,3{NBSP}%"),
        (lambda: percent(0), f"0{NBSP}%", f"0{NBSP}%"),
        (lambda: money(12500, "EUR"), "€12,500", f"12.500{NBSP}€"),
        (lambda: money(Decimal("-84.5"), "USD"), "−$84.50", f"−84,50{NBSP}$"),
        (lambda: money(1000, "SEK"), f"1,000{NBSP}SEK", f"1.000{NBSP}SEK"),
    ],
)
def test_number_follows_the_language(said: Callable[[], str], english: str, spanish: str) -> None:
    with translation.override("en"):
        assert said() == english
    with translation.override("es"):
        assert said() == spanish


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (8100, "2 h 15 min"),
        (-90, "1 min"),
        (timedelta(hours=30), "30 h"),
        (360_000, "100 h"),
    ],
)
def test_working_time_is_never_said_in_days(seconds: float | timedelta, said: str) -> None:
    with translation.override("en"):
        assert duration(seconds).replace(NBSP, " ") == said


def test_calendar_time_is_said_in_days_from_two_on() -> None:
    assert span(86400).replace(NBSP, " ") == "24 h"
    assert span(3 * 86400 + 4 * 3600).replace(NBSP, " ") == "3 d 4 h"
    assert span(47 * 86400 + 4 * 3600).replace(NBSP, " ") == "47 d"


@pytest.mark.parametrize("form", [number, percent, points, money, duration, span, exact, day, moment])
def test_what_is_not_known_is_a_dash(form: Callable[[Any], str]) -> None:
    assert form(None) == "–"


@pytest.mark.parametrize("odd", ["", "abc", float("nan"), float("inf")])
def test_odd_value_is_a_dash_and_never_an_error(odd: Any) -> None:
    assert number(odd) == percent(odd) == money(odd) == duration(odd) == "–"


def test_moment_is_relative_and_keeps_the_exact_one_in_the_readers_zone() -> None:
    with timezone.override("Europe/Madrid"), translation.override("en"):
        said = moment(NOW - timedelta(hours=3), NOW)
    assert "3\u00a0h ago" in said and 'title="2 Mar 2026, 07:30"' in said


def test_day_falls_in_the_readers_zone() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Madrid"):
        assert day(late) == "3 Mar 2026"
        assert day(date(2026, 3, 2)) == "2 Mar 2026"
        with translation.override("es"):
            assert day(date(2026, 3, 2)) == "2 mar 2026"


def test_kind_decides_the_form() -> None:
    with translation.override("en"):
        assert (
            shown(0.5, "percent") == f"50{NBSP}%"
            and shown(5, "EUR") == "€5"
            and shown(3600, "duration") == f"1{NBSP}h"
        )
