"""Routing over REST: read in order, written by RevOps by the page's own rules, tried without writing anything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from leads.models import Handoff, RoutingRule
from people.models import Team, User
from people.moment import now
from tests.leads.conftest import Made

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
SPAIN = {"field": "country", "op": "is", "value": "Spain"}


@pytest.fixture
def ask(settings: Any) -> Ask:
    settings.MFA_REQUIRED_ROLES = []

    def asked(
        user: User, verb: str, route: str, body: Any = None, pk: int | None = None, key: str = ""
    ) -> Any:
        client = APIClient()
        client.force_authenticate(user)
        address = reverse(f"api-routing-rule-{route}", args=[pk] if pk else [])
        headers = {"Idempotency-Key": key} if key else {}
        return getattr(client, verb)(address, body, format="json", headers=headers)

    return asked


@pytest.fixture
def stated(sales: Team, sara: User, samuel: User) -> dict[str, Any]:
    return {
        "name_en": "Spain",
        "name_es": "España",
        "criteria": SPAIN,
        "team": sales.pk,
        "method": "weighted",
        "weights": {str(sara.pk): 2, str(samuel.pk): 1},
        "skills": ["CRM"],
        "why": "Spain grows",
    }


def test_written_once_and_read_in_order(
    ask: Ask, rita: User, elena: User, queue: RoutingRule, stated: Any
) -> None:
    first, again = (ask(rita, "post", "list", stated, key="k") for _twice in range(2))
    assert first.status_code == 201 and again.json() == first.json() and RoutingRule.objects.count() == 2
    listed = ask(elena, "get", "list").json()["results"]
    assert [(one["name_en"], one["catches_all"]) for one in listed] == [("Spain", False), ("All", True)]
    assert listed[0] == first.json() == ask(elena, "get", "detail", pk=first.json()["id"]).json()
    assert listed[0]["weights"] == stated["weights"] and listed[0]["criteria"] == SPAIN


def test_what_is_left_out_stays(ask: Ask, rita: User, queue: RoutingRule, stated: Any, samuel: User) -> None:
    pk = ask(rita, "post", "list", stated).json()["id"]
    changed = ask(rita, "patch", "detail", {"name_en": "Iberia", "in_hours": True}, pk=pk).json()
    assert changed["name_en"] == "Iberia" and changed["in_hours"] and changed["skills"] == ["CRM"]
    assert changed["weights"] == stated["weights"] and changed["criteria"] == SPAIN
    alone = ask(rita, "patch", "detail", {"weights": {str(samuel.pk): 3}}, pk=pk).json()
    assert alone["weights"] == {str(samuel.pk): 3}


@pytest.mark.parametrize(
    ("wrong", "member"),
    [
        ({"criteria": {"field": "nope", "op": "is", "value": 1}}, "criteria"),
        ({"criteria": {}}, "criteria"),
        ({"method": "person"}, "person"),
        ({"method": "anyhow"}, "method"),
        ({"weights": {"999999": 1}}, "weights"),
        ({"weights": {"sara": 1}}, "weights"),
        ({"skills": ["a,b"]}, "skills"),
        ({"position": 1}, "position"),
        ({"name_en": ""}, "name_en"),
    ],
)
def test_what_is_wrong_is_said_of_its_member(
    ask: Ask, rita: User, queue: RoutingRule, stated: Any, wrong: dict[str, Any], member: str
) -> None:
    refused = ask(rita, "post", "list", stated | wrong)
    assert refused.status_code == 400 and member in str(refused.json()), refused.json()
    assert RoutingRule.objects.count() == 1


def test_who_writes(ask: Ask, mario: User, silvia: User, dora: User, queue: RoutingRule, stated: Any) -> None:
    for user in (mario, silvia):
        assert ask(user, "post", "list", stated).status_code == 403
        assert ask(user, "post", "retirement", pk=queue.pk).status_code == 403
        assert ask(user, "post", "order", {"order": [queue.pk]}).status_code == 403
        assert ask(user, "patch", "detail", {}, pk=queue.pk).status_code == 403
    assert ask(dora, "get", "list").status_code == 403


def test_order_and_retirement(ask: Ask, rita: User, queue: RoutingRule, stated: Any) -> None:
    first, second = (ask(rita, "post", "list", stated | {"name_en": name}).json()["id"] for name in "AB")
    ordered = ask(rita, "post", "order", {"order": [queue.pk, second]}).json()["results"]
    assert [one["id"] for one in ordered] == [second, first, queue.pk]
    assert ask(rita, "post", "retirement", pk=first).status_code == 204
    assert ask(rita, "post", "retirement", pk=queue.pk).status_code == 409
    assert ask(rita, "get", "detail", pk=first).status_code == 404


def test_what_catches_all_asks_for_nothing(ask: Ask, rita: User, elena: User, queue: RoutingRule) -> None:
    assert ask(rita, "patch", "detail", {"criteria": SPAIN}, pk=queue.pk).status_code == 400
    kept = ask(rita, "patch", "detail", {"owner": elena.pk}, pk=queue.pk)
    assert kept.status_code == 200 and kept.json()["owner"] == elena.pk and kept.json()["catches_all"]


def test_a_draft_is_tried_and_not_stored(
    ask: Ask,
    rita: User,
    silvia: User,
    queue: RoutingRule,
    stated: Any,
    make_lead: Made,
    sara: User,
    sales: Team,
) -> None:
    lead = make_lead(country="Spain", at=now())
    Handoff.objects.create(lead=lead, opened_at=now()).offers.create(team=sales, offered_at=now())
    plain = ask(silvia, "post", "trial", {}).json()
    assert (plain["handed_off"], plain["would_go_elsewhere"]) == (1, 0)
    draft = stated | {"weights": {str(sara.pk): 1}, "skills": []}
    tried = ask(rita, "post", "trial", {"draft": draft})
    assert tried.status_code == 200, tried.json()
    said = tried.json()
    assert said["would_go_elsewhere"] == 1 and said["changed"][0]["would_have_got"] == sara.pk
    assert said["rules"][0] == {"rule": None, "name": "Spain", "takes": 1, "waits": 0}
    assert RoutingRule.objects.get() == queue
    instead = ask(rita, "post", "trial", {"rule": queue.pk, "draft": {"method": "turns"}})
    assert instead.status_code == 200 and RoutingRule.objects.get().method == "queue"
    assert ask(silvia, "post", "trial", {"draft": draft}).status_code == 403
    assert ask(rita, "post", "trial", {"draft": {"nonsense": 1}}).status_code == 400
    assert ask(rita, "post", "trial", {"rule": 99999999, "draft": draft}).status_code == 404
