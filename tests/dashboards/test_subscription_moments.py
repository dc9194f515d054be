"""When something regular is due: on the reader's clock, through daylight saving, over weekends and holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dashboards.subscriptions.moments import Rhythm, first_working_day, next_moment
from dashboards.subscriptions.working import next_for
from people.models import User, WorkingCalendar
from tests import profiles  # noqa: F401  loads the profile

MADRID, NEW_YORK = ZoneInfo("Europe/Madrid"), ZoneInfo("America/New_York")
ZONES = [
    MADRID,
    NEW_YORK,
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("Pacific/Apia"),
]
rhythms = st.builds(Rhythm, st.sampled_from(["weekly", "monthly"]), st.integers(0, 23), st.integers(1, 7))
moments = st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def on_weekdays(day: date) -> bool:
    return day.isoweekday() < 6


@given(rhythms, st.sampled_from(ZONES), moments)
def test_the_next_one_is_later_and_on_its_day(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    found = next_moment(rhythm, zone, after, on_weekdays)
    wall = found.astimezone(zone)
    assert found > after
    if rhythm.cadence == "weekly":
        assert wall.isoweekday() == rhythm.weekday and found - after <= timedelta(days=14, hours=2)
    else:
        assert wall.date() == first_working_day(wall.date().replace(day=1), on_weekdays)
    # an hour that the change skips is the moment of the change
    assert wall.hour == rhythm.hour or wall.hour == rhythm.hour + 1


@given(rhythms, st.sampled_from(ZONES), moments, st.integers(0, 60 * 24 * 40))
def test_nothing_lies_between(rhythm: Rhythm, zone: ZoneInfo, after: datetime, minutes: int) -> None:
    """Whoever asks later, but before the next one, gets the same: a sweep that was down misses none and repeats none."""
    found = next_moment(rhythm, zone, after, on_weekdays)
    later = after + timedelta(minutes=minutes)
    again = next_moment(rhythm, zone, later, on_weekdays)
    assert again == found if later < found else again > found


def moment(rhythm: Rhythm, zone: ZoneInfo, year: int, month: int, day: int, hour: int = 0) -> str:
    after = datetime(year, month, day, hour, tzinfo=UTC)
    return f"{next_moment(rhythm, zone, after, on_weekdays):%Y-%m-%dT%H:%M}"


def test_daylight_saving() -> None:
    monday = Rhythm("weekly", 8, 1)
    assert moment(monday, MADRID, 2026, 3, 24) == "2026-03-30T06:00"
    assert moment(monday, MADRID, 2026, 3, 16) == "2026-03-16T07:00"
    assert moment(Rhythm("weekly", 2, 7), MADRID, 2026, 3, 28) == "2026-03-29T01:00"
    assert moment(Rhythm("weekly", 2, 7), MADRID, 2026, 10, 24) == "2026-10-25T00:00"
    assert moment(monday, NEW_YORK, 2026, 3, 7) == "2026-03-09T12:00"


def test_the_first_working_day() -> None:
    monthly = Rhythm("monthly", 9)
    assert moment(monthly, MADRID, 2026, 1, 30) == "2026-02-02T08:00"
    assert moment(monthly, MADRID, 2026, 2, 2, 8) == "2026-03-02T08:00"
    assert first_working_day(date(2026, 8, 1), lambda day: False) == date(2026, 8, 1)


def test_by_the_readers_own_calendar(marta: User, rita: User, office: WorkingCalendar) -> None:
    rules = office.current(datetime(2026, 4, 1, tzinfo=UTC)).rules | {  # type: ignore[union-attr]
        "holidays": [{"date": "2026-05-01", "name": "May Day"}]
    }
    office.publish(rules, by=rita, at=datetime(2026, 4, 1, tzinfo=UTC))
    found = next_for(marta, Rhythm("monthly", 9), datetime(2026, 4, 20, tzinfo=UTC))
    assert f"{found:%Y-%m-%dT%H:%M}" == "2026-05-04T07:00"
    marta.time_zone = "America/New_York"
    assert next_for(marta, Rhythm("monthly", 9), datetime(2026, 4, 20, tzinfo=UTC)).hour == 13
