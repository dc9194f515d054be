"""A lead that crossed and that nobody has got falls back by a margin: once a cycle, and its first entry stays."""

from datetime import timedelta

import pytest

from leads.models import Handoff, Lead, LeadScore, RoutingRule, ScoringVersion, StageChange, settle
from leads.models.settling.falling_back import fall_back
from leads.tasks import age_scores
from people.models import Team, TeamKind, User
from sla.models import DefinitionVersion
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

DAY = timedelta(days=1)


@pytest.fixture
def with_margin(mql: DefinitionVersion, rita: User) -> DefinitionVersion:
    """Crosses with 55 points or more, leaves below 52: the page view of 5 points is forgotten after 14 days.

    No team of Sales is there that would get all that nobody routes, so a lead that crossed waits.
    """
    Team.objects.update(kind=TeamKind.MARKETING)
    version = DefinitionVersion.objects.create(
        definition=mql.definition,
        number=2,
        criteria={"field": "score", "op": ">=", "value": 55},
        fall_back={"field": "score", "op": "<", "value": 52},
        text_en="55",
        text_es="55",
    )
    DefinitionVersion.objects.filter(pk=mql.pk).update(state="superseded", in_force_until=MONDAY_NINE)
    DefinitionVersion.objects.filter(pk=version.pk).update(state="in_force", in_force_from=MONDAY_NINE)
    return version


def fell(lead: Lead) -> int:
    return StageChange.objects.filter(lead=lead, stage="captured", origin="rule").count()


def again(lead: Lead, days: int) -> Lead:
    settle([lead.pk], MONDAY_NINE + days * DAY, live=True)
    return Lead.objects.select_related("score").get(pk=lead.pk)


def test_it_falls_back_once_and_keeps_its_first_entry(
    with_margin: DefinitionVersion, make_lead: Made
) -> None:
    lead = make_lead(country="Spain", events=["page_view"], live=True)
    assert (lead.stage, lead.score.score) == ("mql", 55)
    lead = again(lead, 15)
    assert (lead.stage, lead.score.score, lead.mql_at, fell(lead)) == ("captured", 50, MONDAY_NINE, 1)
    again(lead, 16)
    assert fell(lead) == 1 and fall_back(MONDAY_NINE + 17 * DAY) == []


def test_within_the_margin_it_stays(with_margin: DefinitionVersion, make_lead: Made) -> None:
    DefinitionVersion.objects.filter(pk=with_margin.pk).update(state="superseded", in_force_until=MONDAY_NINE)
    wide = DefinitionVersion.objects.create(
        definition=with_margin.definition, number=3, criteria=with_margin.criteria,
        fall_back={"field": "score", "op": "<", "value": 50}, state="in_force", in_force_from=MONDAY_NINE,
    )  # fmt: skip
    lead = again(make_lead(country="Spain", events=["page_view"], live=True), 15)
    assert (wide.state, lead.stage, lead.score.score, fell(lead)) == ("in_force", "mql", 50, 0)


def test_it_never_flaps(with_margin: DefinitionVersion, make_lead: Made) -> None:
    lead = make_lead(country="Spain", events=["page_view"], live=True, external_id="F")
    for days in (15, 20, 40, 45):
        make_lead(
            country="Spain", events=["page_view"], live=True, external_id="F", at=MONDAY_NINE + days * DAY
        )
        again(lead, days + 15)
    crossed = StageChange.objects.filter(lead=lead, stage="mql").count()
    assert (crossed, fell(lead)) == (1, 1)


def test_who_holds_again_is_handed_off(with_margin: DefinitionVersion, make_lead: Made, sales: Team) -> None:
    lead = again(make_lead(country="Spain", events=["page_view"], live=True, external_id="F"), 15)
    RoutingRule.objects.create(position=1, name_en="All", name_es="Todos", team=sales)
    make_lead(country="Spain", events=["demo_request"], live=True, external_id="F", at=MONDAY_NINE + 16 * DAY)
    lead.refresh_from_db()
    assert lead.stage == "handed_off" and Handoff.objects.filter(lead=lead).count() == 1
    assert lead.mql_at == MONDAY_NINE


def test_who_is_with_sales_stays_there(
    with_margin: DefinitionVersion, make_lead: Made, queue: RoutingRule
) -> None:
    lead = again(make_lead(country="Spain", events=["page_view"], live=True), 15)
    assert (lead.stage, fell(lead), LeadScore.objects.get(lead=lead).score) == ("handed_off", 0, 50)


def test_without_a_margin_nobody_falls(
    mql: DefinitionVersion, make_lead: Made, scoring: ScoringVersion
) -> None:
    Team.objects.update(kind=TeamKind.MARKETING)
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    assert lead.stage == "mql" and fall_back(MONDAY_NINE + 99 * DAY) == []


def test_the_hourly_pass_finds_who_fell_by_time_alone(
    with_margin: DefinitionVersion, make_lead: Made
) -> None:
    lead = make_lead(country="Spain", events=["page_view"], live=True)
    LeadScore.objects.settle([lead.pk], MONDAY_NINE + 15 * DAY)
    age_scores()
    assert fell(lead) == 1
