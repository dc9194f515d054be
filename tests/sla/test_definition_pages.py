"""From an empty word to a signed one, on the pages; the guide; the same over REST; who may do what."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from sla.models import Definition, DefinitionVersion
from tests.conftest import MONDAY_NINE

from .conftest import put_in_force

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
TREE = {"all": [{"field": "country", "op": "is", "value": "Spain"}]}
WORDS = {"criteria": json.dumps(TREE), "text_en": "From Spain.", "text_es": "De España."}


@pytest.fixture
def version(marta: User, silvia: User) -> DefinitionVersion:
    draft = Definition.objects.word("sal").draft(by=marta)
    draft.criteria, draft.text_en, draft.text_es = TREE, "From Spain.", "De España."
    draft.save()
    return put_in_force(draft, marta, silvia, MONDAY_NINE)


def step(client: Client, name: str, pk: int) -> DefinitionVersion:
    assert client.post(reverse(f"sla:definition-{name}-create", args=[pk])).status_code == 302
    return DefinitionVersion.objects.get(pk=pk)


def test_the_whole_way(client_of: ClientOf, marta: User, silvia: User) -> None:
    marketing, sales = client_of(marta), client_of(silvia)
    begun = marketing.post(reverse("sla:definition-create", args=["mql"]))
    draft = DefinitionVersion.objects.get()
    assert begun.headers["Location"] == reverse("sla:meaning-update", args=[draft.pk])
    page = marketing.get(draft.get_absolute_url())
    assert len(page.context["missing"]) == 3 and step(marketing, "review", draft.pk).state == "draft"
    saved = marketing.post(
        reverse("sla:meaning-update", args=[draft.pk]),
        WORDS | {"fall_back": json.dumps({"not": TREE["all"][0]}), "planned_on": ""},
    )
    assert saved.status_code == 302 and step(sales, "review", draft.pk).state == "in_review"
    late = marketing.post(reverse("sla:meaning-update", args=[draft.pk]), WORDS | {"text_en": "x"})
    assert late.status_code == 302 and DefinitionVersion.objects.get().text_en == "From Spain."
    step(marketing, "signature", draft.pk)
    assert step(marketing, "force", draft.pk).state == "in_review", "one signature is not enough"
    signed = step(sales, "signature", draft.pk)
    assert signed.state == "signed" and signed.fall_back == {"not": TREE["all"][0]}
    assert reverse("leads:crossing", args=[draft.pk]) in sales.get(draft.get_absolute_url()).content.decode()
    assert step(sales, "force", draft.pk).state == "in_force"
    text = marketing.get(reverse("sla:definition-detail", args=["mql"])).content.decode()
    assert "Silvia" in text and "Falls back when" in text and "De España." in text


def test_criteria_that_cant_be_read_are_marked(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    client.post(reverse("sla:definition-create", args=["mql"]))
    address = reverse("sla:meaning-update", args=[DefinitionVersion.objects.get().pk])
    for criteria in ('{"field": "gone", "op": "is", "value": 1}', "{", "[1]", '{"__class__": 1}'):
        answer = client.post(address, WORDS | {"criteria": criteria})
        assert answer.status_code == 422, criteria
    assert client.post(reverse("sla:definition-create", args=["other"])).status_code == 404


def test_who_only_reads(version: DefinitionVersion, client_of: ClientOf, sara: User) -> None:
    client = client_of(sara)
    for address in (
        reverse("sla:definition-list"),
        version.get_absolute_url(),
        f"{version.get_absolute_url()}?view=document&language=es",
        reverse("sla:definition-detail", args=["sal"]),
        reverse("sla:definition-difference", args=[version.pk]),
        reverse("sla:guide"),
    ):
        assert client.get(address).status_code == 200, address
    assert client.get(reverse("sla:definition-detail", args=["mql"])).status_code == 404
    for name in ("draft", "review", "reopening", "withdrawal", "signature", "force"):
        assert client.post(reverse(f"sla:definition-{name}-create", args=[version.pk])).status_code == 403
    assert client.get(reverse("sla:meaning-update", args=[version.pk])).status_code == 403


def test_two_versions_side_by_side(version: DefinitionVersion, client_of: ClientOf, silvia: User) -> None:
    client = client_of(silvia)
    client.post(reverse("sla:definition-draft-create", args=[version.pk]))
    draft = DefinitionVersion.objects.get(number=2)
    assert draft.criteria == TREE
    DefinitionVersion.objects.filter(pk=draft.pk).update(text_en="From Portugal.")
    page = client.get(reverse("sla:definition-difference", args=[draft.pk]))
    text = page.content.decode()
    assert page.context["counts"]["changed"] and "<del>" in text and "<ins>" in text and "Portugal" in text
    assert client.get(reverse("sla:definition-difference", args=[draft.pk]), {"with": "x"}).status_code == 404


def test_the_guide_has_its_files(version: DefinitionVersion, client_of: ClientOf, sara: User) -> None:
    client = client_of(sara)
    page = client.get(reverse("sla:guide"), {"language": "es"})
    issued = page.context["issued"]
    assert "De España." in page.content.decode() and issued.number == 1
    for name in ("pdf", "word"):
        file = reverse(f"documents:version-{name}", args=[issued.document_id, issued.number])
        for language in ("en", "es"):
            answer = client.get(file, {"language": language})
            assert answer.status_code == 200 and len(b"".join(answer)) > 1000, (name, language)


def test_over_rest(version: DefinitionVersion, client_of: ClientOf, sara: User, marta: User) -> None:
    (told,) = client_of(sara).get("/api/v1/definitions/?state=in_force").json()["results"]
    assert told["key"] == "sal" and told["criteria"] == TREE and "Spain" in told["sentences"]["en"]
    assert {one["party"]: one["hash"] for one in told["signatures"]} == dict.fromkeys(
        ("marketing", "sales"), told["document"]["hash"]
    )
    assert told == client_of(marta).get(f"/api/v1/definitions/{version.pk}/").json()


def test_the_budget_of_queries(
    version: DefinitionVersion, client_of: ClientOf, silvia: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(silvia)
    for address, most in (
        (reverse("sla:definition-list"), 14),
        (version.get_absolute_url(), 26),
        (reverse("sla:guide"), 14),
        ("/api/v1/definitions/", 12),
    ):
        with django_assert_max_num_queries(most):
            client.get(address)
