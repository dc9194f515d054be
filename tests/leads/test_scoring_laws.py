"""What holds of every score: the order and repetition of events don't matter, the reasons add up, and a lead that was
settled event by event stands where a rescoring of everything would put it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.models import (
    Arrival,
    Lead,
    LeadScore,
    Reached,
    Rescoring,
    ScoringRule,
    ScoringVersion,
    When,
    land,
    settle,
)
from leads.models.scoring.score import rescore
from leads.reasons import reasons
from people.models import User
from tests.conftest import MONDAY_NINE

KINDS = ("page_view", "demo_request", "email_click", "webinar", "unheard_of")
NOW = MONDAY_NINE + timedelta(days=40)
_FRESH = iter(range(1, 10**9))

happenings = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 40 * 24 * 3600)), min_size=1, max_size=6, unique=True
)
lively = settings(deadline=None, max_examples=35, suppress_health_check=[HealthCheck.function_scoped_fixture])
RULES: tuple[dict[str, Any], ...] = (
    {"axis": "fit", "points": "12.35", "criteria": {"field": "country", "op": "is", "value": "Spain"}},
    {"axis": "fit", "points": "-30", "criteria": {"field": "industry", "op": "is_empty"}},
    {"axis": "engagement", "points": "3.33", "criteria": {"events": "page_view", "op": ">=", "value": 1},
     "how": "each", "half_life_days": "7.5", "most": "8", "grouped": True},
    {"axis": "engagement", "points": "2.17", "criteria": {"events": "email_click", "op": ">=", "value": 1},
     "how": "each", "half_life_days": "30", "grouped": True},
    {"axis": "engagement", "points": "-4.5", "criteria": {"events": "webinar", "op": ">=", "value": 1},
     "how": "each", "most": "6"},
    {"axis": "engagement", "points": "20", "criteria": {"events": "demo_request", "op": ">=", "value": 2}},
    {"axis": "engagement", "points": "5", "criteria": {"events": "page_view", "within_days": 14, "op": ">=", "value": 2}},
    {"axis": "engagement", "points": "-7", "criteria": {"events": ["page_view", "email_click"],
     "measure": "recency_days", "op": ">=", "value": 20}},
)  # fmt: skip


@pytest.fixture
def version(rita: User) -> ScoringVersion:
    """Fading, limits of a rule and of a group, a floor below zero and a cap that is soon reached."""
    version = ScoringVersion.objects.create(
        number=1, created_at=MONDAY_NINE, fit_floor=-20, engagement_floor=-5, engagement_cap=24,
        fit_bounds=[40, 20, 10], engagement_bounds=[20, 15, 5],
    )  # fmt: skip
    group = version.groups.create(name_en="interest", name_es="interés", most=10)
    for position, rule in enumerate(RULES):
        own = {name: value for name, value in rule.items() if name != "grouped"}
        version.rules.create(
            position=position,
            name_en=f"r{position}",
            name_es="",
            group=group if "grouped" in rule else None,
            **own,
        )
    version.publish(by=rita, at=MONDAY_NINE)
    return version


def arrive(events: list[tuple[str, int]], one_by_one: bool, at: datetime = NOW) -> Lead:
    """A lead whose events land in this order: all in one arrival, or each in one of its own."""
    ident = f"law-{next(_FRESH)}"
    reached = [
        Reached(kind, When(MONDAY_NINE + timedelta(seconds=after)), f"{ident}:{kind}:{after}")
        for kind, after in events
    ]
    parts = [[one] for one in reached] if one_by_one else [reached]
    for part in parts:
        arrival = Arrival(
            ident, {"country": "Spain", "industry": ""}, When(MONDAY_NINE), key=ident, events=part
        )
        settle(land([arrival], "law", at, is_history=True, snapshot=False).touched, at, live=False)
    return Lead.objects.select_related("score__version").get(external_ids__external_id=ident)


@lively
@given(events=happenings, data=st.data())
def test_order_and_repetition_change_nothing(
    version: ScoringVersion, events: list[Any], data: st.DataObject
) -> None:
    first = arrive(events, one_by_one=False)
    shuffled = data.draw(st.permutations(events))
    again = arrive([*shuffled, *data.draw(st.lists(st.sampled_from(events), max_size=5))], one_by_one=True)
    kept = ("fit", "engagement", "score", "grade", "version_id")
    assert [getattr(first.score, name) for name in kept] == [getattr(again.score, name) for name in kept]


@lively
@given(events=happenings)
def test_reasons_add_up_to_the_cent(version: ScoringVersion, events: list[Any]) -> None:
    lead = arrive(events, one_by_one=False)
    told = reasons(lead)
    assert sum((points for _why, points in told), Decimal(0)) == lead.score.score
    assert all(points == round(points, 2) for _why, points in told)
    assert len({why for why, _points in told}) == len(told)


@lively
@given(events=happenings)
def test_settled_one_by_one_is_rescored_as_a_whole(version: ScoringVersion, events: list[Any]) -> None:
    arrive(events, one_by_one=True)
    before = set(LeadScore.objects.values_list("lead", "fit", "engagement", "score", "grade"))
    duty = Rescoring.objects.begin(version, NOW)
    while rescore(duty, NOW, limit=50):
        pass
    assert set(LeadScore.objects.values_list("lead", "fit", "engagement", "score", "grade")) == before
    assert Rescoring.objects.get(version=version).changed == 0 and LeadScore.objects.differences() == []


def faded(points: str, half_life: str, ages: list[int]) -> Decimal:
    """By hand: every event is worth its points, half of them after each half-life."""
    lives = [age / 86_400 / float(half_life) for age in ages]
    return round(Decimal(points) * sum((round(Decimal(0.5**one), 9) for one in lives), Decimal(0)), 2)


@lively
@given(ages=st.lists(st.integers(0, 39 * 86_400), min_size=1, max_size=4, unique=True))
def test_points_fade_as_by_hand(version: ScoringVersion, ages: list[int]) -> None:
    span = 40 * 86_400
    lead = arrive([("email_click", span - age) for age in ages], one_by_one=False)
    rule = ScoringRule.objects.get(name_en="r3")
    given = dict(reasons(lead)).get(f"r3: {rule.meaning().sentence()}", Decimal(0))
    assert given == faded("2.17", "30", ages)
