"""Who is asked next, when nobody answered: the next by the rule that routed the lead, and nobody twice."""

from datetime import date, timedelta

import pytest

from leads.models import Offer, RoutingRule
from leads.models.settling.reoffering import reoffer
from people.models import Absence, Team, User
from sla.models import Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made
from tests.leads.test_reoffer import LATE, promise

__all__ = ["promise"]
pytestmark = pytest.mark.usefixtures("mql", "queue")


@pytest.fixture
def turns(sales: Team, sara: User, samuel: User, silvia: User) -> RoutingRule:
    asked = {"field": "country", "op": "is", "value": "Spain"}
    names = {"name_en": "Spain", "name_es": "España"}
    return RoutingRule.objects.create(position=2, criteria=asked, team=sales, method="turns", **names)


def owners() -> list[User | None]:
    return [offer.owner for offer in Offer.objects.select_related("owner").order_by("number")]


def test_the_next_in_turn_then_the_queue_then_a_manager(
    turns: RoutingRule, make_lead: Made, sara: User, samuel: User, silvia: User
) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    for day in range(3):
        Clock.objects.sweep(LATE + timedelta(days=day))
        reoffer(LATE + timedelta(days=day))
    assert owners() == [sara, samuel, None, silvia]
    second = Offer.objects.get(number=2)
    assert second.why["rule"] == turns.pk and second.why["passed"] == {"had_it": [sara.pk]}
    assert second.why["from"] == sara.pk and second.why["reoffered"]["percent"] == 100
    assert second.handoff.lead.owner == silvia


def test_who_is_absent_is_not_asked(turns: RoutingRule, make_lead: Made, sara: User, samuel: User) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    Absence.objects.create(user=samuel, first_on=MONDAY_NINE.date(), last_on=date(2026, 3, 9))
    Clock.objects.sweep(LATE)
    reoffer(LATE)
    assert owners() == [sara, None]


def test_a_rule_that_went_asks_nobody(turns: RoutingRule, make_lead: Made, sara: User) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    assert turns.retire()
    Clock.objects.sweep(LATE)
    reoffer(LATE)
    assert owners() == [sara, None]
