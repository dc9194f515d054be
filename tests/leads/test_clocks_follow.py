"""Clocks follow the facts of their lead: moved, taken back, merged, recycled, learned late or dated ahead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Handoff, Lead, LeadMerge, When, settle
from leads.models.landing.arrivals import Told
from leads.models.settling.settling import tell
from people.models import Notification, User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Breach, Clock, ClockEntry, Commitment, Excuse, StepReached
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")
DAY = timedelta(days=1)
Call = Callable[..., None]


@pytest.fixture
def lead(make_lead: Made) -> Lead:
    return make_lead(country="Spain", events=["demo_request"], live=True)


@pytest.fixture
def call(lead: Lead) -> Call:
    """The lead is called at `happened`, learned at `at`; the same key again corrects it."""

    def called(happened: datetime, at: datetime | None = None, kind: str = "call", key: str = "c1") -> None:
        tell([Told(lead.pk, kind, When(happened), key)], "test", at or happened)

    return called


def first_touch() -> Clock:
    return Clock.objects.get(commitment__kind="first_touch", cycle=1)


def is_rebuilt() -> bool:
    return Clock.objects.differences() == [] and Handoff.objects.differences() == []


def test_a_touch_moves_to_another_moment_and_back(call: Call) -> None:
    for happened in (HOUR, 2 * HOUR, HOUR, 2 * HOUR, HOUR):
        call(MONDAY_NINE + happened, MONDAY_NINE + 3 * HOUR)
        assert first_touch().stopped_at == MONDAY_NINE + happened
    entries = ClockEntry.objects.filter(clock=first_touch())
    assert sorted(entries.values_list("kind", flat=True)) == ["start", *["stop"] * 5, *["withdraw"] * 4]
    assert is_rebuilt()


def test_s3_a_call_that_was_none_lets_the_clock_run_and_break(call: Call) -> None:
    call(MONDAY_NINE + HOUR)
    assert first_touch().outcome == "met"
    call(MONDAY_NINE + HOUR, MONDAY_NINE + 2 * HOUR, kind="note")
    clock = first_touch()
    assert clock.running and clock.stopped_at is None and clock.elapsed_seconds is None
    Clock.objects.sweep(MONDAY_NINE + 2 * DAY)
    assert first_touch().outcome == "breached" and Breach.objects.filter(clock=clock).count() == 1
    call(MONDAY_NINE + HOUR, MONDAY_NINE + 2 * DAY)
    assert first_touch().outcome == "met" and Excuse.objects.get().cause == "answered_in_time"
    assert is_rebuilt()


def test_w6_what_is_dated_ahead_happened_when_we_learned_of_it(call: Call) -> None:
    call(MONDAY_NINE + 30 * DAY, MONDAY_NINE + HOUR)
    clock = first_touch()
    assert (clock.outcome, clock.stopped_at) == ("met", MONDAY_NINE + HOUR)
    assert not Breach.objects.exists()


def test_s15_a_merged_lead_ends_its_clocks_and_its_calls_count_for_the_kept_one(
    make_lead: Made, lead: Lead
) -> None:
    gone = make_lead(country="Spain", events=["demo_request"], live=True)
    at = MONDAY_NINE + HOUR
    LeadMerge.objects.create(kept=lead, gone=gone, at=at).take_effect()
    settle([lead.pk], at, live=True)
    ended = Clock.objects.filter(handoff_link__handoff__lead=gone)
    assert set(ended.values_list("outcome", flat=True)) == {"cancelled"}
    tell([Told(gone.pk, "call", When(at + HOUR), "c1")], "test", at + HOUR)
    clock = Clock.objects.get(handoff_link__handoff__lead=lead, commitment__kind="first_touch")
    assert clock.stopped_at == at + HOUR and is_rebuilt()


def test_a_recycled_lead_starts_anew_and_leaves_its_past_alone(lead: Lead, call: Call) -> None:
    again = MONDAY_NINE + DAY
    Lead.objects.filter(pk=lead.pk).update(cycle=2)
    settle([lead.pk], again, live=True)
    assert Handoff.objects.filter(lead=lead).count() == 2 and Clock.objects.count() == 4
    call(again + HOUR)
    assert first_touch().running
    assert Clock.objects.get(commitment__kind="first_touch", cycle=2).stopped_at == again + HOUR
    assert is_rebuilt()


def test_history_starts_nothing_whatever_happens_to_it(make_lead: Made, lead: Lead) -> None:
    Handoff.objects.update(is_history=True)
    before = Clock.objects.count()
    Clock.objects.all().update(subject_id=-1)
    tell([Told(lead.pk, "call", When(MONDAY_NINE + HOUR), "c1")], "test", MONDAY_NINE + HOUR)
    assert Clock.objects.count() == before


def scoped(office: WorkingCalendar, people: list[User], **more: Any) -> Commitment:
    """A promise in force that is only about the large ones: called within an hour."""
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Large"), number=1)
    large = {"field": "segment", "op": "is", "value": "large"}
    promise = Commitment.objects.create(
        version=version,
        kind="first_touch",
        party="sales",
        target_seconds=3600,
        calendar=office,
        scope=large,
        **more,
    )
    version.submit(by=people[0], at=MONDAY_NINE)
    for person in people:
        version.sign(by=person, at=MONDAY_NINE)
    version.put_in_force(by=people[0], at=MONDAY_NINE)
    return promise


def test_a_promise_that_is_found_to_cover_a_lead_later_counts_from_the_handoff(
    make_lead: Made, lead: Lead, office: WorkingCalendar, marta: User, silvia: User, call: Call
) -> None:
    promise = scoped(office, [marta, silvia])
    call(MONDAY_NINE + 2 * HOUR)
    assert not Clock.objects.filter(commitment=promise).exists()
    told = Notification.objects.count()
    make_lead(external_id="L1", segment="large", at=MONDAY_NINE + 4 * HOUR, live=True)
    clock = Clock.objects.get(commitment=promise)
    assert (clock.started_at, clock.outcome) == (MONDAY_NINE, "breached")
    # it was over before anybody knew that it had begun: on record, and nobody is told
    assert not StepReached.objects.get(clock=clock, percent=100).told
    assert Notification.objects.count() == told
    make_lead(external_id="L1", segment="small", at=MONDAY_NINE + 5 * HOUR, live=True)
    clock.refresh_from_db()
    assert clock.outcome == "breached"


def test_many_follow_in_as_many_statements_as_one(make_lead: Made) -> None:
    def asked(count: int) -> int:
        leads = [
            make_lead(country="Spain", events=["demo_request"], live=True).pk for _number in range(count)
        ]
        facts = [Told(pk, "call", When(MONDAY_NINE + HOUR), f"c{pk}") for pk in leads]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tell(facts, "test", MONDAY_NINE + HOUR)
        return len(queries)

    asked(2)  # the statement that scores many is compiled once a process
    assert asked(2) == asked(12)
