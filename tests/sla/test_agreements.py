"""An agreement is written, reviewed, signed by both, in force; and then it stays what it was."""

import pytest
from django.db import IntegrityError, transaction

from people.models import User
from sla.guards import Refused, publication_guards
from sla.models import Agreement, AgreementVersion, Commitment, EscalationStep
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, hours, put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(marta: User, silvia: User) -> AgreementVersion:
    agreement = Agreement.objects.create(name="Handoffs")
    version = AgreementVersion.objects.create(agreement=agreement, number=1)
    Commitment.objects.create(version=version, kind="acceptance", party="sales", target_seconds=HOUR)
    return version


def test_it_takes_both_signatures(draft: AgreementVersion, marta: User, silvia: User) -> None:
    draft.submit(by=marta, at=MONDAY_NINE)
    first = draft.sign(by=marta, at=MONDAY_NINE)
    assert draft.document
    assert draft.state == "in_review" and first.hash == draft.document.hash
    assert draft.sign(by=marta, at=MONDAY_NINE + hours(1)) == first
    with pytest.raises(Refused):
        draft.put_in_force(by=marta, at=MONDAY_NINE)
    draft.sign(by=silvia, at=MONDAY_NINE)
    assert draft.put_in_force(by=marta, at=MONDAY_NINE).state == "in_force"


def test_only_managers_sign(draft: AgreementVersion, sara: User) -> None:
    draft.submit(by=sara, at=MONDAY_NINE)
    with pytest.raises(Refused):
        draft.sign(by=sara, at=MONDAY_NINE)


def test_the_next_version_supersedes(draft: AgreementVersion, marta: User, silvia: User) -> None:
    put_in_force(draft, marta, silvia, MONDAY_NINE)
    second = AgreementVersion.objects.create(agreement=draft.agreement, number=2)
    Commitment.objects.create(version=second, kind="acceptance", party="sales", target_seconds=HOUR * 2)
    put_in_force(second, marta, silvia, MONDAY_NINE + hours(10))
    in_force = AgreementVersion.objects.in_force
    assert in_force(MONDAY_NINE - hours(1)).count() == 0
    assert in_force(MONDAY_NINE + hours(9)).get() == draft
    assert in_force(MONDAY_NINE + hours(10)).get() == second
    assert Commitment.objects.in_force(MONDAY_NINE + hours(11)).get().target_seconds == HOUR * 2


@pytest.mark.parametrize(
    "change",
    [
        lambda c: Commitment.objects.filter(pk=c.pk).update(target_seconds=1),
        lambda c: Commitment.objects.filter(pk=c.pk).delete(),
        lambda c: Commitment.objects.create(
            version=c.version, kind="decision", party="sales", target_seconds=9
        ),
        lambda c: EscalationStep.objects.create(commitment=c, percent=50, notify=["owner"]),
        lambda c: AgreementVersion.objects.filter(pk=c.version_id).update(scope={"any": []}),
        lambda c: AgreementVersion.objects.filter(pk=c.version_id).update(state="draft"),
        lambda c: AgreementVersion.objects.filter(pk=c.version_id).update(
            in_force_from=MONDAY_NINE - hours(9)
        ),
    ],
)
def test_nothing_in_force_is_edited(promise: Promise, change: object) -> None:
    commitment = promise()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(commitment)  # type: ignore[operator]


@pytest.mark.parametrize("seconds", [0, -1, 400 * 366 * 86_400])
def test_s10_a_target_that_can_not_be_kept_is_refused(draft: AgreementVersion, seconds: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(version=draft, kind="decision", party="sales", target_seconds=seconds)


def test_a_guard_may_refuse(draft: AgreementVersion, marta: User, silvia: User) -> None:
    def no_change_request(version: object, by: object, at: object) -> list[str]:
        return ["no change request"]

    publication_guards.register(no_change_request)
    try:
        with pytest.raises(Refused, match="no change request"):
            put_in_force(draft, marta, silvia, MONDAY_NINE)
    finally:
        publication_guards.unregister(no_change_request)
