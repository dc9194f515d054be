"""From review to force: each step by whom it belongs to, what goes back keeps its signatures, and nothing happens twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import DocumentVersion, Signature
from people.models import User, WorkingCalendar
from sla.guards import Refused
from sla.models import Agreement, AgreementVersion, Clock, Rebase
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, Start, hours, put_in_force

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
STEPS = (
    "agreement-review",
    "agreement-reopening",
    "agreement-withdrawal",
    "agreement-trial",
    "signature",
    "agreement-force",
)


@pytest.fixture
def draft(office: WorkingCalendar, silvia: User) -> AgreementVersion:
    return Agreement.objects.start("Handoffs 2027", by=silvia)


def step(client: Client, name: str, version: AgreementVersion) -> AgreementVersion:
    assert client.post(reverse(f"sla:{name}-create", args=[version.pk])).status_code == 302
    return AgreementVersion.objects.get(pk=version.pk)


def test_the_whole_way(draft: AgreementVersion, client_of: ClientOf, marta: User, silvia: User) -> None:
    marketing, sales = client_of(marta), client_of(silvia)
    assert step(sales, "agreement-review", draft).state == "in_review"
    assert step(marketing, "agreement-trial", draft).shadow_from
    assert step(marketing, "signature", draft).state == "in_review"
    assert step(marketing, "agreement-force", draft).state == "in_review", "one signature is not enough"
    assert step(sales, "signature", draft).state == "signed"
    assert sales.get(reverse("sla:foresight", args=[draft.pk])).context["may_force"]
    version = step(marketing, "agreement-force", draft)
    assert version.state == "in_force" and version.shadow_until and version.document
    page = marketing.get(version.get_absolute_url()).content.decode()
    assert "Marta" in page and "Silvia" in page and version.document.hash[:12] in page


def test_a_signature_names_the_hash_of_both_languages(
    draft: AgreementVersion, marta: User, silvia: User
) -> None:
    draft.submit(by=silvia, at=MONDAY_NINE)
    signature = draft.sign(by=marta, at=MONDAY_NINE + hours(1))
    assert draft.document and draft.document.is_intact and set(draft.document.editions) == {"en", "es"}
    assert (signature.capacity, signature.by, signature.role) == ("marketing", marta, "marketing_manager")
    assert signature.signed_at == MONDAY_NINE + hours(1) and signature.hash == draft.document.hash


def test_old_signatures_dont_count_for_new_words(draft: AgreementVersion, marta: User, silvia: User) -> None:
    draft.submit(by=silvia, at=MONDAY_NINE)
    first = draft.sign(by=marta, at=MONDAY_NINE)
    draft.reopen(by=silvia, at=MONDAY_NINE)
    assert draft.document is None and not draft.signatures.exists()
    draft.submit(by=silvia, at=MONDAY_NINE)
    draft.sign(by=silvia, at=MONDAY_NINE)
    assert draft.state == "in_review", "the same words sent again are signed again"
    assert Signature.objects.get(pk=first.pk).version.number == 1 and DocumentVersion.objects.count() == 2
    draft.sign(by=marta, at=MONDAY_NINE)
    assert draft.state == "signed"


def test_twice_is_quiet(draft: AgreementVersion, client_of: ClientOf, marta: User, silvia: User) -> None:
    put_in_force(draft, marta, silvia, MONDAY_NINE)
    before = AgreementVersion.objects.filter(pk=draft.pk).values().get()
    for name in ("agreement-review", "agreement-reopening", "agreement-withdrawal", "agreement-force"):
        step(client_of(marta), name, draft)
    assert AgreementVersion.objects.filter(pk=draft.pk).values().get() == before
    assert Signature.objects.count() == 2 and DocumentVersion.objects.count() == 1


def test_who_takes_no_step(
    draft: AgreementVersion, client_of: ClientOf, sara: User, silvia: User, rita: User
) -> None:
    for name in STEPS:
        address = reverse(f"sla:{name}-create", args=[draft.pk])
        assert client_of(sara).post(address).status_code == 403, name
        assert client_of(silvia).get(address).status_code == 405, name
        assert client_of(silvia).post(reverse(f"sla:{name}-create", args=[999_999])).status_code == 404, name
        assert Client().post(address).headers["Location"].startswith("/accounts/login/"), name
    draft.submit(by=silvia, at=MONDAY_NINE)
    with pytest.raises(Refused):
        draft.sign(by=rita, at=MONDAY_NINE)


def test_a_scope_that_cant_be_read_is_refused(
    draft: AgreementVersion, client_of: ClientOf, silvia: User
) -> None:
    AgreementVersion.objects.filter(pk=draft.pk).update(
        scope={"all": [{"field": "gone", "op": "is", "value": "x"}]}
    )
    answer = client_of(silvia).post(reverse("sla:agreement-review-create", args=[draft.pk]), follow=True)
    assert "There is no field" in answer.content.decode()
    assert AgreementVersion.objects.get(pk=draft.pk).state == "draft"


def test_what_is_signed_hangs_on_no_default(draft: AgreementVersion, silvia: User) -> None:
    assert draft.commitments.get(kind="acceptance").conditions == {}
    draft.submit(by=silvia, at=MONDAY_NINE)
    assert draft.commitments.get(kind="acceptance").conditions["start"] == ["handed_off"]
    assert draft.commitments.get(kind="volume").conditions == {}


def test_what_would_move_is_seen_before(
    promise: Promise, start: Start, client_of: ClientOf, marta: User, silvia: User
) -> None:
    agreement = promise(8 * HOUR).version.agreement
    clock = start(agreement.versions.get().commitments.select_related("calendar").get())
    draft = agreement.draft(by=marta)
    draft.commitments.update(target_seconds=1)
    AgreementVersion.objects.filter(pk=draft.pk).update(applies_to="open")
    draft.submit(by=marta, at=MONDAY_NINE)
    page = client_of(silvia).get(reverse("sla:foresight", args=[draft.pk]))
    ((row, _label, _url),) = page.context["rows"]
    assert (page.context["total"], page.context["late"], row.clock) == (1, 1, clock) and row.flips
    assert clock.get_absolute_url() in page.content.decode()
    assert not Rebase.objects.exists() and Clock.objects.get().due_at == clock.due_at


def test_the_versions_and_what_changed(
    draft: AgreementVersion, client_of: ClientOf, marta: User, silvia: User, sara: User
) -> None:
    put_in_force(draft, marta, silvia, MONDAY_NINE)
    second = draft.agreement.draft(by=silvia)
    second.commitments.filter(kind="acceptance").update(target_seconds=2 * HOUR)
    second.commitments.get(kind="feedback").steps.all().delete()
    second.commitments.filter(kind="feedback").delete()
    second.clauses.filter(kind="disputes").update(text_en="We toss a coin.")
    client = client_of(sara)
    page = client.get(reverse("sla:difference", args=[second.pk]))
    text = page.content.decode()
    changes = {change.commitment.kind: change for change in page.context["promises"]}
    assert {kind: change.mark for kind, change in changes.items()} == {
        "acceptance": "changed",
        "feedback": "went",
    }
    ((before, after),) = [(one.before, one.after) for one in changes["acceptance"].aspects]
    assert before.startswith("within 4") and after.startswith("within 2") and "coin" in text
    assert client.get(reverse("sla:version-list", args=[draft.agreement_id])).status_code == 200
    for other in ("x", "-1", "999999999999", str(second.pk), "٣"):
        assert client.get(reverse("sla:difference", args=[second.pk]), {"with": other}).status_code == 404, (
            other
        )
    assert client.get(reverse("sla:difference", args=[second.pk]), {"language": "xx"}).status_code == 200


def test_the_budget_of_queries(
    draft: AgreementVersion,
    client_of: ClientOf,
    marta: User,
    silvia: User,
    django_assert_max_num_queries: Any,
) -> None:
    put_in_force(draft, marta, silvia, MONDAY_NINE)
    client = client_of(silvia)
    for view, most in (("promises", 26), ("document", 26), ("hearing", 24)):
        with django_assert_max_num_queries(most):
            client.get(f"{draft.get_absolute_url()}?view={view}")
