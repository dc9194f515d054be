"""The pages of service levels: they open in both languages, within a budget of queries, and only for those who may."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from sla.models import AgreementVersion, Breach, Clock, Commitment, Definition
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def breach(promise: Promise, start: Start) -> Breach:
    start(promise(steps={50: (["owner"], False), 100: (["manager"], True)}))
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    return Breach.objects.get()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_opens(breach: Breach, client_of: ClientOf, sara: User, language: str) -> None:
    sara.language = language
    sara.save(update_fields=["language"])
    client = client_of(sara)
    Definition.objects.word("mql").draft(by=None)
    addresses = [reverse(f"sla:{noun}-list") for noun in ("clock", "breach", "definition", "agreement")]
    addresses += [reverse("sla:definition-detail", args=["mql"])]
    addresses += [breach.clock.get_absolute_url(), breach.clock.commitment.version.get_absolute_url()]
    addresses += [
        f"{reverse('sla:clock-list')}?state={state}&mine=1" for state in ("overdue", "risk", "paused")
    ]
    addresses += [f"{reverse('sla:breach-list')}?state={state}" for state in ("open", "excused", "waived")]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_why_this_deadline_adds_up(
    promise: Promise, start: Start, tell: Tell, client_of: ClientOf, sara: User
) -> None:
    clock = start(promise(6 * 3600))
    tell(clock, "pause", MONDAY_NINE + hours(1))
    tell(clock, "resume", MONDAY_NINE + hours(2))
    answer = client_of(sara).get(clock.get_absolute_url())
    promised, too_much = (
        sum(part.seconds for part in answer.context["story"].parts if (part.tone == "bad") is late)
        for late in (False, True)
    )
    assert promised == 6 * 3600 and answer.context["story"].total == promised + too_much
    assert "paused" in answer.content.decode()


def test_an_outsider_finds_nothing(breach: Breach, client_of: ClientOf, olga: User) -> None:
    client = client_of(olga)
    assert client.get(breach.clock.get_absolute_url()).status_code == 404
    assert client.post(reverse("sla:acknowledgement-create", args=[breach.pk])).status_code == 404
    assert client.get(reverse("sla:waiver-create", args=[breach.pk])).status_code == 404
    assert client.get(reverse("sla:breach-list")).context["rows"] == []


def test_acknowledging_takes_a_post(breach: Breach, client_of: ClientOf, sara: User) -> None:
    address = reverse("sla:acknowledgement-create", args=[breach.pk])
    assert client_of(sara).get(address).status_code == 405
    for _again in range(2):
        assert client_of(sara).post(address).status_code == 302
    assert Breach.objects.get().acknowledgement.by == sara


def test_waiving_asks_for_a_reason(breach: Breach, client_of: ClientOf, silvia: User, sara: User) -> None:
    address = reverse("sla:waiver-create", args=[breach.pk])
    assert client_of(silvia).post(address, {"reason": ""}).status_code == 200
    assert client_of(sara).post(address, {"reason": "I say so"}).status_code == 200
    assert not hasattr(Breach.objects.get(), "waiver")
    assert client_of(silvia).post(address, {"reason": "The CRM was down"}).status_code == 302
    assert Breach.objects.get().waiver.by == silvia


def test_signing_in_the_browser(
    promise: Promise, client_of: ClientOf, marta: User, silvia: User, sara: User
) -> None:
    agreement = promise().version.agreement
    version = AgreementVersion.objects.create(agreement=agreement, number=2)
    Commitment.objects.create(version=version, kind="acceptance", party="sales", target_seconds=60)
    steps = {
        name: reverse(f"sla:{name}", args=[version.pk])
        for name in ("agreement-review-create", "signature-create", "agreement-force-create")
    }
    assert client_of(sara).post(steps["agreement-review-create"]).status_code == 403
    client_of(marta).post(steps["agreement-review-create"])
    client_of(marta).post(steps["signature-create"])
    client_of(marta).post(steps["agreement-force-create"])
    version.refresh_from_db()
    assert version.state == "in_review"
    client_of(silvia).post(steps["signature-create"])
    client_of(marta).post(steps["agreement-force-create"])
    version.refresh_from_db()
    assert version.state == "in_force"
