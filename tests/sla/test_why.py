"""Why this deadline: one sentence that says it all, lines that add up to the second, and what moved it, both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from people.models import User, WorkingCalendar
from sla.models import Clock, ClockMark, ClockStart
from sla.occasions import occasions
from sla.story import Story, tell_story
from sla.tasks import rebase_clocks
from tests.conftest import MONDAY_NINE, OFFICE_RULES, ClientOf

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
FRIDAY_FOUR = MONDAY_NINE + timedelta(days=4, hours=7)


def clean(text: str) -> str:
    return text.replace("\u00a0", " ")


def story(clock: Clock, at: datetime, language: str = "en") -> Story:
    with translation.override(language):
        return tell_story(Clock.objects.with_promise().get(pk=clock.pk), at)


def adds_up(told: Story) -> bool:
    return all(sum(row.line.seconds for row in part.rows) == part.seconds for part in told.parts)


@pytest.fixture
def over_a_holiday(promise: Promise, start: Start, office: WorkingCalendar, rita: User) -> Clock:
    """Friday 16:00 + 4 h, Monday off: due Tuesday 11:00."""
    rules = OFFICE_RULES | {"holidays": [{"date": "2026-03-09", "name": "Founding"}]}
    office.publish(rules, by=rita, at=MONDAY_NINE)
    commitment = promise(4 * HOUR)
    one = ClockStart(commitment, "handoff", 1, 1, FRIDAY_FOUR, cause="handed_off")
    return Clock.objects.start([one], FRIDAY_FOUR)[0]


def test_one_sentence_says_it_all(over_a_holiday: Clock) -> None:
    told = story(over_a_holiday, FRIDAY_FOUR)
    assert clean(told.sentence) == (
        "Started Friday 16:00: the lead is handed off. 4 h of working time: 2 h on Friday, closed from Saturday to "
        "Sunday, holiday on Monday (Founding), 2 h on Tuesday: due Tuesday 11:00."
    )


def test_the_lines_add_up_to_the_target(over_a_holiday: Clock) -> None:
    for at in (
        FRIDAY_FOUR,
        FRIDAY_FOUR + timedelta(minutes=7, microseconds=9),
        FRIDAY_FOUR + timedelta(days=3),
    ):
        told = story(over_a_holiday, at)
        assert told.total == 4 * HOUR and adds_up(told)
    after = story(over_a_holiday, FRIDAY_FOUR + timedelta(days=4))
    assert [part.seconds for part in after.parts] == [4 * HOUR, 4 * HOUR] and adds_up(after)
    assert clean(after.sentence).endswith("Not answered yet: 4 h late.")


def test_a_weekend_is_one_line_and_a_holiday_has_its_name(over_a_holiday: Clock) -> None:
    (part,) = story(over_a_holiday, FRIDAY_FOUR).parts
    assert [(row.line.days, row.why, row.counted) for row in part.rows] == [
        (1, "", "2:00:00"),
        (2, "closed that day", ""),
        (1, "holiday: Founding", ""),
        (1, "", "2:00:00"),
    ]


def test_two_months_are_told_in_short(promise: Promise, start: Start) -> None:
    clock = start(promise(43 * 8 * HOUR))
    told = story(clock, MONDAY_NINE)
    assert told.total == 43 * 8 * HOUR and adds_up(told)
    assert sum(len(part.rows) for part in told.parts) < 25
    assert "counted on 43 days, 16 days closed" in told.sentence


def test_a_long_pause_is_one_line(promise: Promise, start: Start, tell: Tell) -> None:
    clock = start(promise(4 * HOUR))
    tell(clock, "pause", MONDAY_NINE + hours(1))
    told = story(tell(clock, "resume", MONDAY_NINE + timedelta(days=21)), MONDAY_NINE + timedelta(days=21))
    assert told.total == 4 * HOUR and adds_up(told)
    assert [row.why for part in told.parts for row in part.rows].count("paused") <= 6


def test_while_it_is_paused_there_is_no_deadline(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise(4 * HOUR)), "pause", MONDAY_NINE + hours(1))
    told = story(clock, MONDAY_NINE + hours(3))
    assert clean(told.sentence).endswith(
        "Paused since Monday 10:00 with 3 h left: while that lasts there is no deadline."
    )
    assert told.total == HOUR


def test_an_answer_in_time_leaves_the_rest_unused(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise(4 * HOUR)), "stop", MONDAY_NINE + hours(1.5))
    told = story(clock, MONDAY_NINE + hours(9))
    assert [(part.label, part.counted) for part in told.parts] == [
        ("Used", "1:30:00"),
        ("Not needed", "2:30:00"),
    ]
    assert clean(told.sentence).endswith("Answered Monday 10:30 with 2 h 30 min left.")


def test_every_hour_counts_without_a_calendar(promise: Promise, start: Start) -> None:
    told = story(start(promise(30 * HOUR, calendar=None)), MONDAY_NINE)
    assert told.total == 30 * HOUR and adds_up(told)
    assert "30 h, day and night: 15 h on Monday, 15 h on Tuesday: due Tuesday 15:00." in clean(told.sentence)


def test_a_run_that_a_reset_ended_is_told_apart(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise(2 * HOUR)), "reset", MONDAY_NINE + hours(3))
    told = story(clock, MONDAY_NINE + hours(3))
    (earlier,) = told.runs
    assert (earlier.run.seconds, earlier.run.broken_at) == (3 * HOUR, MONDAY_NINE + hours(2))
    assert told.total == 2 * HOUR and adds_up(told)
    assert told.sentence.startswith("Started Monday 09:00, and afresh Monday 12:00.")


def test_what_was_taken_back_is_shown_so(
    promise: Promise, start: Start, tell: Tell, sara: User, client_of: ClientOf
) -> None:
    clock = tell(start(promise(4 * HOUR)), "stop", MONDAY_NINE + hours(1), key="call")
    at = MONDAY_NINE + hours(2)
    Clock.objects.mark([ClockMark(clock.pk, "withdraw", at, "", "no call", withdraws="call")], at)
    page = client_of(sara).get(clock.get_absolute_url()).content.decode()
    assert "<s>Answered</s>" in page and "taken back" in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_reads_in_both_languages(
    over_a_holiday: Clock, rita: User, trusted: ClientOf, language: str
) -> None:
    client = trusted(rita)
    client.cookies.load({"django_language": language})
    assert client.get(over_a_holiday.get_absolute_url()).status_code == 200
    told = story(over_a_holiday, FRIDAY_FOUR, language)
    assert str(occasions.label("handed_off")) and told.sentence.count("4") >= 1


def test_new_terms_stand_beside_the_old(
    over_a_holiday: Clock, office: WorkingCalendar, rita: User, trusted: ClientOf
) -> None:
    office.publish(OFFICE_RULES | {"holidays": []}, by=rita, at=FRIDAY_FOUR, moves_running=True)
    rebase_clocks()
    (moved,) = story(over_a_holiday, FRIDAY_FOUR).moves
    assert moved.calendars == ("Office v2", "Office v3") and moved.by == str(rita)
    assert (moved.due_before, moved.due_after) == (
        datetime(2026, 3, 10, 10, 0, tzinfo=UTC),
        datetime(2026, 3, 9, 10, 0, tzinfo=UTC),
    )
    page = trusted(rita).get(over_a_holiday.get_absolute_url()).content.decode()
    assert "It went on under other terms" in page and "Office v2" in page
