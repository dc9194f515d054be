"""S8, S9: deadlines at the edges of calendars, as a clock's ledger gives them; and the cases of the field by name."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from people.hours import Hours
from people.opening import Rules
from sla.ledger import Entry, judge

HOUR = 3600
WEEK = ("mon", "tue", "wed", "thu", "fri")
NINE_TO_FIVE = [["09:00", "17:00"]]
SPLIT = [["09:00", "13:00"], ["14:00", "18:00"]]


def office(
    windows: list[list[str]] | None = None,
    days: tuple[str, ...] = WEEK,
    zone: str = "Europe/Madrid",
    **more: Any,
) -> Hours:
    hours = dict.fromkeys(days, windows or NINE_TO_FIVE)
    return Hours.of(
        Rules.parse({"timezone": zone, "hours": hours, **more}), date(2026, 1, 1), date(2028, 12, 31)
    )


def due(hours: Hours, start: str, seconds: int, zone: str = "Europe/Madrid", *more: tuple[str, str]) -> str:
    """Where a clock that starts at this local moment is due, in local time; `more` are (kind, local moment)."""
    of = ZoneInfo(zone)
    entries = [
        Entry(kind, datetime.fromisoformat(at).replace(tzinfo=of).astimezone(UTC))
        for kind, at in (("start", start), *more)
    ]
    return f"{judge(entries, hours, seconds).due_at.astimezone(of):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("hours", "start", "seconds", "expected"),
    [
        (office(), "2026-05-09 15:00", 2 * HOUR, "2026-05-11 11:00"),  # Saturday waits for Monday
        (office(), "2026-05-08 16:00", HOUR, "2026-05-08 17:00"),  # ends exactly at closing
        (office(), "2026-05-08 16:00", HOUR + 60, "2026-05-11 09:01"),
        (office(SPLIT), "2026-05-08 12:30", HOUR, "2026-05-08 14:30"),  # over lunch
        (office(SPLIT), "2026-05-08 13:30", HOUR, "2026-05-08 15:00"),  # starts at lunch
        (office(days=("tue",)), "2026-05-12 16:00", 2 * HOUR, "2026-05-19 10:00"),  # Tuesdays only
        (office(holidays=["2026-05-11"]), "2026-05-08 16:00", 2 * HOUR, "2026-05-12 10:00"),  # a regional holiday
        (office([["22:00", "06:00"]]), "2026-05-08 23:00", 8 * HOUR, "2026-05-11 23:00"),  # Friday's night
        (office([["09:00", "23:59"]]), "2026-05-08 23:00", 2 * HOUR, "2026-05-11 10:00"),  # 23:59 means 24:00
        (office(date_overrides={"2026-12-24": [["09:00", "12:00"]]}, holidays=["2026-12-25"]),
         "2026-12-24 11:00", 2 * HOUR, "2026-12-28 10:00"),  # half a day, then Christmas and a weekend
    ],
)  # fmt: skip
def test_s8_due_at_the_edges_of_a_calendar(hours: Hours, start: str, seconds: int, expected: str) -> None:
    assert due(hours, start, seconds) == expected


def test_s8_friday_four_hours_paused_over_the_weekend() -> None:
    pause = (("pause", "2026-05-08 16:30"), ("resume", "2026-05-11 09:30"))
    assert due(office(), "2026-05-08 16:00", 4 * HOUR, "Europe/Madrid", *pause) == "2026-05-11 13:00"


ALWAYS = [["00:00", "24:00"]]
EVERY_DAY = (*WEEK, "sat", "sun")


@pytest.mark.parametrize(
    ("zone", "start", "seconds", "expected"),
    [
        ("Europe/Madrid", "2027-03-28 00:00", 4 * HOUR, "2027-03-28 05:00"),  # 02:00 is missing
        ("Europe/Madrid", "2027-10-31 00:00", 4 * HOUR, "2027-10-31 03:00"),  # 02:00 comes twice
        ("Atlantic/Canary", "2027-03-28 00:00", 4 * HOUR, "2027-03-28 05:00"),  # 01:00 is missing
        ("Atlantic/Canary", "2027-10-31 00:00", 4 * HOUR, "2027-10-31 03:00"),
        ("America/New_York", "2026-03-08 00:00", 3 * HOUR, "2026-03-08 04:00"),
    ],
)
def test_s9_the_night_that_is_an_hour_short_or_long(
    zone: str, start: str, seconds: int, expected: str
) -> None:
    assert due(office(ALWAYS, EVERY_DAY, zone), start, seconds, zone) == expected


@pytest.mark.parametrize(
    ("friday", "expected"),
    [("2026-03-06 16:00", "2026-03-09T14:00Z"), ("2026-10-30 16:00", "2026-11-02T15:00Z")],
)
def test_s9_over_a_weekend_that_changes_the_clocks(friday: str, expected: str) -> None:
    start = datetime.fromisoformat(friday).replace(tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    state = judge([Entry("start", start)], office(zone="America/New_York"), 2 * HOUR)
    assert f"{state.due_at:%Y-%m-%dT%H:%MZ}" == expected


def test_s9_a_lead_in_another_zone_is_due_by_the_calendars_clock() -> None:
    start = datetime(2027, 3, 26, 20, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # noon on Friday in Madrid
    state = judge([Entry("start", start)], office(), 8 * HOUR)
    assert state.due_at == datetime(2027, 3, 29, 10, 0, tzinfo=UTC)  # Monday noon, an hour earlier in UTC


def test_s9_a_past_clock_keeps_the_offset_of_then() -> None:
    for month, hour in ((1, 15), (7, 14)):
        start = Entry("start", datetime(2026, month, 14, hour, 0, tzinfo=UTC))  # 16:00 in Madrid
        due_at = judge([start], office(), 2 * HOUR).due_at
        assert due_at == datetime(2026, month, 15, hour - 6, 0, tzinfo=UTC)  # 10:00 the next day
