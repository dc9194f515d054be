"""Why this deadline: every date says what it counted, or which rule closed it, and the sum is the elapsed time."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.hours import Hours, Piece, Reason, Rules, explain

RULES = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": [{"date": "2026-12-25", "name": "Navidad"}],
        "date_overrides": {"2026-12-24": [["09:00", "14:00"]]},
    }
)
NIGHTS = Rules.parse({"timezone": "Europe/Madrid", "hours": {"mon": [["22:00", "06:00"]]}})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_christmas() -> None:
    story = explain(RULES, at("2026-12-24 12:00"), at("2026-12-28 09:00"))
    assert [(day.on.day, day.reason, day.name, day.seconds) for day in story] == [
        (24, Reason.OVERRIDE, "", 3_600),
        (25, Reason.HOLIDAY, "Navidad", 0),
        (26, Reason.CLOSED, "", 0),
        (27, Reason.CLOSED, "", 0),
        (28, Reason.OPEN, "", 3_600),
    ]
    assert story[0].windows == ((at("2026-12-24 08:00"), at("2026-12-24 13:00")),)


def test_a_pause_stands_as_a_piece_that_counts_nothing() -> None:
    (day,) = explain(
        RULES,
        at("2026-12-22 09:00"),
        at("2026-12-22 12:00"),
        [(at("2026-12-22 10:00"), at("2026-12-22 10:30"))],
    )
    assert day.pieces == (
        Piece(at("2026-12-22 09:00"), at("2026-12-22 10:00"), 3_600, is_paused=False),
        Piece(at("2026-12-22 10:00"), at("2026-12-22 10:30"), 0, is_paused=True),
        Piece(at("2026-12-22 10:30"), at("2026-12-22 12:00"), 5_400, is_paused=False),
    )


def test_a_day_after_hours_is_told_with_nothing_counted() -> None:
    (day,) = explain(RULES, at("2026-12-22 18:00"), at("2026-12-22 20:00"))
    assert day.reason is Reason.OPEN and day.windows and not day.pieces


def test_a_night_brings_its_evening_along() -> None:
    story = explain(NIGHTS, at("2026-12-22 03:00"), at("2026-12-22 12:00"))
    assert [(day.on, day.seconds) for day in story] == [(date(2026, 12, 21), 7_200), (date(2026, 12, 22), 0)]


moments = st.integers(0, 60 * 24 * 3_600_000).map(lambda ms: at("2026-12-01") + timedelta(milliseconds=ms))


@given(
    moments, moments, st.lists(st.tuples(moments, moments).map(lambda pair: tuple(sorted(pair))), max_size=3)
)
def test_the_sum_is_the_elapsed_time(
    one: datetime, other: datetime, pauses: list[tuple[datetime, datetime]]
) -> None:
    start, end = sorted((one, other))
    for rules in (RULES, NIGHTS):
        hours = Hours.of(rules, date(2026, 11, 20), date(2027, 2, 10))
        story = explain(rules, start, end, pauses)
        assert sum(day.seconds for day in story) == hours.elapsed(start, end, pauses)
