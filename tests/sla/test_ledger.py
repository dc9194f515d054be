"""S5: a clock's ledger against a naive counter of minutes, told in any order and any number of times.

Its whole life, with facts that are taken back and terms that change: test_ledger_machine.py.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.hours import Hours
from people.opening import Rules
from sla.ledger import SAME_MOMENT, Course, Entry, WallTime, fold, judge, moment
from tests.conftest import MONDAY_NINE, OFFICE_RULES

START = MONDAY_NINE
MINUTE = timedelta(minutes=1)
OFFICE = Hours.of(
    Rules.parse(OFFICE_RULES), START.date() - timedelta(days=3), START.date() + timedelta(days=30)
)
KINDS = tuple(SAME_MOMENT)


def naive(entries: list[Entry], end: datetime) -> tuple[int, bool, bool]:
    """(working minutes counted up to `end`, still running, paused): one minute after the other."""
    told = sorted(
        set(entries), key=lambda entry: (entry.occurred_at, SAME_MOMENT[entry.kind], entry.origin_key)
    )
    minutes, started, paused, over, at = 0, False, False, False, START - 60 * MINUTE
    while at <= end:
        for entry in [entry for entry in told if entry.occurred_at == at]:
            if over or not (started or entry.kind == "start"):
                continue
            if entry.kind == "start":
                started = True
            elif entry.kind == "reset":
                minutes, paused = 0, False
            elif entry.kind in ("stop", "cancel"):
                over = True
            else:
                paused = entry.kind == "pause"
        if started and not paused and not over and OFFICE.is_open(at) and at < end:
            minutes += 1
        at += MINUTE
    return minutes, not over, paused and not over


def counted(course: Course, end: datetime) -> int:
    """The same from the ledger and the hours."""
    until = course.ended_at or course.paused_at or end
    return OFFICE.elapsed(course.counted_from, until, course.pauses) // 60


moments = st.integers(0, 600).map(lambda minutes: START + minutes * MINUTE)
entries = st.lists(
    st.builds(Entry, st.sampled_from(KINDS[1:]), moments, st.sampled_from(["a", "b"])), max_size=9
)


@given(entries, st.data())
def test_any_order_and_repetition_ends_the_same(told: list[Entry], data: st.DataObject) -> None:
    ledger = [Entry("start", START, "start"), *told]
    shuffled = data.draw(st.permutations(ledger + data.draw(st.lists(st.sampled_from(ledger), max_size=5))))
    assert judge(shuffled, OFFICE, 3600) == judge(ledger, OFFICE, 3600)


@given(entries)
def test_it_counts_what_a_minute_counter_counts(told: list[Entry]) -> None:
    ledger, end = [Entry("start", START, "start"), *told], START + 601 * MINUTE
    course = fold(ledger)
    minutes, running, paused = naive(ledger, course.ended_at or end)
    assert (counted(course, end), course.running, course.paused_at is not None) == (minutes, running, paused)


@given(entries, st.integers(1, 400))
def test_the_deadline_is_where_the_target_is_used_up(told: list[Entry], minutes: int) -> None:
    state = judge([Entry("start", START, "start"), *told], OFFICE, minutes * 60)
    course = state.course
    assert OFFICE.elapsed(course.counted_from, state.due_at, course.pauses) == minutes * 60
    in_time = course.ended_by == "stop" and (course.ended_at or START) <= state.due_at
    assert (state.outcome == "met") == (
        in_time and not any(lap.passed(OFFICE, minutes * 60) for lap in course.laps)
    )
    if course.paused_at and course.paused_at < state.due_at:
        assert moment(course, OFFICE, minutes * 60) is None


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=4), st.integers(1, 600))
def test_wall_time_counts_every_minute(pauses: list[tuple[int, int]], minutes: int) -> None:
    spans, at = [], START
    for gap, length in pauses:
        at += (gap + 1) * MINUTE
        spans.append((at, at + length * MINUTE))
        at += length * MINUTE
    due = WallTime().due(START, minutes * 60, spans)
    assert WallTime().elapsed(START, due, spans) == minutes * 60
    closed = [span for span in spans if span[1] < due]
    assert due == START + minutes * MINUTE + sum((ends - begins for begins, ends in closed), timedelta(0))


def test_pause_twice_and_resume_without_pause_say_nothing() -> None:
    at = [START + count * MINUTE for count in range(6)]
    ledger = [Entry("start", at[0]), Entry("resume", at[1]), Entry("pause", at[2]), Entry("pause", at[3])]
    assert fold([*ledger, Entry("resume", at[4])]).pauses == ((at[2], at[4]),)


def test_a_pause_exactly_at_the_deadline_does_not_move_it() -> None:
    due = START + timedelta(hours=1)
    state = judge([Entry("start", START), Entry("pause", due)], OFFICE, 3600)
    assert state.due_at == due and moment(state.course, OFFICE, 3600) == due


def test_segments_are_what_was_counted() -> None:
    at = [START + count * MINUTE for count in range(5)]
    ledger = [Entry("start", at[0]), Entry("pause", at[1]), Entry("resume", at[2]), Entry("stop", at[4])]
    assert fold(ledger).segments == ((at[0], at[1]), (at[2], at[4]))


def test_utc_is_kept() -> None:
    assert judge([Entry("start", START)], OFFICE, 60).due_at.tzinfo == UTC


def test_a_fact_that_is_taken_back_never_was() -> None:
    stop, back = Entry("stop", START + MINUTE, "call"), Entry("withdraw", START, "no call", "call")
    alone = [Entry("start", START, "start")]
    for told in ([*alone, stop, back], [back, stop, *alone], [back, *alone]):
        assert judge(told, OFFICE, 3600) == judge(alone, OFFICE, 3600)


def test_a_reset_after_the_deadline_does_not_unsay_the_breach() -> None:
    late, stop = Entry("reset", START + 61 * MINUTE), Entry("stop", START + 70 * MINUTE)
    state = judge([Entry("start", START), late, stop], OFFICE, 3600)
    assert state.outcome == "breached" and state.due_at == START + 121 * MINUTE
    assert [lap.passed(OFFICE, 3600) for lap in state.course.laps] == [START + 60 * MINUTE]


def test_a_reset_at_the_due_moment_comes_in_time() -> None:
    ledger = [Entry("start", START), Entry("reset", START + 60 * MINUTE), Entry("stop", START + 70 * MINUTE)]
    assert judge(ledger, OFFICE, 3600).outcome == "met"
