"""A new definition decides about what is new; what it holds for already crosses when somebody says so, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import CatchUp, Handoff, Lead, StageChange
from people.models import User
from sla.models import DefinitionVersion
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running")]
ClientOf = Callable[[User], Client]
LATER = MONDAY_NINE + timedelta(days=9000)


@pytest.fixture
def signed(mql: DefinitionVersion, marta: User, silvia: User) -> DefinitionVersion:
    """The next MQL takes 50 points, and both have signed it."""
    version = mql.definition.draft(by=marta)
    version.criteria = {"field": "score", "op": ">=", "value": 50}
    version.text_en = version.text_es = "50"
    version.save()
    version.submit(by=marta, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    return version


@pytest.fixture
def half(make_lead: Made) -> Lead:
    """50 points: no MQL by the first version."""
    return make_lead(country="Spain", source="fair", live=True)


def foreseen(client: Client, version: DefinitionVersion) -> Any:
    return client.get(reverse("leads:crossing", args=[version.pk])).context


def test_what_would_follow_is_seen_before(
    signed: DefinitionVersion, half: Lead, make_lead: Made, client_of: ClientOf, marta: User, sara: User
) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    make_lead(country="Chile", live=True)
    page = foreseen(client_of(marta), signed)
    assert (page["count"], page["sources"], page["staying"]) == (1, [("fair", 1)], 0)
    behind = reverse("leads:crossing-rows", args=[signed.pk, "cross"])
    assert [lead.pk for lead in client_of(marta).get(behind, {"source": "fair"}).context["rows"]] == [half.pk]
    assert client_of(marta).get(behind, {"source": "x"}).context["counted"] == 0
    assert client_of(marta).get(f"{behind}?source=%00").context["counted"] == 1
    assert page["may_force"] and not foreseen(client_of(sara), signed)["may_force"]


def test_for_what_is_new_only(
    signed: DefinitionVersion, half: Lead, make_lead: Made, client_of: ClientOf, marta: User
) -> None:
    client_of(marta).post(reverse("sla:definition-force-create", args=[signed.pk]))
    assert DefinitionVersion.objects.get(pk=signed.pk).state == "in_force"
    assert not Handoff.objects.exists() and not CatchUp.objects.exists()
    after = make_lead(country="Spain", live=True, at=LATER)
    assert Handoff.objects.get().lead == after
    assert StageChange.objects.get(stage="mql").definition_version == signed


def test_those_it_holds_for_cross_now(
    signed: DefinitionVersion, half: Lead, client_of: ClientOf, marta: User
) -> None:
    client = client_of(marta)
    for _twice in range(2):
        client.post(reverse("leads:crossing-create", args=[signed.pk]))
    duty = CatchUp.objects.get()
    assert duty.by == marta and duty.total == 1
    while duty.go_on(LATER):
        pass
    assert not duty.go_on(LATER), "a second worker finds nothing to do"
    handoff = Handoff.objects.get()
    assert handoff.lead == half and handoff.definition_version == signed
    duty = CatchUp.objects.get()
    assert duty.crossed == 1 and duty.done_at == LATER
    assert "1 / 1" in client.get(reverse("leads:crossing-progress", args=[signed.pk])).content.decode()


def test_who_decides(
    signed: DefinitionVersion, half: Lead, client_of: ClientOf, sara: User, mario: User
) -> None:
    address = reverse("leads:crossing-create", args=[signed.pk])
    for user in (sara, mario):
        assert client_of(user).post(address).status_code == 403
    assert client_of(sara).get(address).status_code == 405 and not CatchUp.objects.exists()


def test_what_both_have_not_signed_is_refused(
    mql: DefinitionVersion, half: Lead, client_of: ClientOf, marta: User
) -> None:
    draft = mql.definition.draft(by=marta)
    answer = client_of(marta).post(reverse("leads:crossing-create", args=[draft.pk]), follow=True)
    assert "must sign" in answer.content.decode() and not CatchUp.objects.exists()
