"""One lead: its facts with their origins, a score that adds up, a time line, touches written down."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import Event, Handoff, Lead, ScoringVersion
from leads.models.scoring.score import rescore
from people.models import User
from sla.models import Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def lead(make_lead: Made) -> Lead:
    return make_lead(
        name="Ana", company="Nordica", country="Spain", events=["demo_request", "mystery"], live=True
    )


def test_the_reasons_add_up_to_the_score(lead: Lead, client_of: ClientOf, marta: User) -> None:
    story = client_of(marta).get(lead.get_absolute_url()).context["story"]
    assert sum(points for _why, points in story.reasons) == lead.score.score == 80


def test_a_cap_is_one_of_the_reasons(lead: Lead, client_of: ClientOf, marta: User) -> None:
    version = ScoringVersion.objects.draft(by=marta, at=MONDAY_NINE)
    version.rules.update(points=70)
    version.publish(by=marta, at=MONDAY_NINE)
    while rescore(version.rescoring, MONDAY_NINE + HOUR):
        pass
    story = client_of(marta).get(lead.get_absolute_url()).context["story"]
    assert sum(points for _why, points in story.reasons) == 100 and any(
        points < 0 for _why, points in story.reasons
    )


def test_the_time_line_has_every_kind_of_fact(
    lead: Lead, client_of: ClientOf, marta: User, sara: User
) -> None:
    lead.handoffs.get().accept(by=sara, at=MONDAY_NINE + 5 * HOUR)
    Clock.objects.sweep(MONDAY_NINE + 5 * HOUR)
    texts = [entry.text for entry in client_of(marta).get(lead.get_absolute_url()).context["story"].entries]
    for part in (
        "Demo requested",
        "Unclassified: mystery",
        "Stage: MQL",
        "Handed off to Sales",
        "Accepted",
        "Details",
    ):
        assert any(part in text for text in texts), part


def test_the_time_line_pages_without_loss(
    lead: Lead, client_of: ClientOf, marta: User, make_lead: Made
) -> None:
    for number in range(70):
        make_lead(
            external_id="L1",
            at=MONDAY_NINE + timedelta(minutes=number // 10),
            events=["page_view"],
            name=f"Ana {number}",
        )
    seen, after = [], ""
    while True:
        story = client_of(marta).get(lead.get_absolute_url(), {"after": after}).context["story"]
        seen += [(entry.rank, entry.pk) for entry in story.entries]
        if not (after := story.next):
            break
    assert len(seen) == len(set(seen)) and Event.objects.count() <= len(seen)
    assert client_of(marta).get(lead.get_absolute_url(), {"after": "x~y"}).status_code == 200


def test_what_would_not_have_crossed_is_said(
    lead: Lead, client_of: ClientOf, marta: User, make_lead: Made
) -> None:
    assert client_of(marta).get(lead.get_absolute_url()).context["story"].doubts == []
    make_lead(external_id="L1", at=MONDAY_NINE + HOUR, country="France")
    answer = client_of(marta).get(lead.get_absolute_url())
    assert len(answer.context["story"].doubts) == 1 and "would not have crossed" in answer.content.decode()


def test_a_touch_stops_the_clock_and_counts_once(lead: Lead, client_of: ClientOf, sara: User) -> None:
    address = reverse("leads:touch-create", args=[lead.pk])
    assert client_of(sara).get(address).status_code == 405
    said = {"token": str(uuid4()), "kind": "call", "note": "Spoke with Ana", "occurred_at": ""}
    for _twice in range(2):
        assert client_of(sara).post(address, said).status_code == 302
    touch = Event.objects.get(kind="call")
    assert (touch.by, touch.origin, touch.values) == (sara, "app", {"note": "Spoke with Ana"})
    assert Handoff.objects.get().touches == 1
    assert not Clock.objects.running().filter(commitment__kind="first_touch").exists()


def test_a_touch_lies_in_the_past(lead: Lead, client_of: ClientOf, sara: User) -> None:
    address = reverse("leads:touch-create", args=[lead.pk])
    later = client_of(sara).post(
        address, {"token": str(uuid4()), "kind": "call", "occurred_at": "2099-01-01T10:00"}
    )
    assert later.status_code == 422 and not Event.objects.filter(kind="call").exists()
    client_of(sara).post(address, {"token": str(uuid4()), "kind": "call", "occurred_at": "2026-03-02T10:30"})
    assert Event.objects.get(kind="call").occurred_at == MONDAY_NINE + 1.5 * HOUR


def test_who_may_write_down_what(
    lead: Lead, client_of: ClientOf, marta: User, felix: User, olga: User
) -> None:
    address = reverse("leads:touch-create", args=[lead.pk])
    call, note = ({"token": str(uuid4()), "kind": kind} for kind in ("call", "note"))
    assert client_of(marta).post(address, call).status_code == 422
    assert client_of(marta).post(address, note).status_code == 302
    assert client_of(felix).post(address, note).status_code == 403
    assert client_of(olga).post(address, note).status_code == 404


def test_a_lead_made_by_hand_goes_the_whole_way(client_of: ClientOf, mario: User, sara: User) -> None:
    address, token = reverse("leads:lead-create"), str(uuid4())
    assert client_of(sara).get(address).status_code == 403
    empty = client_of(mario).post(address, {"token": token})
    assert empty.status_code == 422
    wrong = client_of(mario).post(address, {"token": token, "email": "not an address", "employees": "many"})
    assert wrong.status_code == 422 and {"email", "employees"} <= set(wrong.context["form"].errors)
    for _twice in range(2):
        client_of(mario).post(
            address, {"token": token, "name": "Eva", "email": "Eva@x.example", "country": "Spain"}
        )
    eva = Lead.objects.get(name="Eva")
    assert (eva.email_key, eva.stage, eva.score.score) == ("eva@x.example", "captured", 50)


def test_rules_can_be_read_by_all(lead: Lead, client_of: ClientOf, sara: User, felix: User) -> None:
    for reader in (sara, felix):
        client = client_of(reader)
        assert "Spain" in client.get(reverse("leads:scoring")).content.decode()
        assert "QUAL-01" in client.get(reverse("leads:reason-list")).content.decode()
