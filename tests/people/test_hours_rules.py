"""A calendar that cannot be used says where and why; the others open when they say."""

from datetime import date
from typing import Any

import pytest

from people.hours import CalendarFault, Reason, Rules

DAY = date(2026, 12, 25)  # a Friday
NINES = [["09:00", "17:00"]]


def typed(**more: object) -> dict[str, object]:
    return {"timezone": "Europe/Madrid", "hours": {"mon": NINES, "fri": NINES}, **more}


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ([], "calendar", "object"),
        (typed(timezone="Europe/Atlantis"), "timezone", "zone"),
        (typed(timezone="Europe"), "timezone", "zone"),
        (typed(timezone="../etc/passwd"), "timezone", "zone"),
        (typed(timezone="Europe/Madrid\x00"), "timezone", "zone"),
        (typed(timezone="x" * 5_000), "timezone", "zone"),
        (typed(timezone=None), "timezone", "zone"),
        (typed(holiday=[]), "holiday", "key"),
        (typed(hours=[]), "hours", "object"),
        (typed(hours={"lunes": NINES}), "hours.lunes", "day"),
        (typed(hours={"mon": "09:00-17:00"}), "hours.mon", "list"),
        (typed(hours={"mon": NINES * 25}), "hours.mon", "many"),
        (typed(hours={"mon": [["09:00"]]}), "hours.mon[0]", "window"),
        (typed(hours={"mon": [*NINES, ["18:00", "25:00"]]}), "hours.mon[1][1]", "time"),
        (typed(hours={"mon": [["24:00", "09:00"]]}), "hours.mon[0][0]", "time"),
        (typed(hours={"mon": [["9:00", "17:00"]]}), "hours.mon[0][0]", "time"),
        (typed(hours={"mon": [["٠٩:00", "17:00"]]}), "hours.mon[0][0]", "time"),
        (typed(hours={"mon": [[9, 17]]}), "hours.mon[0][0]", "time"),
        (typed(hours={"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}), "hours.mon", "overlap"),
        (typed(hours={"mon": [["22:00", "10:00"]], "tue": NINES}), "hours.tue", "overlap"),
        (typed(hours={"sun": [["22:00", "10:00"]], "mon": NINES}), "hours.mon", "overlap"),
        (typed(hours={}), "hours", "never_open"),
        (typed(hours={"mon": [], "tue": []}), "hours", "never_open"),
        (
            typed(hours={}, date_overrides={"2026-12-25": NINES}, holidays=["2026-12-25"]),
            "hours",
            "never_open",
        ),
        (typed(holidays={}), "holidays", "list"),
        (typed(holidays=["2026-12-25"] * 4_001), "holidays", "many"),
        (typed(holidays=["2026-12-25", "2026-02-29"]), "holidays[1]", "date"),
        (typed(holidays=["20261225"]), "holidays[0]", "date"),
        (typed(holidays=["1066-10-14"]), "holidays[0]", "date"),
        (typed(holidays=[{"name": "Navidad"}]), "holidays[0].date", "date"),
        (typed(holidays=[{"date": "2026-12-25", "name": 5}]), "holidays[0].name", "name"),
        (typed(holidays=[{"date": "2026-12-25", "name": "x" * 201}]), "holidays[0].name", "name"),
        (typed(date_overrides={"2026-13-01": NINES}), "date_overrides.2026-13-01", "date"),
        (
            typed(date_overrides={"2026-12-24": [["09:00", "nine"]]}),
            "date_overrides.2026-12-24[0][1]",
            "time",
        ),
        (typed(date_breaks=[]), "date_breaks", "object"),
    ],
)
def test_a_fault_says_where(data: object, path: str, code: str) -> None:
    with pytest.raises(CalendarFault) as fault:
        Rules.parse(data)
    assert (fault.value.path, fault.value.code) == (path, code)


def test_a_fault_carries_its_values() -> None:
    with pytest.raises(CalendarFault) as fault:
        Rules.parse(typed(timezone="Europe/Atlantis"))
    assert fault.value.params == {"value": "Europe/Atlantis"}


@pytest.mark.parametrize(
    ("more", "windows", "reason"),
    [
        ({}, ((540, 1020),), Reason.OPEN),
        ({"hours": {"mon": NINES}}, (), Reason.CLOSED),
        ({"holidays": ["2026-12-25"]}, (), Reason.HOLIDAY),
        ({"holidays": ["2026-12-25"], "date_overrides": {"2026-12-25": NINES}}, (), Reason.HOLIDAY),
        ({"date_overrides": {"2026-12-25": [["10:00", "12:00"]]}}, ((600, 720),), Reason.OVERRIDE),
        ({"date_overrides": {"2026-12-25": []}}, (), Reason.OVERRIDE),
        ({"date_breaks": {"2026-12-25": [["12:00", "13:00"]]}}, ((540, 720), (780, 1020)), Reason.OPEN),
        (
            {"date_breaks": {"2026-12-25": [["08:00", "13:00"], ["12:00", "14:00"]]}},
            ((840, 1020),),
            Reason.OPEN,
        ),
        ({"date_breaks": {"2026-12-25": [["00:00", "24:00"]]}}, (), Reason.BREAK),
        ({"hours": {"fri": [["09:00", "12:00"], ["12:00", "13:00"]]}}, ((540, 780),), Reason.OPEN),
        ({"hours": {"fri": [["00:00", "00:00"]]}}, ((0, 1440),), Reason.OPEN),
    ],
)
def test_what_a_date_gives(
    more: dict[str, Any], windows: tuple[tuple[int, int], ...], reason: Reason
) -> None:
    rules = Rules.parse(typed(**more))
    assert (rules.windows(DAY), rules.reason(DAY)) == (windows, reason)


def test_the_first_name_of_a_holiday_stands() -> None:
    entries = [
        "2026-12-25",
        {"date": "2026-12-25", "name": "Navidad"},
        {"date": "2026-12-25", "name": "Nadal"},
    ]
    assert Rules.parse(typed(holidays=entries)).holidays == {DAY: "Navidad"}


def test_a_calendar_of_single_dates_may_open() -> None:
    assert Rules.parse(typed(hours={}, date_overrides={"2026-12-25": NINES})).windows(DAY) == ((540, 1020),)
