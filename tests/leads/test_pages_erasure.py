"""A person is forgotten: blocked first, then destroyed everywhere, and not taken in again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from leads.models import Arrival, Blocking, Handoff, Lead, LeadScore, When, land
from leads.signals import persons_erased
from people.models import Erasure, User
from sla.models import Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("running")
CANARY = "canary"


@pytest.fixture
def lead(make_lead: Made) -> Lead:
    return make_lead(
        external_id="Canary-77", name="Canary Bird", email="canary@x.example", phone="+34600555777", company="Canary Ltd",
        country="Spain", events=["demo_request"], live=True, **{"attributes.nick": "canary"},
    )  # fmt: skip


def test_nothing_of_the_person_is_left(lead: Lead, sara: User, rita: User) -> None:
    lead.handoffs.get().reject(by=sara, at=MONDAY_NINE + HOUR, reason=_reason(), note="Canary is rude")
    told: list[Any] = []
    persons_erased.connect(lambda **said: told.append(said), weak=False, dispatch_uid="test")
    for _twice in range(2):
        lead.erase(rita, MONDAY_NINE + 2 * HOUR, "asked by mail")
    persons_erased.disconnect(dispatch_uid="test")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ("leads_company", "leads_companyevent"):
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s OR t::text LIKE %s',
                    ["%canary%", "%600555777%"],
                )
                assert cursor.fetchone() == (0,), table
    assert len(told) == 1 and told[0]["external_ids"] == [("test", "Canary-77")]
    lead = Lead.objects.get(pk=lead.pk)
    assert lead.erased_at and not lead.blocked_at and str(lead) == f"Unnamed lead {lead.pk}"
    assert Erasure.objects.get().reason == "asked by mail"
    assert (
        Lead.objects.differences() == [] == LeadScore.objects.differences()
        and Handoff.objects.differences() == []
    )


def _reason() -> Any:
    from leads.models import RejectionReason

    return RejectionReason.objects.get(pk="SPAM")


def test_the_person_does_not_come_back(lead: Lead, rita: User) -> None:
    lead.erase(rita, MONDAY_NINE, "asked")
    when = When(MONDAY_NINE + HOUR)
    arrivals = [
        Arrival("other", {"email": "CANARY@x.example"}, when, "k1"),
        Arrival("Canary-77", {"name": "Again"}, when, "k2"),
        Arrival("third", {"phone": "+34 600 555 777"}, when, "k3"),
        Arrival("fourth", {"phone": "+34 600 555 777", "email": "colleague@x.example"}, when, "k4"),
    ]
    landed = land(arrivals, "test", MONDAY_NINE + HOUR, is_history=False, snapshot=False)
    assert (landed.erased, landed.created) == (3, 1)


def test_a_blocked_lead_is_nowhere(
    lead: Lead, client_of: ClientOf, rita: User, dora: User, marta: User, sara: User, settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    handoff = lead.handoffs.get()
    address = reverse("leads:erasure-create", args=[lead.pk])
    assert client_of(marta).get(address).status_code == client_of(sara).get(address).status_code == 403
    assert client_of(rita).post(address, {"how": "block", "reason": ""}).status_code == 422
    client_of(rita).post(address, {"how": "block", "reason": "asked by mail"})
    assert not Clock.objects.running().exists() and Blocking.objects.get().by == rita
    for user in (rita, marta, sara):
        client = client_of(user)
        for page in (lead.get_absolute_url(), handoff.get_absolute_url(), f"/api/v1/leads/{lead.pk}/"):
            assert client.get(page).status_code == 404, page
        for page in (
            "/leads/",
            "/leads/?q=canary",
            "/handoffs/?state=all",
            "/api/v1/leads/",
            reverse("palette") + "?q=canary",
        ):
            assert "Canary" not in client.get(page).content.decode(), page
    assert "Canary" not in client_of(rita).get(reverse("admin:leads_lead_changelist")).content.decode()
    blocked = reverse("leads:blocked-list")
    assert client_of(rita).get(blocked).status_code == 403
    text = client_of(dora).get(blocked).content.decode()
    assert "asked by mail" in text and "Canary" not in text
    client_of(dora).post(address, {"how": "erase", "reason": "term is over"})
    lead.refresh_from_db()
    assert lead.erased_at and lead.name == "" and client_of(dora).get(blocked).context["rows"] == []
    assert client_of(dora).get("/leads/").context["rows"] == []


def test_erased_rows_stay_in_the_counts(lead: Lead, client_of: ClientOf, rita: User, marta: User) -> None:
    lead.erase(rita, MONDAY_NINE, "asked")
    (row,) = client_of(marta).get("/leads/").context["rows"]
    assert row.pk == lead.pk and row.stage == "handed_off"
    assert client_of(marta).get(lead.get_absolute_url()).status_code == 200


def test_every_text_column_is_decided_about() -> None:
    from django.apps import apps

    from people import personal

    forgotten = {
        model.__name__: names
        for model in apps.get_app_config("leads").get_models()
        if (names := personal.unlisted(model))
    }
    assert not forgotten
