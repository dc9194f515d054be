"""A queue served first come, first served, by people with their own hours."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leads.replay.capacity import NEVER_BEGUN, Person, people_for, scaled, serve, simulate
from leads.replay.working import SECOND, EveryHour, OpenHours, micros, moment
from people.hours import Hours
from people.opening import Rules

RULES = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": {
            day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")
        },
        "holidays": [],
    }
)
OFFICE = OpenHours.of(Hours.of(RULES, date(2026, 3, 1), date(2026, 6, 30)))
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR, MINUTE = 3600, 60


def at(hours: float) -> int:
    return micros(MONDAY + timedelta(hours=hours))


def begun(*hours: float, people: list[Person] | None = None, handling: int = HOUR) -> list[float]:
    """When each is begun, in hours since Monday 9:00 in Madrid."""
    arrivals = np.array([at(one) for one in hours], np.int64)
    found = serve(arrivals, people or [Person.of(OFFICE)], handling)
    return [(moment(one) - MONDAY).total_seconds() / HOUR for one in found.tolist()]


def test_one_after_the_other() -> None:
    assert begun(0, 0, 0.5) == [0, 1, 2]


def test_two_people_halve_the_queue() -> None:
    assert begun(0, 0, 0, people=[Person.of(OFFICE)] * 2) == [0, 0, 1]


def test_nobody_works_at_night_or_at_lunch() -> None:
    assert begun(-2, 3.5, 9.5) == [0, 3.5, 24]
    assert begun(3.5, 3.6) == [3.5, 5.5], "what was begun before lunch goes on after it"


def test_who_is_away_takes_nothing() -> None:
    away = Person.of(OFFICE, [(at(-9), at(15))])
    assert begun(0, 0, 1, people=[away, Person.of(OFFICE)]) == [0, 1, 2]
    assert away.seconds(at(0), at(48)) == 8 * HOUR


def test_an_absence_in_the_middle_parts_a_window() -> None:
    person = Person.of(OFFICE, [(at(1), at(2))])
    assert begun(0, 1.5, people=[person], handling=90 * MINUTE) == [0, 2.5]


def test_the_wait_is_counted_in_the_promises_hours() -> None:
    arrivals = np.array([at(9.5), at(25)], np.int64)
    served = simulate(arrivals, [Person.of(OFFICE)], 2 * HOUR, OFFICE)
    assert served.needed.tolist() == [1, HOUR], "in the evening nothing counts until the morning"
    assert served.share(HOUR) == 1 and served.share(HOUR - 1) == 0.5
    wall = simulate(arrivals, [Person.of(OFFICE)], 2 * HOUR, EveryHour())
    assert wall.needed[0] == 14.5 * HOUR


def test_more_people_until_it_is_enough() -> None:
    arrivals = np.array([at(0)] * 10, np.int64)
    assert people_for(1.0, HOUR, arrivals, Person.of(OFFICE), HOUR, OFFICE) == 5
    assert people_for(0.9, HOUR, arrivals, Person.of(OFFICE), HOUR, OFFICE) == 5
    assert people_for(0.2, 2 * HOUR, arrivals, Person.of(OFFICE), HOUR, OFFICE) == 1


def test_a_target_for_a_share() -> None:
    served = simulate(np.array([at(0)] * 10, np.int64), [Person.of(OFFICE)], HOUR // 2, OFFICE)
    assert served.target_for(0.5) == 2 * HOUR and served.share(2 * HOUR) == 0.5


def test_the_queue_at_any_moment() -> None:
    served = simulate(np.array([at(0), at(0), at(0.5)], np.int64), [Person.of(OFFICE)], HOUR, OFFICE)
    moments = np.array([at(-1), at(0.1), at(0.6), at(1.1), at(2.1)], np.int64)
    assert served.waiting(moments).tolist() == [0, 1, 2, 1, 0]


def test_beyond_the_known_hours_nobody_begins() -> None:
    arrivals = np.array([at(24 * 150)], np.int64)
    assert serve(arrivals, [Person.of(OFFICE)], HOUR).tolist() == [NEVER_BEGUN]


def test_more_or_fewer_leads_keep_their_times() -> None:
    arrivals = np.array([at(hour) for hour in range(10)], np.int64)
    assert len(scaled(arrivals, 0.5)) == 5 and len(scaled(arrivals, 2)) == 20
    assert set(scaled(arrivals, 1.3).tolist()) <= set(arrivals.tolist())
    assert scaled(arrivals, 1).tolist() == arrivals.tolist()


arrival_lists = st.lists(st.integers(0, 24 * 20 * 60), min_size=1, max_size=40).map(sorted)


@given(arrival_lists, st.integers(1, 4), st.integers(1, 3 * 60))
def test_work_is_neither_lost_nor_made(minutes: list[int], many: int, handling: int) -> None:
    """Each begins when it has come and somebody is there; nobody has two at a time; the order is kept."""
    arrivals = np.array([at(minute / 60) for minute in minutes], np.int64)
    found = serve(arrivals, [Person.of(OFFICE)] * many, handling * MINUTE)
    assert (found >= arrivals).all() and (np.diff(found) >= 0).all()
    assert OFFICE.opens_before(found + 1).all()
    work = OFFICE.work(found)
    busy = [
        (np.abs(work[:place] - work[place]) < handling * MINUTE * SECOND).sum() for place in range(len(work))
    ]
    assert max(busy) < many
    idle = found > arrivals
    for place in np.flatnonzero(idle & OFFICE.opens_before(arrivals + 1)):
        before = OFFICE.work(arrivals[place : place + 1])[0] - handling * MINUTE * SECOND
        assert (work[:place] > before).sum() >= many, "nobody waits while somebody is there and free"
