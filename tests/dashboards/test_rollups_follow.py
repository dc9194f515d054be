"""The rollups follow what changed, and are what a rebuild would make of it."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from dashboards import rollups
from dashboards.models import ClockDay, FunnelDay, HandoffDay, Stale
from leads.models import RejectionReason
from people.models import User
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")
DAY = timedelta(days=1)


def total(cells: object, *names: str) -> dict[str, int]:
    found = cells.aggregate(**{name: Sum(name) for name in names})  # type: ignore[attr-defined]
    return {name: found[name] or 0 for name in names}


def test_a_handoff_is_counted_until_it_is_answered(make_lead: Made, sara: User) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], source="web", live=True)
    rollups.freshen()
    assert total(HandoffDay.objects, "delivered", "pending", "accepted") == {
        "delivered": 1,
        "pending": 1,
        "accepted": 0,
    }
    lead.handoffs.get().accept(by=sara, at=MONDAY_NINE + HOUR)
    rollups.freshen()
    assert total(HandoffDay.objects, "delivered", "pending", "accepted") == {
        "delivered": 1,
        "pending": 0,
        "accepted": 1,
    }
    assert rollups.differences() == [] and not Stale.objects.exists()


def test_the_reason_of_a_rejection_is_counted(make_lead: Made, sara: User) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    reason = RejectionReason.objects.get(pk="QUAL-01")
    lead.handoffs.get().reject(by=sara, at=MONDAY_NINE + HOUR, reason=reason)
    rollups.freshen()
    assert HandoffDay.objects.filter(rejected=1).get().reason == "QUAL-01"


def test_a_corrected_day_moves_the_lead(make_lead: Made) -> None:
    make_lead(external_id="A", source="web", stages={"mql": MONDAY_NINE})
    rollups.freshen()
    make_lead(
        external_id="A",
        source="web",
        at=MONDAY_NINE + HOUR,
        stages={"mql": MONDAY_NINE - 40 * DAY, "won": MONDAY_NINE},
    )
    rollups.freshen()
    cell = FunnelDay.objects.filter(cohort="mql", mql__gt=0).get()
    assert (cell.day, cell.mql, cell.won) == ((MONDAY_NINE - 40 * DAY).date(), 1, 1)
    assert rollups.differences() == []


def test_a_changed_source_moves_the_lead(make_lead: Made) -> None:
    make_lead(external_id="A", source="web", stages={"mql": MONDAY_NINE})
    make_lead(external_id="A", source="fair", at=MONDAY_NINE + HOUR)
    rollups.freshen()
    assert list(FunnelDay.objects.filter(cohort="mql", mql__gt=0).values_list("source", flat=True)) == [
        "fair"
    ]


def test_a_breach_then_a_waiver(make_lead: Made, silvia: User) -> None:
    make_lead(country="Spain", events=["demo_request"], live=True)
    Clock.objects.sweep(MONDAY_NINE + 2 * DAY)
    rollups.freshen()
    assert total(ClockDay.objects, "open_late", "waived", "met") == {"open_late": 2, "waived": 0, "met": 0}
    Breach.objects.all()[0].waive(by=silvia, at=MONDAY_NINE + 2 * DAY, reason="The lead was on holiday")
    rollups.freshen()
    assert total(ClockDay.objects, "open_late", "waived", "met") == {"open_late": 1, "waived": 1, "met": 0}
    assert rollups.differences() == []


def test_an_answer_that_arrives_late_is_met(make_lead: Made) -> None:
    make_lead(country="Spain", events=["demo_request"], external_id="A", live=True)
    Clock.objects.sweep(MONDAY_NINE + 2 * DAY)
    make_lead(external_id="A", at=MONDAY_NINE + HOUR, events=["call"], live=True)
    rollups.freshen()
    assert total(ClockDay.objects.filter(kind="first_touch"), "met", "excused", "late") == {
        "met": 1,
        "excused": 1,
        "late": 0,
    }
    assert rollups.differences() == []


def test_a_difference_is_found_and_mended(make_lead: Made) -> None:
    make_lead(source="web", stages={"mql": MONDAY_NINE})
    rollups.freshen()
    FunnelDay.objects.filter(cohort="mql").update(mql=7)
    found = rollups.differences()
    assert {(one.rollup, one.side) for one in found} == {("funnel", "stored"), ("funnel", "facts")}
    assert rollups.rebuild() == 2 and rollups.differences() == []


def test_a_blocked_lead_counts_nowhere(make_lead: Made) -> None:
    lead = make_lead(source="web", stages={"mql": MONDAY_NINE})
    rollups.freshen()
    type(lead).objects.filter(pk=lead.pk).update(blocked_at=MONDAY_NINE)
    Stale.objects.mark("lead", [lead.pk])
    rollups.freshen()
    assert total(FunnelDay.objects, "mql") == {"mql": 0} and rollups.differences() == []


def test_counting_twice_changes_nothing(make_lead: Made) -> None:
    lead = make_lead(source="web", stages={"mql": MONDAY_NINE})
    rollups.freshen()
    Stale.objects.mark("lead", [lead.pk, lead.pk])
    rollups.freshen()
    assert total(FunnelDay.objects.filter(cohort="mql"), "mql") == {"mql": 1}
