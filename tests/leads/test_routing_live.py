"""A lead that crosses goes to somebody: by the rule, unless a person has said who owns it; and the offer says why."""

from datetime import date, timedelta
from typing import Any

import pytest

from leads.models import Intake, Lead, LeadChange, Offer, RoutingRule, RoutingShare
from leads.models.settling.settling import hand_over
from people.models import Absence, Notification, Team, User, WorkingCalendar
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("mql", "queue")
SPAIN = {"field": "country", "op": "is", "value": "Spain"}


@pytest.fixture
def turns(sales: Team, sara: User, samuel: User) -> RoutingRule:
    return rule(sales, "turns")


def rule(team: Team, method: str, **said: Any) -> RoutingRule:
    asked = {"name_en": "Spain", "name_es": "España", "criteria": SPAIN, "position": 2}
    return RoutingRule.objects.create(**asked | {"team": team, "method": method} | said)


def crossing(make_lead: Made, **said: Any) -> Offer:
    lead = make_lead(**{"country": "Spain", "events": ["demo_request"], "live": True} | said)
    return Offer.objects.get(handoff__lead=lead)


def test_in_turns_to_people(turns: RoutingRule, make_lead: Made, sara: User, samuel: User) -> None:
    offers = [crossing(make_lead) for _lead in range(4)]
    assert [offer.owner for offer in offers] == [sara, samuel, sara, samuel]
    assert [lead.owner for lead in Lead.objects.order_by("pk")] == [sara, samuel, sara, samuel]
    assert offers[0].why == {
        "rule": turns.pk,
        "name": {"en": "Spain", "es": "España"},
        "method": "turns",
        "passed": {},
    }


def test_who_is_absent_is_passed_over_and_the_offer_says_so(
    turns: RoutingRule, make_lead: Made, sara: User, samuel: User
) -> None:
    Absence.objects.create(user=sara, first_on=date(2026, 3, 1), last_on=date(2026, 3, 6))
    offer = crossing(make_lead)
    assert offer.owner == samuel and offer.why["passed"] == {"absent": [sara.pk]}


def test_outside_hours_it_waits_in_the_queue(
    sales: Team, make_lead: Made, sara: User, office: WorkingCalendar
) -> None:
    rule(sales, "turns", in_hours=True)
    offer = crossing(make_lead, at=MONDAY_NINE + 14 * HOUR)
    assert offer.owner is None and offer.team == sales and offer.why["passed"] == {"hours": [sara.pk]}
    assert crossing(make_lead, at=MONDAY_NINE).owner == sara


def test_by_weight(sales: Team, make_lead: Made, sara: User, samuel: User) -> None:
    weighted = rule(sales, "weighted")
    RoutingShare.objects.create(rule=weighted, person=sara, weight=3)
    RoutingShare.objects.create(rule=weighted, person=samuel, weight=1)
    owners = [crossing(make_lead).owner for _lead in range(8)]
    assert (owners.count(sara), owners.count(samuel)) == (6, 2)


def test_to_who_has_most_room_and_never_beyond_a_cap(
    sales: Team, make_lead: Made, sara: User, samuel: User
) -> None:
    rule(sales, "capacity")
    Intake.objects.create(person=sara, most_open=3)
    Intake.objects.create(person=samuel, most_open=9, most_daily=2)
    owners = [crossing(make_lead).owner for _lead in range(7)]
    assert owners == [samuel, samuel, sara, sara, sara, None, None]
    tomorrow = crossing(make_lead, at=MONDAY_NINE + timedelta(days=1))
    assert tomorrow.owner == samuel and tomorrow.why["passed"] == {"open_cap": [sara.pk]}


def test_an_answered_lead_gives_room_again(sales: Team, make_lead: Made, sara: User) -> None:
    rule(sales, "turns")
    Intake.objects.create(person=sara, most_open=1)
    first = crossing(make_lead)
    assert first.owner == sara and crossing(make_lead).owner is None
    Lead.objects.filter(pk=first.handoff.lead_id).update(stage="rejected")
    assert crossing(make_lead).owner == sara


def test_to_one_person_and_to_the_queue_where_they_left(sales: Team, make_lead: Made, silvia: User) -> None:
    rule(sales, "person", person=silvia)
    assert crossing(make_lead).owner == silvia
    User.objects.filter(pk=silvia.pk).update(is_active=False)
    offer = crossing(make_lead)
    assert offer.owner is None and offer.team == sales


def test_skill_language_and_territory(sales: Team, make_lead: Made, sara: User, samuel: User) -> None:
    rule(sales, "turns", skills=["ERP"], by_language=True, by_territory=True)
    Intake.objects.create(person=sara, skills=["erp"], languages=["Spanish"], territories=["Spain"])
    Intake.objects.create(person=samuel, skills=["crm"])
    assert crossing(make_lead, language="es-ES").owner == sara
    offer = crossing(make_lead, language="de")
    assert offer.owner is None and offer.why["passed"] == {"language": [sara.pk], "skills": [samuel.pk]}


def test_an_owner_set_by_a_person_outranks_the_router(
    turns: RoutingRule, make_lead: Made, olga: User, rita: User, other_sales: Team
) -> None:
    lead = make_lead(country="Spain")
    set_owner(lead, olga, "app", MONDAY_NINE)
    hand_over([lead.pk], by=rita, at=MONDAY_NINE + HOUR)
    offer = Offer.objects.get()
    assert (offer.owner, offer.team) == (olga, other_sales) and offer.why["kept"] == olga.pk
    lead.refresh_from_db()
    assert (lead.owner, lead.team) == (olga, other_sales)


def test_an_owner_that_a_rule_had_set_does_not(
    turns: RoutingRule, make_lead: Made, olga: User, rita: User, sara: User
) -> None:
    lead = make_lead(country="Spain")
    set_owner(lead, olga, "routing", MONDAY_NINE)
    hand_over([lead.pk], by=rita, at=MONDAY_NINE + HOUR)
    assert Offer.objects.get().owner == sara


def set_owner(lead: Lead, owner: User, origin: str, at: Any) -> None:
    LeadChange.objects.create(
        lead=lead,
        values={"owner_id": owner.pk},
        occurred_at=at,
        recorded_at=at,
        origin=origin,
        origin_key=f"owner {lead.pk}",
    )
    Lead.objects.refold([lead.pk])


def test_the_rest_is_caught_and_its_owner_told(
    turns: RoutingRule, queue: RoutingRule, make_lead: Made, rita: User, silvia: User
) -> None:
    RoutingRule.objects.filter(pk=queue.pk).update(owner=silvia)
    lead = make_lead(country="France")
    crossing(make_lead)
    assert not Notification.objects.exists()
    hand_over([lead.pk], by=rita, at=MONDAY_NINE + HOUR)
    assert Offer.objects.get(handoff__lead=lead).why["rule"] == queue.pk
    told = Notification.objects.get()
    assert (told.user, told.kind, told.params) == (silvia, "catch_all_grew", {"lead": lead.pk})


def test_no_lead_is_without_a_queue(queue: RoutingRule, make_lead: Made, sales: Team) -> None:
    RoutingRule.objects.all().delete()
    assert crossing(make_lead).team == sales
    made = RoutingRule.objects.get()
    assert made.is_catch_all and not made.retire() and RoutingRule.objects.current().exists()


def test_what_catches_all_is_last_wherever_it_was_written(queue: RoutingRule, turns: RoutingRule) -> None:
    assert list(RoutingRule.objects.current()) == [turns, queue]
    RoutingRule.objects.all().arrange([queue.pk, turns.pk])
    assert list(RoutingRule.objects.current()) == [turns, queue]
