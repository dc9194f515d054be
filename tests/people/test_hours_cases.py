"""The cases that trip other engines, by name; s2, s5 and s8 to s10 are their numbers in the list of faults."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import public_holidays
from people.hours import BeyondHorizon, CalendarFault, Hours, Rules
from tests import profiles  # noqa: F401  loads the profile
from tests.quickest import quickest

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
HOUR = 3_600
MADRID, NEW_YORK = ZoneInfo("Europe/Madrid"), ZoneInfo("America/New_York")


def calendar(
    *windows: str,
    days: tuple[str, ...] = WEEKDAYS,
    zone: str = "UTC",
    first: date = date(2025, 12, 1),
    last: date = date(2028, 12, 31),
    **more: object,
) -> Hours:
    pairs = [window.split("-") for window in windows]
    rules = Rules.parse({"timezone": zone, "hours": dict.fromkeys(days, pairs), **more})
    return Hours.of(rules, first, last)


def at(text: str, zone: ZoneInfo | None = None) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone or UTC)


NINE_TO_FIVE = calendar("09:00-17:00")
WITH_LUNCH = calendar("09:00-13:00", "14:00-18:00", zone="Europe/Madrid")
NIGHTS = calendar("22:00-06:00", days=("mon",))
NINES_IN_NEW_YORK = calendar("09:00-17:00", zone="America/New_York")


def test_s8_saturday_waits_for_monday() -> None:
    assert NINE_TO_FIVE.add(at("2026-05-09 15:00"), 2 * HOUR) == at("2026-05-11 11:00")


def test_a_pause_over_the_weekend() -> None:
    pause = (at("2026-05-08 16:30"), at("2026-05-11 09:30"))
    assert NINE_TO_FIVE.due(at("2026-05-08 16:00"), 4 * HOUR, [pause]) == at("2026-05-11 13:00")


def test_a_target_that_ends_at_closing_is_due_at_closing() -> None:
    assert NINE_TO_FIVE.add(at("2026-05-08 16:00"), HOUR) == at("2026-05-08 17:00")
    assert NINE_TO_FIVE.add(at("2026-05-08 16:00"), HOUR + 1) == at("2026-05-11 09:00:01")


def test_s5_a_pause_exactly_at_due_changes_nothing() -> None:
    pause = (at("2026-05-08 11:00"), at("2026-05-08 12:00"))
    assert NINE_TO_FIVE.due(at("2026-05-08 10:00"), HOUR, [pause]) == at("2026-05-08 11:00")
    assert NINE_TO_FIVE.due(at("2026-05-08 10:00"), HOUR + 1, [pause]) == at("2026-05-08 12:00:01")


def test_pauses_in_any_order_and_overlapping_count_once() -> None:
    late, early = (
        (at("2026-05-08 11:00"), at("2026-05-08 12:00")),
        (at("2026-05-08 10:30"), at("2026-05-08 11:30")),
    )
    assert NINE_TO_FIVE.due(at("2026-05-08 10:00"), HOUR, [late, early, late]) == at("2026-05-08 12:30")
    assert (
        NINE_TO_FIVE.elapsed(at("2026-05-08 10:00"), at("2026-05-08 13:00"), [late, early]) == 3 * HOUR // 2
    )


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        NINE_TO_FIVE.due(at("2026-05-08 10:00"), HOUR, [(at("2026-05-08 12:00"), at("2026-05-08 11:00"))])


@pytest.mark.parametrize(("start", "due"), [("12:30", "14:30"), ("13:30", "15:00")])
def test_s8_lunch_in_madrid(start: str, due: str) -> None:
    assert WITH_LUNCH.add(at(f"2026-05-05 {start}", MADRID), HOUR) == at(f"2026-05-05 {due}", MADRID)


def test_s8_tuesdays_only() -> None:
    tuesdays = calendar("09:00-17:00", days=("tue",))
    assert tuesdays.add(at("2026-05-06 10:00"), 9 * HOUR) == at("2026-05-19 10:00")


def test_s8_a_holiday_and_a_half_day() -> None:
    hours = calendar(
        "09:00-17:00",
        holidays=["2026-12-25", {"date": "2026-12-28", "name": "Fiesta"}],
        date_overrides={"2026-12-24": [["09:00", "14:00"]]},
    )
    assert hours.add(at("2026-12-24 13:00"), 2 * HOUR) == at("2026-12-29 10:00")


def test_s8_a_night_belongs_to_the_day_on_which_it_starts() -> None:
    assert NIGHTS.is_open(at("2026-05-05 05:59")) and not NIGHTS.is_open(at("2026-05-05 06:00"))
    assert NIGHTS.add(at("2026-05-04 23:00"), 8 * HOUR) == at("2026-05-11 23:00")


def test_s8_after_hours_waits_for_the_next_morning() -> None:
    assert WITH_LUNCH.add(at("2026-05-05 19:30", MADRID), HOUR) == at("2026-05-06 10:00", MADRID)


@pytest.mark.parametrize(("region", "due"), [("MD", "2025-05-05 10:00"), ("CT", "2025-05-02 10:00")])
def test_s8_a_regional_holiday_holds_in_its_region_only(region: str, due: str) -> None:
    """2 May 2025 was a Friday, and Madrid's own day; the 1st is Spain's."""
    free = public_holidays.named("ES", region, range(2025, 2026), "es")
    hours = calendar("09:00-17:00", zone="Europe/Madrid", holidays=list(free), first=date(2025, 4, 1))
    assert hours.add(at("2025-04-30 17:00", MADRID), HOUR) == at(due, MADRID)


def test_s8_a_break_that_cuts_a_night_leaves_the_next_morning_open() -> None:
    """What is left of Sunday's night opens at 02:30; Monday's own hours began at midnight."""
    hours = calendar(
        "00:00-24:00",
        days=("mon",),
        date_overrides={"2026-05-03": [["22:00", "08:00"]]},
        date_breaks={"2026-05-03": [["20:00", "02:30"]]},
    )
    assert hours.next_open(at("2026-05-03 12:00")) == at("2026-05-04 00:00")
    assert hours.elapsed(at("2026-05-03 12:00"), at("2026-05-04 12:00")) == 12 * HOUR


@pytest.mark.parametrize("end", ["23:59", "24:00"])
def test_2359_as_an_end_is_midnight(end: str) -> None:
    assert calendar(f"09:00-{end}").next_close(at("2026-05-05 10:00")) == at("2026-05-06 00:00")


def test_around_the_clock_there_is_no_close() -> None:
    always = calendar("00:00-24:00", days=(*WEEKDAYS, "sat", "sun"))
    assert always.add(at("2026-05-05 10:00"), 48 * HOUR) == at("2026-05-07 10:00")
    with pytest.raises(BeyondHorizon):
        always.next_close(at("2026-05-05 10:00"))


@pytest.mark.parametrize(
    ("start", "due"), [("2026-03-06", "2026-03-09 14:00"), ("2026-10-30", "2026-11-02 15:00")]
)
def test_s9_new_york_over_a_change(start: str, due: str) -> None:
    assert NINES_IN_NEW_YORK.add(at(f"{start} 16:00", NEW_YORK), 2 * HOUR) == at(due)


def test_s9_two_moments_of_one_zone_are_subtracted_in_utc() -> None:
    always = calendar("00:00-24:00", days=(*WEEKDAYS, "sat", "sun"), zone="America/New_York")
    night = at("2026-03-08 00:00", NEW_YORK), at("2026-03-08 04:00", NEW_YORK)
    assert always.elapsed(*night) == 3 * HOUR


@pytest.mark.parametrize(
    ("day", "window", "opens", "closes"),
    [
        (
            "2027-03-28",
            "02:30-09:00",
            "2027-03-28 01:00",
            "2027-03-28 07:00",
        ),  # 02:30 is skipped: from the change on
        ("2027-03-28", "01:00-02:30", "2027-03-28 00:00", "2027-03-28 01:00"),
        ("2027-10-31", "02:30-09:00", "2027-10-31 00:30", "2027-10-31 08:00"),  # 02:30 comes twice: the first
        ("2027-10-31", "01:00-02:30", "2027-10-30 23:00", "2027-10-31 00:30"),
    ],
)
def test_s9_madrid_on_the_night_of_a_change(day: str, window: str, opens: str, closes: str) -> None:
    hours = calendar(window, days=("sun",), zone="Europe/Madrid")
    assert hours.next_interval(at(day, MADRID)) == (at(opens), at(closes))


def test_s9_a_window_inside_the_skipped_hour_does_not_open() -> None:
    hours = calendar("02:10-02:50", days=("sun",), zone="Europe/Madrid")
    assert hours.next_open(at("2027-03-28", MADRID)) == at("2027-04-04 02:10", MADRID)


def test_s9_the_canaries_are_an_hour_behind_and_keep_old_offsets() -> None:
    canaries = calendar("09:00-17:00", zone="Atlantic/Canary")
    due = canaries.add(at("2027-03-26 16:00", MADRID), 3 * HOUR)
    assert due == at("2027-03-29 11:00", MADRID)
    winter, summer = at("2026-01-15 09:00"), at("2026-07-15 08:00")
    assert canaries.next_open(winter) == winter and canaries.next_open(summer) == summer


def test_s9_a_lead_in_another_zone_runs_on_the_calendar() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert WITH_LUNCH.add(at("2026-05-05 20:00", tokyo), HOUR) == at("2026-05-05 15:00", MADRID)


def test_s2_one_millisecond_late_is_late() -> None:
    due = NINE_TO_FIVE.add(at("2026-05-08 10:00:00.250"), HOUR)
    assert due == at("2026-05-08 11:00:00.250")
    assert due - timedelta(milliseconds=1) <= due < due + timedelta(milliseconds=1)
    assert NINE_TO_FIVE.elapsed(at("2026-05-08 10:00"), at("2026-05-08 10:00:00.999")) == 0


def test_an_end_before_the_start_is_nothing() -> None:
    assert NINE_TO_FIVE.elapsed(at("2026-05-08 12:00"), at("2026-05-08 10:00")) == 0


def test_s10_target_zero_is_the_start() -> None:
    saturday = at("2026-05-09 15:00")
    assert NINE_TO_FIVE.add(saturday, 0) == saturday == NINE_TO_FIVE.subtract(saturday, 0)


def test_a_negative_target_and_a_naive_moment_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        NINE_TO_FIVE.add(at("2026-05-08 10:00"), -1)
    with pytest.raises(ValueError, match="needs its zone"):
        NINE_TO_FIVE.is_open(datetime(2026, 5, 8))


def test_s10_the_29th_of_february() -> None:
    assert NINE_TO_FIVE.add(at("2028-02-28 16:00"), 2 * HOUR) == at("2028-02-29 10:00")


def test_s10_a_calendar_that_never_opens_is_refused_when_it_is_entered() -> None:
    never: list[dict[str, list[list[str]]]] = [{}, {"mon": []}]
    for hours in never:
        with pytest.raises(CalendarFault) as fault:
            Rules.parse({"timezone": "UTC", "hours": hours})
        assert fault.value.code == "never_open"


def test_s10_a_target_of_ten_years() -> None:
    decade = calendar("09:00-17:00", first=date(2026, 1, 1), last=date(2037, 1, 1))
    working_days = 261 * 10
    due = decade.add(at("2026-01-05 09:00"), working_days * 8 * HOUR)
    assert decade.elapsed(at("2026-01-05 09:00"), due) == working_days * 8 * HOUR and due.year == 2036
    with pytest.raises(BeyondHorizon):
        decade.add(at("2026-01-05 09:00"), 10 * working_days * 8 * HOUR)


LEAP_DAY_ONLY = calendar(
    date_overrides={"2028-02-29": [["09:00", "10:00"]]},
    days=(),
    first=date(2026, 1, 1),
    last=date(2037, 1, 1),
)


@given(st.sampled_from([LEAP_DAY_ONLY, NIGHTS, WITH_LUNCH]), st.integers(0, 10**12), st.integers(0, 10**9))
def test_s10_every_answer_comes_within_50_ms(hours: Hours, seconds: int, offset: int) -> None:
    """However long the target and however seldom it opens: an answer or a refusal, never an endless loop."""
    start = hours.since + timedelta(microseconds=offset)

    def ask() -> None:
        for question in (hours.add, hours.subtract):
            with suppress(BeyondHorizon):
                question(start, seconds)
        assert hours.next_open(start) >= start and hours.next_close(start) > start

    assert quickest(ask, below=0.050) < 0.050
