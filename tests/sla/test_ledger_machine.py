"""S5, S6, S9: a clock lives on. Facts come late, twice, in any order and are taken back, its target and its calendar
change, and after each step it stands where a counter of minutes stands."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from people.hours import Hours
from people.opening import Rules
from sla.ledger import SAME_MOMENT, Entry, NeverStarted, State, judge, moment
from tests.conftest import OFFICE_RULES

from .minutes import MINUTE, Counted, count

LENGTH = 2 * 24 * 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def every_day(opens: str, closes: str, zone: str = "Europe/Madrid") -> dict[str, Any]:
    return {"timezone": zone, "hours": {day: [[opens, closes]] for day in DAYS}}


BANK, NIGHTS = every_day("08:00", "14:30"), every_day("22:00", "06:00")
ISLANDS = every_day("00:00", "23:59", "Atlantic/Canary")
MONDAY_OFF = OFFICE_RULES | {"holidays": ["2027-03-29"]}
CALENDARS: list[dict[str, Any]] = [OFFICE_RULES, MONDAY_OFF, BANK, NIGHTS, ISLANDS]
# a plain Monday, and the nights in which Madrid's clocks go forward and back
STARTS = [datetime(*day, tzinfo=UTC) for day in ((2026, 3, 2, 7), (2027, 3, 27, 20), (2027, 10, 30, 20))]
HOURS = {id(rules): Hours.of(Rules.parse(rules), date(2026, 2, 1), date(2027, 12, 31)) for rules in CALENDARS}
FACTS = [kind for kind in SAME_MOMENT if kind not in ("stop", "cancel")]


class Life(RuleBasedStateMachine):
    """`told` is the ledger in the order of arrival; minute 0 is `start`."""

    @initialize(
        start=st.sampled_from(STARTS), calendar=st.sampled_from(CALENDARS), allowed=st.integers(1, 600)
    )
    def begin(self, start: datetime, calendar: dict[str, Any], allowed: int) -> None:
        self.start, self.calendar, self.target = start, calendar, allowed
        self.told = [Entry("start", start + 60 * MINUTE, "first")]
        self.now, self.random = 60, Random(allowed)

    def tell(self, kind: str, minute: int) -> None:
        at = self.start + max(0, min(minute, LENGTH - 1)) * MINUTE
        self.told.append(Entry(kind, at, f"fact {len(self.told)}"))

    @rule(kind=st.sampled_from(FACTS), later=st.integers(0, 240))
    def happens(self, kind: str, later: int) -> None:
        self.now = min(self.now + later, LENGTH - 1)
        self.tell(kind, self.now)

    @rule(kind=st.sampled_from(FACTS), earlier=st.integers(0, 600))
    def arrives_late(self, kind: str, earlier: int) -> None:
        self.tell(kind, self.now - earlier)

    @rule(kind=st.sampled_from(["stop", "cancel"]), away=st.integers(-300, 300))
    def ends(self, kind: str, away: int) -> None:
        self.tell(kind, self.now + away)

    @rule(place=st.integers(0, 50))
    def arrives_twice(self, place: int) -> None:
        self.told.append(self.told[place % len(self.told)])

    @rule(place=st.integers(0, 50))
    def was_none(self, place: int) -> None:
        taken = self.told[place % len(self.told)]
        if taken.kind != "withdraw":
            key = f"withdraw:{taken.origin_key}"
            self.told.append(Entry("withdraw", self.start, key, taken.origin_key))

    @rule(calendar=st.sampled_from(CALENDARS), allowed=st.integers(1, 600))
    def goes_on_under_other_terms(self, calendar: dict[str, Any], allowed: int) -> None:
        self.calendar, self.target = calendar, allowed

    def judged(self, told: list[Entry]) -> State | None:
        try:
            return judge(told, HOURS[id(self.calendar)], self.target * 60)
        except NeverStarted:
            return None

    @precondition(lambda self: hasattr(self, "told"))
    @invariant()
    def the_order_of_arrival_means_nothing(self) -> None:
        shuffled = self.random.sample(self.told, len(self.told))
        in_order = sorted(self.told, key=lambda entry: entry.occurred_at)
        assert self.judged(shuffled) == self.judged(in_order) == self.judged(self.told[::-1] + self.told)

    @precondition(lambda self: hasattr(self, "told"))
    @invariant()
    def it_stands_where_the_minutes_stand(self) -> None:
        counted = count(self.told, self.calendar, self.start, LENGTH, self.target)
        state = self.judged(self.told)
        assert (state is None) == (counted is None)
        if state and counted:
            self.agree(state, counted)

    def agree(self, state: State, counted: Counted) -> None:
        course, hours, end = state.course, HOURS[id(self.calendar)], self.start + LENGTH * MINUTE
        until = course.ended_at or course.paused_at or end
        elapsed = hours.elapsed(course.counted_from, until, course.pauses)
        assert elapsed == counted.minutes * 60 >= 0
        assert (course.running, course.paused_at is not None) == (
            not counted.over,
            counted.paused and not counted.over,
        )
        assert state.outcome == counted.outcome
        assert state.elapsed_seconds == (elapsed if counted.over else None)
        if counted.due:
            assert state.due_at == counted.due == moment(course, hours, self.target * 60)
        self.never_runs_backwards(state, elapsed)

    def never_runs_backwards(self, state: State, elapsed: int) -> None:
        course, hours, before = state.course, HOURS[id(self.calendar)], 0
        for minute in range(0, LENGTH, 240):
            at = max(course.counted_from, self.start + minute * MINUTE)
            so_far = hours.elapsed(course.counted_from, at, [span for span in course.pauses if span[0] < at])
            assert so_far >= before
            before = so_far
        segments = course.segments
        summed = sum(hours.elapsed(begins, ends) for begins, ends in segments if begins < ends)
        if not course.running or course.paused_at:
            assert summed == elapsed


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=15)
