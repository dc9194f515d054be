"""Twelve months at a glance: each day once, in its column, and marked for what is unlike its weekday."""

from datetime import date

from people.almanac import CELL, Almanac, almanac
from people.opening import Rules

TODAY = date(2026, 3, 15)
OFFICE = [["09:00", "13:00"], ["13:00", "18:00"]]
RULES = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE),
        "holidays": [{"date": "2026-12-25", "name": "Navidad"}, "2026-03-02"],
        "date_overrides": {
            "2026-12-24": [["09:00", "14:00"]],
            "2026-12-31": [],
            "2026-05-05": [["09:00", "18:00"]],
        },
        "date_breaks": {"2026-04-01": [["12:00", "13:00"]]},
    }
)


def kinds(year: Almanac) -> dict[date, str]:
    return {day.on: day.kind for month in year.months for day in month.days}


def test_every_day_of_twelve_months_is_there_once() -> None:
    year = almanac(RULES, TODAY)
    days = [day.on for month in year.months for day in month.days]
    assert (days[0], days[-1], len(days)) == (date(2026, 3, 1), date(2027, 2, 28), 365)
    assert [day.on for month in year.months for day in month.days if day.is_today] == [TODAY]


def test_days_are_marked_for_what_is_unlike_their_weekday() -> None:
    found = kinds(almanac(RULES, TODAY))
    assert found[date(2026, 12, 25)] == "holiday" and found[date(2026, 12, 26)] == "closed"
    assert [found[date(2026, 12, day)] for day in (23, 24, 31)] == ["open", "other", "other"]
    assert (found[date(2026, 4, 1)], found[date(2026, 5, 5)]) == ("other", "open")


def test_the_words_beside_the_picture_tell_what_is_not_over() -> None:
    year = almanac(RULES, TODAY)
    assert [(day.on, day.words) for day in year.holidays] == [(date(2026, 12, 25), "Navidad")]
    assert [day.words for day in year.others] == ["09:00-12:00, 13:00-18:00", "09:00-14:00", ""]


def test_a_week_begins_where_the_company_begins_it() -> None:
    monday, sunday = almanac(RULES, TODAY).months[0], almanac(RULES, TODAY, week_starts=6).months[0]
    assert (monday.days[0].x - monday.x, sunday.days[0].x - sunday.x) == (
        6 * CELL,
        0,
    )  # 1 March 2026: a Sunday
