"""A draft is begun from the usual text, written on its page, and stands still once it is sent to review."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Clause
from tests.conftest import MONDAY_NINE

from .conftest import HOUR

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def draft(office: WorkingCalendar, silvia: User) -> AgreementVersion:
    return Agreement.objects.start("Handoffs 2027", by=silvia)


def terms_of(version: AgreementVersion) -> dict[str, Any]:
    """What the browser sends when nothing was changed."""
    said = {f"clause-{one.kind}-text_en": one.text_en for one in version.clauses.all()}
    said |= {f"clause-{one.kind}-text_es": one.text_es for one in version.clauses.all()}
    return said | {"applies_to": "new", "planned_on": "", "review_on": "", "scope": json.dumps(version.scope)}


def test_a_new_agreement_says_what_is_usual(
    client_of: ClientOf, office: WorkingCalendar, silvia: User
) -> None:
    answer = client_of(silvia).post(reverse("sla:agreement-create"), {"name": "Handoffs"})
    version = AgreementVersion.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == version.get_absolute_url()
    assert {clause.kind for clause in version.clauses.all()} == set(Clause.Kind.values)
    assert all(clause.text_en and clause.text_es for clause in version.clauses.all())
    assert {one.party for one in version.commitments.all()} == {"marketing", "sales", "revops"}
    assert {one.calendar for one in version.commitments.timed()} == {office}


def test_two_agreements_have_two_names(draft: AgreementVersion, client_of: ClientOf, silvia: User) -> None:
    answer = client_of(silvia).post(reverse("sla:agreement-create"), {"name": "Handoffs 2027"})
    assert answer.status_code == 422 and Agreement.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_a_draft_opens(
    draft: AgreementVersion, client_of: ClientOf, silvia: User, sara: User, language: str
) -> None:
    commitment = draft.commitments.timed()[0]
    for user in (silvia, sara):
        user.language = language
        user.save(update_fields=["language"])
        client = client_of(user)
        for view in ("promises", "document", "hearing", "nonsense"):
            assert client.get(f"{draft.get_absolute_url()}?view={view}").status_code == 200
        for name in ("agreement-list", "version-list", "difference", "foresight"):
            args = (
                []
                if name == "agreement-list"
                else [draft.agreement_id if name == "version-list" else draft.pk]
            )
            assert client.get(reverse(f"sla:{name}", args=args)).status_code == 200, name
    client = client_of(silvia)
    for name, pk in (
        ("terms-update", draft.pk),
        ("commitment-create", draft.pk),
        ("commitment-update", commitment.pk),
    ):
        assert client.get(reverse(f"sla:{name}", args=[pk])).status_code == 200, name
        assert client_of(sara).get(reverse(f"sla:{name}", args=[pk])).status_code == 403, name


def test_words_are_saved_in_both_languages(draft: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    said = terms_of(draft) | {"clause-purpose-text_en": "Together.", "clause-purpose-text_es": "Juntos."}
    said |= {"applies_to": "open", "planned_on": "2099-01-01", "review_on": "2099-04-01"}
    assert client_of(marta).post(reverse("sla:terms-update", args=[draft.pk]), said).status_code == 302
    draft.refresh_from_db()
    purpose = draft.clauses.get(kind="purpose")
    assert (purpose.text_en, purpose.text_es) == ("Together.", "Juntos.")
    assert draft.applies_to == "open" and str(draft.planned_on) == "2099-01-01"


def test_nothing_is_lost_on_a_mistake(draft: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    said = terms_of(draft) | {"clause-disputes-text_en": "We toss a coin.", "planned_on": "2099-02-30"}
    answer = client_of(marta).post(reverse("sla:terms-update", args=[draft.pk]), said)
    assert answer.status_code == 422 and "We toss a coin." in answer.content.decode()
    assert draft.clauses.get(kind="disputes").text_en != "We toss a coin."


def test_a_scope_is_written_in_the_editor(draft: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    segment = {"field": "segment", "op": "in", "value": ["Enterprise", "mid market"]}
    scope = {"all": [segment, {"not": {"field": "employees", "op": "<", "value": 50}}]}
    client = client_of(marta)
    address = reverse("sla:terms-update", args=[draft.pk])
    assert client.post(address, terms_of(draft) | {"scope": json.dumps(scope)}).status_code == 302
    draft.refresh_from_db()
    assert draft.scope == scope and "mid market" in client.get(address).content.decode()
    many = {"all": [segment, {"field": "employees", "op": ">=", "value": "many"}]}
    wrong = client.post(address, terms_of(draft) | {"scope": json.dumps(many)})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "Write a number here." in page and 'data-path="all[1].value"' in page
    draft.refresh_from_db()
    assert draft.scope == scope


def test_a_scope_is_written_without_scripts(
    draft: AgreementVersion, client_of: ClientOf, marta: User
) -> None:
    rows = {
        "scope-plain": "2",
        "scope-0-what": "field:segment",
        "scope-0-op": "in",
        "scope-0-value": "Enterprise, mid market",
        "scope-1-what": "",
    }
    address = reverse("sla:terms-update", args=[draft.pk])
    assert client_of(marta).post(address, terms_of(draft) | rows).status_code == 302
    draft.refresh_from_db()
    assert draft.scope == {"field": "segment", "op": "in", "value": ["Enterprise", "mid market"]}


def test_a_promise_is_for_some_leads(draft: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    scope = {"field": "source", "op": "is", "value": "web"}
    said = {"kind": "volume", "party": "marketing", "period": "month", "count": "100", "weight": "1"}
    said |= {"name_en": "Leads", "name_es": "Leads", "scope": json.dumps(scope)}
    client, address = client_of(marta), reverse("sla:commitment-create", args=[draft.pk])
    typed = client.post(address, said | {"change": "kind"})
    assert typed.status_code == 200 and "web" in typed.content.decode()
    assert client.post(address, said).status_code == 302
    assert draft.commitments.get(name_en="Leads").scope == scope


def test_a_scope_names_nobody(draft: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    said = terms_of(draft) | {"scope": json.dumps({"field": "email", "op": "is", "value": "ana@x.es"})}
    answer = client_of(marta).post(reverse("sla:terms-update", args=[draft.pk]), said)
    assert answer.status_code == 422 and "may speak of persons" in answer.content.decode()


def test_nothing_is_written_once_it_is_in_review(
    draft: AgreementVersion, client_of: ClientOf, marta: User
) -> None:
    draft.submit(by=marta, at=MONDAY_NINE)
    commitment = draft.commitments.all()[0]
    client = client_of(marta)
    for name, pk in (
        ("terms-update", draft.pk),
        ("commitment-create", draft.pk),
        ("commitment-update", commitment.pk),
        ("commitment-copy", commitment.pk),
        ("commitment-place", commitment.pk),
        ("commitment-delete", commitment.pk),
    ):
        answer = client.post(reverse(f"sla:{name}", args=[pk]), {"target": "1 h"})
        assert answer.status_code == 302 and answer.headers["Location"] == draft.get_absolute_url(), name
    assert draft.commitments.count() == 10 and draft.commitments.get(pk=commitment.pk) == commitment


def test_the_next_draft_starts_from_the_version_one_reads(
    draft: AgreementVersion, client_of: ClientOf, marta: User, silvia: User
) -> None:
    client = client_of(silvia)
    draft.submit(by=marta, at=MONDAY_NINE)
    draft.withdraw(by=marta, at=MONDAY_NINE)
    address = reverse("sla:draft-create", args=[draft.pk])
    assert client.get(address).status_code == 405
    for _again in range(2):
        assert client.post(address).status_code == 302
    second = draft.agreement.versions.get(number=2)
    assert second.state == "draft" and second.commitments.count() == draft.commitments.count()
    acceptance = second.commitments.get(kind="acceptance")
    assert acceptance.target_seconds == 4 * HOUR and acceptance.steps.count() == 4
