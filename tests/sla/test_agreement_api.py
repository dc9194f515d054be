"""Agreements over REST: what is promised, by whom it is signed, and where the document is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import User, WorkingCalendar
from sla.models import Agreement, AgreementVersion
from tests.conftest import MONDAY_NINE

from .conftest import put_in_force

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def version(office: WorkingCalendar, marta: User, silvia: User) -> AgreementVersion:
    return put_in_force(Agreement.objects.start("Handoffs", by=silvia), marta, silvia, MONDAY_NINE)


def test_the_whole_agreement(version: AgreementVersion, client_of: ClientOf, sara: User, marta: User) -> None:
    client = client_of(sara)
    (told,) = client.get("/api/v1/agreements/?state=in_force").json()["results"]
    assert told == client.get(f"/api/v1/agreements/{version.pk}/").json()
    assert {clause["kind"] for clause in told["clauses"]} >= {"purpose", "disputes"}
    acceptance = next(one for one in told["commitments"] if one["kind"] == "acceptance")
    assert acceptance["conditions"]["start"] == ["handed_off"] and acceptance["calendar"] == "Office"
    assert [step["reoffers"] for step in acceptance["steps"]] == [False, False, True, False]
    marketing = next(one for one in told["signatures"] if one["party"] == "marketing")
    assert (marketing["by"], marketing["hash"]) == (marta.pk, told["document"]["hash"])
    for language in ("en", "es"):
        assert client.get(told["document"]["pdf"][language]).headers["Content-Type"] == "application/pdf"
    assert client.get(told["document"]["url"]).status_code == 200


def test_a_draft_has_no_document(
    version: AgreementVersion, client_of: ClientOf, sara: User, silvia: User
) -> None:
    draft = version.agreement.draft(by=silvia)
    told = client_of(sara).get(f"/api/v1/agreements/{draft.pk}/").json()
    assert told["document"] is None and told["signatures"] == [] and told["agreement"] == version.agreement_id


def test_a_list_costs_the_same_for_many(
    version: AgreementVersion, client_of: ClientOf, sara: User, silvia: User, django_assert_num_queries: Any
) -> None:
    client = client_of(sara)
    client.get("/api/v1/agreements/")
    with django_assert_num_queries(9) as few:
        client.get("/api/v1/agreements/")
    version.agreement.draft(by=silvia)
    with django_assert_num_queries(len(few)):
        client.get("/api/v1/agreements/")
