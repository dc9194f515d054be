"""A lead that nobody answers is offered to somebody else when the ladder says so: once a step, and not for ever."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Handoff, Lead, Offer, Verdict
from leads.models.settling.reoffering import MOST_REOFFERS, reoffer
from leads.tasks import reoffer_leads
from people.models import Absence, User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Clock, Commitment, EscalationStep, StepReached
from tests.conftest import MONDAY_NINE, ClientOf
from tests.leads.conftest import HOUR, Made

LATE = MONDAY_NINE + timedelta(hours=1, seconds=1)
pytestmark = pytest.mark.usefixtures("mql", "queue", "sara")


@pytest.fixture(autouse=True)
def promise(office: WorkingCalendar, marta: User, silvia: User, rita: User) -> Commitment:
    """Sales accepts within a working hour; at the breach the lead goes to somebody else."""
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="One"), number=1)
    commitment = Commitment.objects.create(
        version=version,
        kind="acceptance",
        party="sales",
        target_seconds=3600,
        calendar=office,
        warning_percent=None,
    )
    EscalationStep.objects.create(commitment=commitment, percent=100, notify=["manager"], reoffers=True)
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    version.put_in_force(by=rita, at=MONDAY_NINE)
    return commitment


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()


def reoffered() -> list[str]:
    return list(StepReached.objects.order_by("pk").values_list("reoffer", flat=True))


def test_from_the_queue_to_the_manager(handoff: Handoff, silvia: User) -> None:
    assert Clock.objects.sweep(LATE) == 1 and reoffered() == ["due"]
    assert reoffer(LATE) == 1 and reoffer(LATE) == 0
    first, second = Offer.objects.order_by("number")
    assert first.verdict.kind == Verdict.Kind.EXPIRED and first.verdict.by is None
    clock = Clock.objects.get()
    assert second.owner == silvia and second.team == first.team
    assert second.why == {"reoffered": {"clock": clock.pk, "percent": 100}, "from": None}
    lead = Lead.objects.get()
    assert lead.owner == silvia and reoffered() == ["done"]


def test_the_clock_of_the_answer_begins_afresh(handoff: Handoff, silvia: User) -> None:
    Clock.objects.sweep(LATE)
    reoffer(LATE)
    clock = Clock.objects.get()
    assert (clock.running, clock.owner, clock.due_at) == (True, silvia, LATE + HOUR)
    Clock.objects.sweep(LATE + 2 * HOUR)
    assert StepReached.objects.filter(percent=100).count() == 2
    assert Clock.objects.differences() == []


def test_from_a_person_to_the_queue_and_no_oftener_than_agreed(handoff: Handoff, silvia: User) -> None:
    at = LATE
    for _turn in range(MOST_REOFFERS + 2):
        Clock.objects.sweep(at)
        reoffer(at)
        at += timedelta(days=1)
    owners = list(Offer.objects.order_by("number").values_list("owner", flat=True))
    assert owners == [None, silvia.pk, None, silvia.pk]
    assert reoffered() == ["done", "done", "done", "capped"]


def test_an_answer_that_came_first_stands(handoff: Handoff, sara: User) -> None:
    Clock.objects.sweep(LATE)
    handoff.accept(by=sara, at=LATE)
    reoffer(LATE)
    assert Offer.objects.count() == 1 and reoffered() == ["answered"]


def test_nobody_else_is_there(handoff: Handoff, silvia: User) -> None:
    Absence.objects.create(user=silvia, first_on=date(2026, 3, 2), last_on=date(2026, 3, 2))
    Clock.objects.sweep(LATE)
    reoffer(LATE)
    assert Offer.objects.count() == 1 and reoffered() == ["nobody"]


def test_a_clock_on_trial_offers_nothing(handoff: Handoff) -> None:
    Clock.objects.update(shadow=True)
    Clock.objects.sweep(LATE)
    assert reoffered() == [""]


def test_a_lost_nudge_costs_nothing(handoff: Handoff) -> None:
    Clock.objects.sweep(LATE)
    reoffer_leads()
    assert Offer.objects.count() == 2


def test_many_cost_as_many_statements_as_one(make_lead: Made) -> None:
    counts = []
    # the first compiles what the process keeps: the statement that scores many
    for many in (2, 2, 12):
        for _number in range(many):
            make_lead(country="Spain", events=["demo_request"], live=True)
        Clock.objects.sweep(LATE)
        with CaptureQueriesContext(connection) as asked:
            assert reoffer(LATE) == many
        counts.append(len(asked))
    assert Offer.objects.count() == 32 and counts[2] <= counts[1] + 2


def test_the_page_says_why_it_was_offered_again(handoff: Handoff, silvia: User, client_of: ClientOf) -> None:
    Clock.objects.sweep(LATE)
    reoffer(LATE)
    page = client_of(silvia).get(handoff.lead.get_absolute_url()).content.decode()
    assert "at 100 % of the time nobody had answered" in page
    assert f"/sla/clocks/{Clock.objects.get().pk}/" in page and "Handed off to Sales<" in page
