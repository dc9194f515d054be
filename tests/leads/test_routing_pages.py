"""The pages of routing: rules are written, ordered, tried and taken away; what catches all stays."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leads.models import Handoff, Intake, Lead, Offer, RoutingRule
from people.models import Team, User
from people.moment import now
from tests.conftest import ClientOf
from tests.leads.conftest import Made

SPAIN = {"field": "country", "op": "is", "value": "Spain"}
pytestmark = pytest.mark.usefixtures("queue")


@pytest.fixture
def desk(trusted: ClientOf, rita: User) -> Client:
    return trusted(rita)


def wrote(team: Team, **said: Any) -> dict[str, Any]:
    usual = {"name_en": "Spain", "name_es": "España", "criteria": json.dumps(SPAIN), "team": team.pk}
    return usual | {"method": "turns", "skills": "", "why": "Spain grows"} | said


def rule(team: Team, position: int, name: str = "Spain") -> RoutingRule:
    names = {"name_en": name, "name_es": name}
    return RoutingRule.objects.create(position=position, criteria=SPAIN, team=team, **names)


def test_a_rule_is_written_and_its_versions_say_who_and_why(
    desk: Client, sales: Team, sara: User, samuel: User
) -> None:
    said = wrote(sales, method="weighted", **{f"weight_{sara.pk}": 3, f"weight_{samuel.pk}": 0})
    assert desk.post("/leads/routing/new/", said).status_code == 302
    made = RoutingRule.objects.get(name_en="Spain")
    assert made.criteria == SPAIN and list(made.shares.values_list("person", "weight")) == [(sara.pk, 3)]
    desk.post(
        f"/leads/routing/{made.pk}/", said | {"method": "turns", f"weight_{samuel.pk}": 3, "why": "fairer"}
    )
    assert made.shares.count() == 2
    page = desk.get(f"/leads/routing/{made.pk}/").content.decode()
    assert "Spain grows" in page and "fairer" in page and "Rita" in page and "Samuel × 3" in page


def test_all_alike_is_everybody(desk: Client, sales: Team, sara: User, samuel: User) -> None:
    desk.post("/leads/routing/new/", wrote(sales, **{f"weight_{one.pk}": 1 for one in (sara, samuel)}))
    assert not RoutingRule.objects.get(name_en="Spain").shares.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"criteria": ""}, "Write at least one condition."),
        ({"criteria": json.dumps({"field": "nope", "op": "is", "value": "x"})}, "There is no field"),
        ({"method": "person"}, "Say to whom."),
        ({"method": "turns"}, "Somebody has to take part"),
        ({"skills": "x" * 61}, "At most 40 words of 60 letters."),
    ],
)
def test_what_is_wrong_is_said(desk: Client, sales: Team, wrong: dict[str, str], said: str) -> None:
    answer = desk.post("/leads/routing/new/", wrote(sales, **wrong))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert RoutingRule.objects.count() == 1


def test_the_first_rule_catches_all_and_can_not_go(desk: Client, sales: Team, queue: RoutingRule) -> None:
    RoutingRule.objects.all().delete()
    assert "no rule takes" in desk.get("/leads/routing/new/").content.decode()
    desk.post("/leads/routing/new/", wrote(sales, method="queue"))
    made = RoutingRule.objects.get()
    assert made.is_catch_all
    desk.post(f"/leads/routing/{made.pk}/removal/")
    assert RoutingRule.objects.current().get() == made


def test_order_by_drag_by_step_and_never_behind_the_last(
    desk: Client, sales: Team, queue: RoutingRule
) -> None:
    first, second = rule(sales, 2, "One"), rule(sales, 3, "Two")
    answer = desk.post(
        "/leads/routing/order/", {"order": [queue.pk, second.pk, first.pk, 999]}, headers={"X-Order": "1"}
    )
    assert answer.status_code == 204
    assert list(RoutingRule.objects.current()) == [second, first, queue]
    desk.post("/leads/routing/order/", {"pk": first.pk, "way": "up"})
    assert list(RoutingRule.objects.current()) == [first, second, queue]


def test_a_rule_that_goes_keeps_what_it_decided(desk: Client, sales: Team) -> None:
    gone = rule(sales, 2)
    for _time in range(2):
        desk.post(f"/leads/routing/{gone.pk}/removal/")
    assert gone not in RoutingRule.objects.current() and RoutingRule.objects.filter(pk=gone.pk).exists()
    assert desk.get(f"/leads/routing/{gone.pk}/").status_code == 404


def test_the_list_and_its_counts(
    desk: Client, sales: Team, queue: RoutingRule, make_lead: Made, sara: User, client_of: ClientOf
) -> None:
    counts = []
    for number in range(2, 5):
        rule(sales, number)
        with CaptureQueriesContext(connection) as asked:
            page = desk.get("/leads/routing/").content.decode()
        counts.append(len(asked))
    assert "Spain" in page and counts[1] == counts[2]
    make_lead(country="Spain")
    make_lead(country="France")
    answer = desk.get("/leads/routing/counts/")
    found = [(one.matches, one.takes) for one in answer.context["found"]]
    assert found == [(1, 1), (1, 0), (1, 0), (2, 1)]
    assert "routing-place" not in client_of(sara).get("/leads/routing/").content.decode()


def test_the_dry_run_writes_nothing_and_says_who_would_have_got_what(
    desk: Client, sales: Team, make_lead: Made, sara: User, samuel: User, queue: RoutingRule, silvia: User
) -> None:
    for number in range(4):
        handed_over(make_lead(country="Spain"), queue, accepted_by=sara if number else None)
    before = [Offer.objects.count(), Lead.objects.filter(owner=None).count()]
    page = desk.post(
        "/leads/routing/new/", wrote(sales, **{"try": "1", **dict.fromkeys(weights(sara, samuel), 1)})
    )
    assert page.status_code == 200 and RoutingRule.objects.count() == 1
    people = {name: (did, would) for name, did, would, *_widths in page.context["people"]}
    assert people == {"Sara": (3, 2), "Samuel": (0, 2), "The team's queue": (1, 0)}
    assert before == [Offer.objects.count(), Lead.objects.filter(owner=None).count()]
    now = desk.get("/leads/routing/trial/").context
    assert now["outcome"].by_rule([queue]) != [] and not now["outcome"].unrouted


def weights(*people: User) -> list[str]:
    return [f"weight_{one.pk}" for one in people]


def handed_over(lead: Lead, queue: RoutingRule, accepted_by: User | None) -> None:
    at = now()
    handoff = Handoff.objects.create(lead=lead, opened_at=at)
    offer = Offer.objects.create(handoff=handoff, team=queue.team, offered_at=at)
    if accepted_by:
        offer.decide("accepted", by=accepted_by, at=at)


def test_what_a_person_takes(desk: Client, client_of: ClientOf, silvia: User, sara: User, olga: User) -> None:
    manager = client_of(silvia)
    said = {
        "skills": "ERP, erp , CRM",
        "languages": "es",
        "territories": "",
        "most_open": 20,
        "most_daily": "",
    }
    assert manager.post(f"/leads/routing/people/{sara.pk}/", said).status_code == 302
    intake = Intake.objects.get()
    assert (intake.person, intake.skills, intake.most_open) == (sara, ["erp", "CRM"], 20)
    page = manager.get("/leads/routing/people/").content.decode()
    assert "erp, CRM" in page and "0 / 20" in page and "Olga" not in page
    assert manager.get(f"/leads/routing/people/{olga.pk}/").status_code == 404
    assert desk.get(f"/leads/routing/people/{olga.pk}/").status_code == 200


def test_the_handoff_says_why(
    desk: Client, mql: Any, make_lead: Made, sales: Team, sara: User, samuel: User
) -> None:
    Intake.objects.create(person=sara, most_open=1)
    shared = rule(sales, 2)
    RoutingRule.objects.filter(pk=shared.pk).update(method="turns")
    for _lead in range(3):
        lead = make_lead(country="Spain", events=["demo_request"], live=True)
    page = desk.get(f"/leads/{lead.pk}/").content.decode()
    assert "by the rule “Spain”, whose turn it was" in page
    assert "Sara: has as many open leads as they may" in page
