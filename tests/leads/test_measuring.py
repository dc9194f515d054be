"""What Marketing promised by number: leads delivered, accepted, and complete, within the scopes of the promise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.measuring import behind
from leads.models import Handoff, Lead, RejectionReason
from people.models import User
from sla.measures import Measured, measure
from sla.models import Agreement, AgreementVersion, Commitment
from tests.conftest import MONDAY_NINE

SINCE, UNTIL = MONDAY_NINE, MONDAY_NINE + timedelta(days=30)
WEB = {"field": "source", "op": "is", "value": "web"}
SPAIN = {"field": "country", "op": "is", "value": "Spain"}


@pytest.fixture
def version(organisation: object) -> AgreementVersion:
    agreement = Agreement.objects.create(name="Volume")
    return AgreementVersion.objects.create(agreement=agreement, number=1)


@pytest.fixture
def promise(version: AgreementVersion) -> Callable[..., Commitment]:
    def make(kind: str, **more: Any) -> Commitment:
        return Commitment.objects.create(
            version=version, kind=kind, party="marketing", target_value=1, **more
        )

    return make


@pytest.fixture
def three(running: None, make_lead: Callable[..., Lead], sara: User) -> list[Lead]:
    """Two of the web, one of a fair; the first accepted, the second rejected, the third unanswered."""
    leads = [
        make_lead(country="Spain", events=["demo_request"], live=True, source=source)
        for source in ("web", "web", "fair")
    ]
    first, second, _third = (Handoff.objects.get(lead=lead) for lead in leads)
    first.accept(by=sara, at=MONDAY_NINE)
    second.reject(by=sara, at=MONDAY_NINE, reason=RejectionReason.objects.all()[0])
    return leads


def test_a_volume_counts_what_was_handed_over(three: list[Lead], promise: Callable[..., Commitment]) -> None:
    every, of_web = promise("volume"), promise("volume", scope=WEB)
    found = measure([every, of_web], SINCE, UNTIL)
    assert found == {every.pk: Measured(3.0, 3, None, 3), of_web.pk: Measured(2.0, 2, None, 2)}


def test_an_acceptance_rate_leaves_out_what_waits(
    three: list[Lead], promise: Callable[..., Commitment]
) -> None:
    rate = promise("acceptance_rate")
    assert measure([rate], SINCE, UNTIL) == {rate.pk: Measured(0.5, 1, 2, 2)}
    assert behind(rate, SINCE, UNTIL).count() == 2


def test_a_complete_handoff_misses_nothing(three: list[Lead], promise: Callable[..., Commitment]) -> None:
    Handoff.objects.filter(lead=three[0]).update(missing=[])
    share = promise("completeness")
    assert measure([share], SINCE, UNTIL) == {share.pk: Measured(1 / 3, 1, 3, 3)}


def test_nothing_has_no_share(running: None, promise: Callable[..., Commitment]) -> None:
    rate, volume = promise("acceptance_rate"), promise("volume")
    found = measure([rate, volume], SINCE, UNTIL)
    assert found[rate.pk] == Measured(None, 0, 0, 0) and found[volume.pk].value == 0


def test_the_scope_of_the_agreement_holds_too(
    three: list[Lead], version: AgreementVersion, promise: Callable[..., Commitment]
) -> None:
    version.scope = {"field": "country", "op": "is", "value": "Portugal"}
    version.save()
    volume = promise("volume", scope=WEB)
    assert measure([volume], SINCE, UNTIL)[volume.pk].n == 0


def test_a_rule_over_events_can_be_a_scope(three: list[Lead], promise: Callable[..., Commitment]) -> None:
    asked = {"events": "demo_request", "measure": "count", "op": ">=", "value": 1}
    volume = promise("volume", scope={"all": [asked, SPAIN]})
    assert measure([volume], SINCE, UNTIL)[volume.pk].n == behind(volume, SINCE, UNTIL).count() == 3


def test_a_moment_outside_does_not_count(three: list[Lead], promise: Callable[..., Commitment]) -> None:
    volume = promise("volume")
    assert measure([volume], SINCE - timedelta(days=9), SINCE)[volume.pk].n == 0


def test_many_promises_cost_one_statement_a_kind(
    three: list[Lead], promise: Callable[..., Commitment]
) -> None:
    asked = [
        promise(kind, scope=scope) for kind in ("volume", "acceptance_rate") for scope in ({}, WEB, SPAIN)
    ]
    with CaptureQueriesContext(
        connection,
    ) as told:
        measure(
            Commitment.objects.filter(pk__in=[one.pk for one in asked]).select_related("version"),
            SINCE,
            UNTIL,
        )
    assert len(told) == 3


def test_a_kind_that_nobody_measures_is_left_out(promise: Callable[..., Commitment]) -> None:
    assert measure([promise("feedback")], SINCE, UNTIL) == {}
