"""The replay's columns say what `sla.ledger.judge` says of each ledger, at every target."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.replay.courses import CANCELLED, RUNNING, STOPPED, fold, needed
from leads.replay.outcomes import Outcomes, only_begun
from leads.replay.working import EveryHour, OpenHours, micros
from people.hours import Hours
from people.opening import Rules
from sla.ledger import SAME_MOMENT, Entry, NeverStarted, WallTime, judge, moment

RULES = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], "tue": [["09:00", "18:00"]]},
        "holidays": [],
    }
)
HOURS = Hours.of(RULES, date(2026, 2, 1), date(2026, 4, 30))
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
NOW = MONDAY + timedelta(hours=40)
NAMES = {"met": STOPPED, "cancelled": CANCELLED, "running": RUNNING}

moments = st.one_of(
    st.integers(0, 79).map(lambda half: MONDAY + timedelta(minutes=30 * half)),
    st.integers(0, 40 * 3600 * 1000 - 1).map(lambda ms: MONDAY + timedelta(milliseconds=ms)),
)
ledgers = st.lists(st.tuples(st.sampled_from(sorted(SAME_MOMENT)), moments), max_size=7)
targets = st.one_of(st.integers(1, 40).map(lambda half: half * 1800), st.integers(1, 80_000))


def replayed(many: list[list[tuple[str, datetime]]], work: object) -> tuple[np.ndarray, np.ndarray]:
    rows = [(place, SAME_MOMENT[kind], micros(at)) for place, one in enumerate(many) for kind, at in one]
    subject, kind, at = np.array(rows, np.int64).reshape(-1, 3).T
    courses = fold(subject, kind, at, len(many), micros(NOW))
    seconds, sure = needed(courses, [work], np.zeros(len(many), np.int64))  # type: ignore[list-item]
    return seconds, np.where(sure, courses.how, -1)


def judged(ledger: list[tuple[str, datetime]], hours: Hours | WallTime, target: int) -> str:
    """As the sweep would leave it: a running clock whose due moment has passed is breached."""
    entries = [Entry(kind, at, str(place)) for place, (kind, at) in enumerate(ledger)]
    try:
        state = judge(entries, hours, target)
    except NeverStarted:
        return "never"
    if state.outcome != "running":
        return state.outcome
    due_at = moment(state.course, hours, target)
    late = due_at is not None and due_at < NOW
    return "breached" if late or any(lap.passed(hours, target) for lap in state.course.laps) else "running"


# a machine that many share draws slowly
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ledgers, min_size=1, max_size=6), targets, st.booleans())
def test_columns_say_what_the_ledger_says(
    many: list[list[tuple[str, datetime]]], target: int, by_calendar: bool
) -> None:
    hours: Hours | WallTime = HOURS if by_calendar else WallTime()
    seconds, how = replayed(many, OpenHours.of(HOURS) if by_calendar else EveryHour())
    for place, ledger in enumerate(many):
        said = judged(ledger, hours, target)
        if said == "never":
            assert how[place] == -1
        elif said == "breached":
            assert seconds[place] > target
        else:
            assert seconds[place] <= target and how[place] == NAMES[said]


@given(st.lists(ledgers, min_size=1, max_size=8), targets)
def test_counts_curve_and_groups_agree(many: list[list[tuple[str, datetime]]], target: int) -> None:
    seconds, how = replayed(many, OpenHours.of(HOURS))
    found = only_begun(seconds, how, how >= 0, np.arange(len(many)))
    counts = found.at(target)
    assert found.curve([target]) == [counts.compliance]
    assert counts.met + counts.breached + counts.waiting + counts.cancelled == len(found)
    parts = found.by(target, found.subject % 2, 2)
    assert sum(part.met for part in parts) == counts.met
    assert sum(part.breached for part in parts) == counts.breached


def test_the_target_for_a_share_is_the_smallest_that_gives_it() -> None:
    found = Outcomes(np.array([10, 20, 30, 40]), np.zeros(4, np.int8), np.arange(4))
    assert found.target_for(0.75) == 30 and found.at(29).compliance == 0.5
    assert found.target_for(1.0) == 40
    still = Outcomes(np.array([10, 20]), np.array([STOPPED, RUNNING], np.int8), np.arange(2))
    assert still.target_for(1.0) == 20, "who is not due yet breaks no promise"


def test_what_no_calendar_knows_is_not_judged() -> None:
    long_ago = [("start", MONDAY - timedelta(days=900)), ("stop", MONDAY)]
    _seconds, how = replayed([long_ago], OpenHours.of(HOURS))
    assert how[0] == -1


def test_a_hundred_thousand_ledgers_go_in_one_pass() -> None:
    rng = np.random.default_rng(1)
    size = 100_000
    subject = np.repeat(np.arange(size), 4)
    kind = np.tile([SAME_MOMENT[name] for name in ("start", "pause", "resume", "stop")], size)
    at = micros(MONDAY) + np.cumsum(rng.integers(1, 10**9, (size, 4)), axis=1).ravel()
    courses = fold(subject, kind, at, size, micros(NOW))
    seconds, sure = needed(courses, [OpenHours.of(HOURS)], np.zeros(size, np.int64))
    assert sure.all() and (courses.how == STOPPED).all() and len(seconds) == size
