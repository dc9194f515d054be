"""Written dates: which order a column is in, and the moment each value means."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.reading.date_parts import MONTHS
from leads.reading.dates import AmbiguousDates, Moment, infer_order, read_date
from leads.reading.rows import Cell

MADRID = ZoneInfo("Europe/Madrid")
DAYS = st.dates(date(1970, 1, 1), date(2100, 12, 31))


def moment(cell: Cell, order: str = "ymd") -> Moment | None:
    found, fault = read_date(cell, MADRID, order)
    assert fault is None, fault
    return found


def fault_of(cell: Cell, order: str = "ymd") -> str:
    found, fault = read_date(cell, MADRID, order)
    assert found is None and fault is not None
    return fault.code


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2018-04-13", "ymd", date(2018, 4, 13)),
        ("2018-04-13", "mdy", date(2018, 4, 13)),
        ("2018/4/3", "dmy", date(2018, 4, 3)),
        ("2018.04.13", "ymd", date(2018, 4, 13)),
        ("20180413", "ymd", date(2018, 4, 13)),
        ("13-04-2018", "dmy", date(2018, 4, 13)),
        ("3.4.2018", "dmy", date(2018, 4, 3)),
        ("4/13/2018", "mdy", date(2018, 4, 13)),
        ("4/3/18", "mdy", date(2018, 4, 3)),
        ("18-04-03", "ymd", date(2018, 4, 3)),
        ("15 Apr, 2021", "ymd", date(2021, 4, 15)),
        ("15-abr-2021", "ymd", date(2021, 4, 15)),
        ("15 de abril de 2021", "ymd", date(2021, 4, 15)),
        ("1º de enero del 2020", "ymd", date(2020, 1, 1)),
        ("April 15th, 2021", "ymd", date(2021, 4, 15)),
        ("jueves, 15 de abril de 2021", "ymd", date(2021, 4, 15)),
        ("3-sept-20", "ymd", date(2020, 9, 3)),
        ("45631.0", "ymd", date(2024, 12, 5)),
        ("45631", "ymd", date(2024, 12, 5)),
        (45631.0, "ymd", date(2024, 12, 5)),
        (date(2021, 4, 15), "ymd", date(2021, 4, 15)),
        ("29/02/2020", "dmy", date(2020, 2, 29)),
    ],
)
def test_a_day_stays_a_day(cell: Cell, order: str, day: date) -> None:
    assert moment(cell, order) == Moment(None, day, "day")


@pytest.mark.parametrize(
    ("cell", "order", "at"),
    [
        ("2018-01-05 02:00:00", "ymd", "2018-01-05T01:00:00"),
        ("2018-07-05T02:00", "ymd", "2018-07-05T00:00:00"),
        ("2018-07-05T02:00:00.123456", "ymd", "2018-07-05T00:00:00.123456"),
        ("2018-07-05T02:00:00Z", "ymd", "2018-07-05T02:00:00"),
        ("2018-07-05T02:00:00-05:00", "ymd", "2018-07-05T07:00:00"),
        ("2018-07-05 02:00:00 UTC", "ymd", "2018-07-05T02:00:00"),
        ("2018-07-05 02:00:00 +0200", "ymd", "2018-07-05T00:00:00"),
        ("26-02-2018 19:58", "dmy", "2018-02-26T18:58:00"),
        ("2/26/2018 7:58 PM", "mdy", "2018-02-26T18:58:00"),
        ("2/26/2018 12:05:00 a. m.", "mdy", "2018-02-25T23:05:00"),
        ("2/26/2018, 7:58:03\u202fPM", "mdy", "2018-02-26T18:58:03"),
        ("15 Apr, 2021 00:03:00", "ymd", "2021-04-14T22:03:00"),
        ("Apr 15, 2021 at 3 pm", "ymd", "2021-04-15T13:00:00"),
        ("Thu, 15 Apr 2021 10:00:00 GMT", "ymd", "2021-04-15T10:00:00"),
        ("20210415T100000Z", "ymd", "2021-04-15T10:00:00"),
        ("1618480800000", "ymd", "2021-04-15T10:00:00"),
        ("1618480800", "ymd", "2021-04-15T10:00:00"),
        ("45631.5", "ymd", "2024-12-05T11:00:00"),
        (datetime(2021, 4, 15, 12), "ymd", "2021-04-15T10:00:00"),
    ],
)
def test_a_time_is_read_in_the_zone_unless_it_says_another(cell: Cell, order: str, at: str) -> None:
    found = moment(cell, order)
    assert found is not None and found.precision == "moment"
    assert found.at == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_of_a_doubled_hour_the_earlier_counts_and_a_missing_one_moves_forward() -> None:
    doubled, missing = moment("2027-10-31 02:30"), moment("2027-03-28 02:30")
    assert doubled is not None and doubled.at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert missing is not None and missing.at is not None
    assert missing.at.astimezone(MADRID).replace(tzinfo=None) == datetime(2027, 3, 28, 3, 30)


def test_the_date_of_a_moment_is_the_one_in_the_zone() -> None:
    found = moment("2018-07-05T23:30:00Z")
    assert found is not None and found.on == date(2018, 7, 6)


@pytest.mark.parametrize("cell", ["", " ", "-", "N/A", "null", "NaT", "0000-00-00"])
def test_blanks(cell: str) -> None:
    assert read_date(cell, MADRID, "ymd") == (None, None)


@pytest.mark.parametrize(
    ("cell", "order", "code"),
    [
        ("soon", "ymd", "date_unreadable"),
        ("2018-02-30", "ymd", "date_unreadable"),
        ("30/02/2018", "dmy", "date_unreadable"),
        ("2018-01-05 25:00", "ymd", "date_unreadable"),
        ("2018-01-05 13:00 PM", "ymd", "date_unreadable"),
        ("2018", "ymd", "date_unreadable"),
        ("15 Foo 2021", "ymd", "date_unreadable"),
        ("1" * 500, "ymd", "date_unreadable"),
        ("9" * 13, "ymd", "date_out_of_range"),
        ("4/13/2018", "dmy", "date_wrong_order"),
        ("13-04-2018", "ymd", "date_wrong_order"),
        ("1969-12-31", "ymd", "date_out_of_range"),
        ("2101-01-01 10:00", "ymd", "date_out_of_range"),
        ("0001-01-01T00:00:00+14:00", "ymd", "date_out_of_range"),
        (-5.0, "ymd", "date_unreadable"),
        (float("nan"), "ymd", "date_unreadable"),
    ],
)
def test_what_is_no_date(cell: Cell, order: str, code: str) -> None:
    assert fault_of(cell, order) == code


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["01-02-2018", "20-10-2017"], "dmy"),
        (["2/1/2018", "10/20/2017"], "mdy"),
        (["2/1/2018 10:00", "10/20/2017 11:00"], "mdy"),
        (["1-2-2018", "13-4-2018"], "dmy"),
        (["2018-01-02", "", "15 Apr 2021", "45631"], "ymd"),
        (["2018-01-02", "15 Apr 2021", "5/5/2018"], "dmy"),
        (["18/13/99", "99-12-31"], "ymd"),
        ([], "ymd"),
        (["13/01/2018"] * 500 + ["1/13/2018"], "dmy"),
    ],
)
def test_the_order_of_a_column(values: list[Cell], order: str) -> None:
    assert infer_order("created", values) == order


def test_a_column_in_which_every_date_fits_two_orders_asks() -> None:
    with pytest.raises(AmbiguousDates) as asked:
        infer_order("created", ["01/02/2018", "2018-01-05", "05/05/2018", "03-04-2018 10:00"])
    assert (asked.value.column, asked.value.orders) == ("created", ("dmy", "mdy"))
    assert asked.value.examples == ("01/02/2018", "03-04-2018 10:00")


def test_a_column_that_contradicts_itself_asks() -> None:
    with pytest.raises(AmbiguousDates) as asked:
        infer_order("created", ["13/01/2018", "1/13/2018", "2/3/2018"])
    assert set(asked.value.orders) == {"dmy", "mdy"}


PATTERNS = {
    "dmy": [
        "{d:02}-{m:02}-{y}",
        "{d}/{m}/{y}",
        "{d:02}.{m:02}.{y}",
        "{d} {name} {y}",
        "{d} de {name} de {y}",
    ],
    "mdy": ["{m:02}/{d:02}/{y}", "{m}-{d}-{y}", "{name} {d}, {y}"],
    "ymd": ["{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}{m:02}{d:02}"],
}
CLOCKS = ["", " {H:02}:{M:02}:{S:02}", " {h}:{M:02}:{S:02} {half}", " {H:02}:{M:02}:{S:02}+00:00"]


@settings(deadline=None)
@given(st.data(), DAYS, st.times(), st.sampled_from(list(PATTERNS)), st.sampled_from(CLOCKS))
def test_a_date_written_in_a_decided_order_is_read_back(
    data: st.DataObject, day: date, clock: datetime, order: str, ending: str
) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS[order]))
    name = data.draw(st.sampled_from([name for name, number in MONTHS.items() if number == day.month]))
    half, hour = ("PM" if clock.hour > 11 else "AM"), clock.hour % 12 or 12
    text = (pattern + ending).format(
        d=day.day,
        m=day.month,
        y=day.year,
        name=name,
        H=clock.hour,
        M=clock.minute,
        S=clock.second,
        h=hour,
        half=half,
    )
    found, fault = read_date(text, UTC, order)
    wall = datetime.combine(day, datetime.min.time(), UTC) + timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second
    )
    assert fault is None and found == (Moment(wall, day, "moment") if ending else Moment(None, day, "day"))


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1), st.sampled_from(["dmy", "mdy"]), DAYS.filter(lambda day: day.day > 12))
def test_one_telling_date_settles_a_column(days: list[date], order: str, telling: date) -> None:
    pattern = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    assert infer_order("x", [day.strftime(pattern) for day in [*days, telling]]) == order


@settings(deadline=None)
@given(st.text(max_size=80) | st.floats() | st.from_regex(r"[0-9/:. -]{1,40}"))
def test_nothing_makes_it_fall(cell: Cell) -> None:
    for order in ("ymd", "dmy", "mdy"):
        found, fault = read_date(cell, MADRID, order)
        assert found is None or fault is None
