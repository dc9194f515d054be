"""What people say to a breach: acknowledged once, waived by a manager with a reason, never deleted."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import User
from sla.guards import Refused
from sla.models import Breach, Clock, StepReached
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db
LATE = MONDAY_NINE + hours(3)


@pytest.fixture
def breach(promise: Promise, start: Start) -> Breach:
    start(promise())
    Clock.objects.sweep(LATE)
    return Breach.objects.get()


def test_the_first_acknowledgement_stands(breach: Breach, sara: User, silvia: User) -> None:
    first = breach.acknowledge(by=sara, at=LATE, note="calling now")
    assert breach.acknowledge(by=silvia, at=LATE + hours(1)) == first
    assert not Breach.objects.to_acknowledge().exists()


def test_a_manager_waives_with_a_reason(breach: Breach, sara: User, silvia: User, rita: User) -> None:
    with pytest.raises(Refused):
        breach.waive(by=sara, at=LATE, reason="no")
    with pytest.raises(Refused):
        breach.waive(by=silvia, at=LATE, reason="  ")
    first = breach.waive(by=silvia, at=LATE, reason="The CRM was down")
    assert breach.waive(by=rita, at=LATE, reason="other") == first
    assert not Breach.objects.standing().exists()


def test_a_clock_with_a_breach_is_not_deleted(breach: Breach) -> None:
    with pytest.raises(ProtectedError):
        breach.clock.delete()


def test_s16_the_database_refuses_a_second_one(breach: Breach) -> None:
    again = {"clock": breach.clock, "reached_at": LATE, "declared_at": LATE}
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.create(**again)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepReached.objects.create(percent=100, **again)


def test_who_sees_it(
    breach: Breach, sara: User, samuel: User, silvia: User, olga: User, marta: User, rita: User, dora: User
) -> None:
    seen = {
        user.name
        for user in (sara, samuel, silvia, olga, marta, rita, dora)
        if Breach.objects.visible_to(user)
    }
    assert seen == {"Sara", "Silvia", "Marta", "Rita"}
