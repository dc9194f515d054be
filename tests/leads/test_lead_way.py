"""A lead arrives, scores, becomes an MQL, is handed off, is accepted, is called: its clocks are met."""

from datetime import timedelta

import pytest

from leads.models import Event, Handoff, HandoffClock, Lead, settle
from people.models import User
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")


def test_a_lead_below_the_threshold_stays(make_lead: Made) -> None:
    lead = make_lead(country="France", live=True)
    assert (lead.stage, lead.score.score, lead.score.grade) == ("captured", 0, "D4")


def test_a_lead_above_it_is_handed_off(make_lead: Made) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    handoff = lead.handoffs.get()
    assert (lead.score.score, lead.score.grade, lead.stage) == (80, "A1", "handed_off")
    assert lead.mql_at == lead.handed_off_at == MONDAY_NINE
    assert lead.team == handoff.last_offer.team and handoff.missing
    assert {link.clock.commitment.kind for link in HandoffClock.objects.all()} == {
        "acceptance",
        "first_touch",
    }


def test_settling_again_changes_nothing(make_lead: Made) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    settle([lead.pk], MONDAY_NINE + HOUR, live=True)
    assert Handoff.objects.count() == 1 and lead.stage_changes.count() == 2


def test_accepted_and_called_in_time(make_lead: Made, sara: User) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    handoff = lead.handoffs.get()
    first = handoff.accept(by=sara, at=MONDAY_NINE + HOUR)
    assert handoff.accept(by=sara, at=MONDAY_NINE + 2 * HOUR) == first
    make_lead(external_id="L1", at=MONDAY_NINE + 2 * HOUR, events=["call"], live=True)
    lead.refresh_from_db()
    assert (lead.owner, lead.stage) == (sara, "accepted")
    outcomes = dict(Clock.objects.values_list("commitment__kind", "outcome"))
    assert outcomes == {"acceptance": "met", "first_touch": "met"}


def test_an_automated_mail_is_no_touch(make_lead: Made) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    make_lead(external_id="L1", at=MONDAY_NINE + HOUR, events=["email_automated"], live=True)
    assert Clock.objects.running().count() == 2


def test_nobody_accepts(make_lead: Made) -> None:
    """Four working hours from Monday 9:00 with a lunch break are over at 14:00."""
    make_lead(country="Spain", events=["demo_request"], live=True)
    clock = Clock.objects.get(commitment__kind="acceptance")
    assert clock.due_at == MONDAY_NINE + 4 * HOUR
    for _ in range(5):
        Clock.objects.sweep(clock.due_at + timedelta(seconds=1))
    assert [breach.reached_at for breach in Breach.objects.all()] == [clock.due_at]


def test_rejected_with_a_reason(make_lead: Made, sara: User) -> None:
    from leads.models import RejectionReason

    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    lead.handoffs.get().reject(
        by=sara, at=MONDAY_NINE + HOUR, reason=RejectionReason.objects.get(pk="QUAL-01")
    )
    lead.refresh_from_db()
    outcomes = dict(Clock.objects.values_list("commitment__kind", "outcome"))
    assert lead.stage == "rejected" and outcomes == {"acceptance": "met", "first_touch": "cancelled"}


def test_history_fires_nothing(make_lead: Made) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=False)
    assert lead.score.score == 80 and not Handoff.objects.exists() and lead.mql_at is None


def test_everything_derived_equals_its_rebuild(make_lead: Made, sara: User) -> None:
    lead = make_lead(country="Spain", events=["demo_request", "call"], live=True)
    lead.handoffs.get().accept(by=sara, at=MONDAY_NINE + HOUR)
    assert (
        Lead.objects.differences() == []
        and Handoff.objects.differences() == []
        and Clock.objects.differences() == []
    )
    assert Event.objects.count() == 2
