"""Several workers sweep at once and tell the same people: each deadline is told once, and nobody waits in a circle."""

import threading

import pytest
from django.db import connection

from people.models import Delivery, Notification, User
from sla.models import Breach, Clock, StepReached
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db(transaction=True)
LATE = MONDAY_NINE + hours(3)


def sweep_until_done(faults: list[Exception]) -> None:
    try:
        while Clock.objects.sweep(LATE, limit=9):
            pass
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()


def test_workers_add_to_the_same_digests(promise: Promise, start: Start, sara: User, samuel: User) -> None:
    commitment = promise()
    for number in range(120):
        start(commitment, subject_id=number, owner_id=(sara, samuel)[number % 2].pk)
    faults: list[Exception] = []
    workers = [threading.Thread(target=sweep_until_done, args=(faults,)) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert faults == []
    while Clock.objects.sweep(LATE):
        pass
    assert Breach.objects.count() == StepReached.objects.filter(told=True).count() == 120
    told = {clock for one in Notification.objects.all() for clock in clocks_of(one)}
    assert told == {(user, clock) for user, clock in expected()}
    assert sum(len(clocks_of(one)) for one in Notification.objects.all()) == len(told)
    sent = {clock for one in Delivery.objects.all() for clock in clocks_of(one)}
    assert sent == told


def clocks_of(row: Notification | Delivery) -> set[tuple[int | None, int]]:
    return {(row.user_id, one["clock"]) for one in row.params.get("of", [row.params])}


def expected() -> set[tuple[int | None, int]]:
    """Each owner of the own clocks, the manager of all."""
    (manager,) = User.objects.filter(role="sales_manager")
    clocks = list(Clock.objects.values_list("owner", "pk"))
    return {*clocks, *((manager.pk, pk) for _owner, pk in clocks)}
