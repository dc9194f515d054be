"""The dry run goes through the month as it was: absences, caps that fall, owners set by hand, each lead's own moment."""

from datetime import date, timedelta

import pytest

from leads.models import Handoff, Intake, Lead, Offer, RoutingRule
from leads.trying import Outcome, dry_run
from people.models import Absence, Team, User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

SPAIN = {"field": "country", "op": "is", "value": "Spain"}
DAY = timedelta(days=1)


@pytest.fixture
def turns(sales: Team, queue: RoutingRule) -> RoutingRule:
    names = {"name_en": "Spain", "name_es": "España"}
    return RoutingRule.objects.create(position=2, criteria=SPAIN, team=sales, method="turns", **names)


def handed(lead: Lead, team: Team, days: int, owner: User | None = None, **why: object) -> Lead:
    at = MONDAY_NINE + days * DAY
    Offer.objects.create(
        handoff=Handoff.objects.create(lead=lead, opened_at=at),
        team=team,
        owner=owner,
        offered_at=at,
        why=why,
    )
    return lead


def tried(keeps: bool = True) -> Outcome:
    rules = list(RoutingRule.objects.current().select_related("team"))
    return dry_run(rules, MONDAY_NINE - DAY, MONDAY_NINE + 30 * DAY, keeps)


def test_absent_then_back(turns: RoutingRule, make_lead: Made, sales: Team, sara: User, samuel: User) -> None:
    Absence.objects.create(user=sara, first_on=date(2026, 3, 1), last_on=date(2026, 3, 3))
    for days in range(4):
        handed(make_lead(country="Spain"), sales, days)
    assert [one.would for one in tried().trials] == [samuel.pk, samuel.pk, sara.pk, samuel.pk]
    assert tried().by_reason() == [("absent", 2)]


def test_a_cap_falls_as_leads_are_done(turns: RoutingRule, make_lead: Made, sales: Team, sara: User) -> None:
    Intake.objects.create(person=sara, most_open=1)
    first = handed(make_lead(country="Spain"), sales, 0)
    Lead.objects.filter(pk=first.pk).update(rejected_at=MONDAY_NINE + 2 * DAY)
    for days in (1, 3):
        handed(make_lead(country="Spain"), sales, days)
    outcome = tried()
    assert [one.would for one in outcome.trials] == [sara.pk, None, sara.pk]
    assert [one.waits for one in outcome.trials] == [False, True, False]


def test_owners_set_by_hand_stay_unless_asked(
    turns: RoutingRule, make_lead: Made, sales: Team, sara: User, olga: User
) -> None:
    handed(make_lead(country="Spain"), sales, 0, owner=olga, rule=1)
    handed(make_lead(country="Spain"), sales, 1, owner=olga, rule=1, method="turns")
    assert [one.would for one in tried().trials] == [olga.pk, sara.pk]
    assert [one.would for one in tried(keeps=False).trials] == [sara.pk, sara.pk]


def test_a_queue_is_the_same_queue(
    queue: RoutingRule, make_lead: Made, sales: Team, other_sales: Team, sara: User
) -> None:
    handed(make_lead(country="Spain"), sales, 0).handoffs.get().accept(by=sara, at=MONDAY_NINE + DAY)
    handed(make_lead(country="Spain"), other_sales, 1)
    assert [one.differs for one in tried().trials] == [False, True]
    assert tried().by_person() == [(sara.pk, 1, 0), (None, 1, 2)]


def test_criteria_are_asked_for_the_moment_of_the_handoff(
    queue: RoutingRule, make_lead: Made, sales: Team, sara: User
) -> None:
    recent = {"events": "demo_request", "measure": "count", "op": ">=", "value": 1, "within_days": 2}
    names = {"name_en": "Hot", "name_es": "Caliente"}
    hot = RoutingRule.objects.create(position=2, criteria=recent, team=sales, method="turns", **names)
    for days in (1, 5):
        handed(make_lead(country="Spain", events=["demo_request"]), sales, days)
    assert [one.rule for one in tried().trials] == [hot, queue]
