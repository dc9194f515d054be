"""Workers that settle the same lead, the sweep and a re-base at once: nothing is lost, and nobody waits in a circle."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from leads.models import Handoff, When
from leads.models.landing.arrivals import Told
from leads.models.settling.settling import tell
from leads.sowing import sow
from people.models import User, WorkingCalendar
from sla.models import Clock
from sla.tasks import rebase_clocks
from tests.conftest import MONDAY_NINE, OFFICE_RULES
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, TURNS = 3, 6


@pytest.fixture
def words(db: None) -> None:
    """What migrations sow, which another test of whole transactions may have emptied."""
    sow()


def together(*works: Callable[[], None]) -> None:
    faults: list[Exception] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []


def test_many_hands_on_the_same_leads(
    words: None, running: None, make_lead: Made, office: WorkingCalendar, rita: User, sara: User
) -> None:
    leads = [make_lead(country="Spain", events=["demo_request"], live=True).pk for _number in range(4)]
    late = MONDAY_NINE + timedelta(days=1)
    office.publish(OFFICE_RULES | {"holidays": ["2026-03-03"]}, by=rita, at=MONDAY_NINE, moves_running=True)

    def worker(number: int) -> Callable[[], None]:
        def calls() -> None:
            for turn in range(TURNS):
                happened = MONDAY_NINE + HOUR * (1 + number) + timedelta(minutes=turn)
                facts = [
                    Told(pk, "call", When(happened), f"{number}.{turn}.{pk}")
                    for pk in leads[:: 1 - 2 * (number % 2)]
                ]
                tell(facts, f"worker {number}", late)

        return calls

    def sweeps() -> None:
        for _turn in range(TURNS):
            Clock.objects.sweep(late)
            rebase_clocks()

    def answers() -> None:
        for handoff in Handoff.objects.order_by("-pk"):
            handoff.accept(by=sara, at=late)

    together(*[worker(number) for number in range(WORKERS)], sweeps, answers)
    for handoff in Handoff.objects.all():
        assert (handoff.touches, handoff.first_touch_at) == (WORKERS * TURNS, MONDAY_NINE + HOUR)
    touched = Clock.objects.filter(commitment__kind="first_touch")
    assert set(touched.values_list("outcome", "stopped_at")) == {("met", MONDAY_NINE + HOUR)}
    assert Clock.objects.differences() == [] and Handoff.objects.differences() == []
