"""SQL and disqualified fire as MQL does: an accepted lead becomes an SQL by itself, a disqualified one is only proposed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.handing import TooLate, Unproved, Verb
from leads.models import Handoff, Lead, Proposal, Recycling, RejectionReason, StageChange, Verdict, settle
from leads.models.landing.arrivals import Told
from leads.models.loop.happenings import timelines
from leads.models.settling.qualifying import qualify
from leads.models.settling.settling import tell
from leads.tasks import age_scores
from people.models import Notification, User
from sla.models import Definition, DefinitionVersion
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running")]
ClientOf = Callable[[User], Client]
Define = Callable[..., DefinitionVersion]
MEETING = {"events": "meeting", "measure": "count", "op": ">=", "value": 1}
STUDENT = {"field": "job_title", "op": "contains", "value": "student"}


@pytest.fixture
def define(rita: User, marta: User, silvia: User) -> Define:
    def put(key: str, criteria: dict[str, Any]) -> DefinitionVersion:
        version = Definition.objects.word(key).draft(by=marta)
        version.criteria, version.text_en, version.text_es = criteria, key, key
        version.save()
        version.submit(by=marta, at=MONDAY_NINE)
        version.sign(by=marta, at=MONDAY_NINE)
        version.sign(by=silvia, at=MONDAY_NINE)
        return version.put_in_force(by=rita, at=MONDAY_NINE)

    return put


@pytest.fixture
def accepted(make_lead: Made, sara: User) -> Lead:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    lead.handoffs.get().accept(by=sara, at=MONDAY_NINE)
    lead.refresh_from_db()
    return lead


def met(lead: Lead, at: Any) -> None:
    tell([Told(lead.pk, "meeting", None, f"m:{lead.pk}:{at}")], "app", at)


def test_an_accepted_lead_that_meets_it_becomes_an_sql_once(define: Define, accepted: Lead) -> None:
    version = define("sql", MEETING)
    for hours in (1, 2):
        met(accepted, MONDAY_NINE + hours * HOUR)
    said = StageChange.objects.get(stage="sql")
    assert (said.definition_version, said.by, said.occurred_at) == (version, None, MONDAY_NINE + HOUR)
    accepted.refresh_from_db()
    assert accepted.stage == "sql" and not qualify(MONDAY_NINE + 3 * HOUR)


def test_what_nobody_accepted_is_no_sql(define: Define, make_lead: Made) -> None:
    define("sql", MEETING)
    make_lead(country="Spain", events=["demo_request", "meeting"], live=True)
    assert not StageChange.objects.filter(stage="sql").exists()


def test_an_answer_that_can_be_taken_back_is_not_built_upon(define: Define, accepted: Lead) -> None:
    define("sql", MEETING)
    met(accepted, MONDAY_NINE + timedelta(minutes=4))
    assert not StageChange.objects.filter(stage="sql").exists()
    age_scores()
    assert StageChange.objects.get(stage="sql").cause.startswith("definition:")


def test_the_clocks_hear_of_it(define: Define, accepted: Lead) -> None:
    define("sql", MEETING)
    met(accepted, MONDAY_NINE + HOUR)
    (told,) = timelines([accepted.handoffs.get()])
    assert [one.at for one in told.happened if one.occasion == "qualified"] == [MONDAY_NINE + HOUR]


def test_a_persons_word_names_the_version_that_counted(
    define: Define, accepted: Lead, sara: User, make_lead: Made
) -> None:
    sal, sql = define("sal", STUDENT), define("sql", MEETING)
    assert Verdict.objects.get().definition_version is None, "said before there was one"
    second = make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()
    assert second.accept(by=sara, at=MONDAY_NINE + HOUR).definition_version == sal
    said = second.dispose(Verb.QUALIFY, by=sara, at=MONDAY_NINE + HOUR)
    assert said.definition_version == sql and said.by == sara
    met(second.lead, MONDAY_NINE + 2 * HOUR)
    assert StageChange.objects.filter(stage="sql", lead=second.lead).count() == 1


def test_disqualified_is_only_proposed_and_told(define: Define, make_lead: Made, marta: User) -> None:
    version = define("disqualified", STUDENT)
    lead = make_lead(job_title="PhD student", live=True)
    settle([lead.pk], MONDAY_NINE, live=True)
    proposal = Proposal.objects.get()
    assert (proposal.lead, proposal.definition_version, proposal.outcome) == (lead, version, "")
    lead.refresh_from_db()
    assert lead.stage == "captured"
    assert Notification.objects.filter(kind="disqualification_proposed", user=marta).count() == 1


def test_marketing_disqualifies_what_nobody_has_got(define: Define, make_lead: Made, mario: User) -> None:
    version = define("disqualified", STUDENT)
    lead = make_lead(job_title="PhD student", live=True)
    proposal = Proposal.objects.get()
    for _twice in range(2):
        proposal = proposal.take(by=mario, at=MONDAY_NINE + HOUR)
    assert (proposal.outcome, proposal.by) == ("taken", mario)
    lead.refresh_from_db()
    said = StageChange.objects.get(stage="disqualified")
    assert lead.stage == "disqualified" and said.definition_version == version and said.by == mario


def test_who_keeps_a_lead_is_not_asked_again_by_the_same_words(
    define: Define, make_lead: Made, mario: User
) -> None:
    define("disqualified", STUDENT)
    lead = make_lead(job_title="PhD student", live=True)
    Proposal.objects.get().keep(by=mario, at=MONDAY_NINE)
    settle([lead.pk], MONDAY_NINE + HOUR, live=True)
    assert Proposal.objects.get().outcome == "kept"
    define("disqualified", {"any": [STUDENT, {"field": "employees", "op": "<=", "value": 1}]})
    settle([lead.pk], MONDAY_NINE + HOUR, live=True)
    assert Proposal.objects.waiting().count() == 1


def test_what_holds_no_more_is_asked_no_more(define: Define, make_lead: Made) -> None:
    define("disqualified", STUDENT)
    make_lead(job_title="PhD student", external_id="A", live=True)
    make_lead(job_title="Director", external_id="A", live=True, at=MONDAY_NINE + HOUR)
    assert Proposal.objects.get().outcome == "lapsed"


def test_sales_says_it_with_a_reason(define: Define, make_lead: Made, sara: User) -> None:
    define("disqualified", STUDENT)
    make_lead(country="Spain", job_title="student", events=["demo_request"], live=True)
    proposal, reason = Proposal.objects.get(), RejectionReason.objects.get(pk="FIT-03")
    with pytest.raises(Unproved):
        proposal.take(by=sara, at=MONDAY_NINE)
    proposal.take(by=sara, at=MONDAY_NINE, reason=reason)
    assert (proposal.outcome, proposal.by) == ("taken", sara)
    assert Verdict.objects.get().kind == "rejected"


def test_the_usual_answer_settles_what_was_proposed(define: Define, make_lead: Made, sara: User) -> None:
    define("disqualified", STUDENT)
    lead = make_lead(country="Spain", job_title="student", events=["demo_request"], live=True)
    lead.handoffs.get().reject(by=sara, at=MONDAY_NINE, reason=RejectionReason.objects.get(pk="FIT-03"))
    assert Proposal.objects.get().outcome == "taken"


def test_one_that_was_handed_off_meanwhile_is_not_marketings_any_more(
    define: Define, make_lead: Made, mario: User, queue: Any
) -> None:
    define("disqualified", STUDENT)
    lead = make_lead(job_title="student", live=True)
    proposal = Proposal.objects.get()
    Handoff.objects.create(lead=lead, opened_at=MONDAY_NINE).offers.create(
        team=queue.team, offered_at=MONDAY_NINE
    )
    with pytest.raises((TooLate, Unproved)):
        proposal.take(by=mario, at=MONDAY_NINE)
    assert Proposal.objects.waiting().exists()


def test_one_that_waits_for_its_day_comes_back_no_more(
    define: Define, accepted: Lead, sara: User, mario: User
) -> None:
    accepted.handoffs.get().recycle(by=sara, at=MONDAY_NINE + HOUR, returns_on=date(2026, 4, 1))
    define("disqualified", {"field": "country", "op": "is", "value": "Spain"})
    settle([accepted.pk], MONDAY_NINE + 2 * HOUR, live=True)
    assert Proposal.objects.get().take(by=mario, at=MONDAY_NINE + 2 * HOUR).outcome == "taken"
    assert not Recycling.objects.waiting().exists()
    accepted.refresh_from_db()
    assert accepted.stage == "disqualified"


def test_the_lead_page_asks_and_the_list_too(
    define: Define, make_lead: Made, client_of: ClientOf, mario: User, sara: User
) -> None:
    define("disqualified", STUDENT)
    lead = make_lead(job_title="student", live=True)
    proposal, client = Proposal.objects.get(), client_of(mario)
    assert (
        reverse("leads:proposal-refusal-create", args=[proposal.pk])
        in client.get(lead.get_absolute_url()).content.decode()
    )
    assert [one.lead for one in client.get(reverse("leads:proposal-list")).context["proposals"]] == [lead]
    address = reverse("leads:proposal-acceptance-create", args=[proposal.pk])
    assert client_of(sara).post(address).status_code == 404
    client.post(address)
    assert Proposal.objects.get().outcome == "taken"
    assert not client.get(reverse("leads:proposal-list")).context["proposals"]


def test_sales_is_led_to_its_sheet(
    define: Define, make_lead: Made, client_of: ClientOf, sara: User, mario: User
) -> None:
    define("disqualified", STUDENT)
    lead = make_lead(country="Spain", job_title="student", events=["demo_request"], live=True)
    proposal = Proposal.objects.get()
    answer = client_of(sara).post(reverse("leads:proposal-acceptance-create", args=[proposal.pk]))
    assert answer["Location"] == reverse("handoffs:rejection-create", args=[lead.handoffs.get().pk])
    client_of(mario).post(reverse("leads:proposal-refusal-create", args=[proposal.pk]))
    assert Proposal.objects.waiting().exists(), "not Marketing's to decide"
    client_of(sara).post(reverse("leads:proposal-refusal-create", args=[proposal.pk]))
    assert Proposal.objects.get().by == sara


def test_any_number_at_once_costs_the_same(
    define: Define, make_lead: Made, django_assert_max_num_queries: Any
) -> None:
    define("disqualified", STUDENT)
    define("sql", MEETING)
    ids = [make_lead(job_title="student").pk for _one in range(30)]
    with django_assert_max_num_queries(25):
        assert len(Proposal.objects.follow(ids, MONDAY_NINE)) == 30
