"""Rescoring: one statement a step whatever the rules, on the page of the old row, and never over a newer score."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, LeadScore, Rescoring, ScoringVersion
from leads.models.scoring.score import rescore
from leads.rescoring import FIRST, paced, steps
from leads.tasks import age_scores
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

LATER = MONDAY_NINE + timedelta(hours=1)


def settled(lead: Lead) -> int:
    LeadScore.objects.settle([lead.pk], LATER)
    with CaptureQueriesContext(connection) as asked:
        LeadScore.objects.settle([lead.pk], LATER)
    return len(asked)


def test_one_lead_is_scored_in_two_queries_however_many_rules(
    scoring: ScoringVersion, make_lead: Made, rita: User
) -> None:
    lead = make_lead(country="Spain")
    assert settled(lead) == 2
    draft = ScoringVersion.objects.draft(by=rita, at=LATER)
    for position in range(10, 40):
        asked = {"events": "page_view", "within_days": position, "op": ">=", "value": 1}
        draft.rules.create(
            position=position, axis="engagement", points=1, criteria=asked, name_en="x", name_es="x"
        )
    draft.publish(by=rita, at=LATER)
    assert settled(lead) == 2 and LeadScore.objects.get(lead=lead).version == draft


def test_a_step_costs_the_same_however_many_leads(scoring: ScoringVersion, make_lead: Made) -> None:
    leads = [make_lead(country="Spain") for _lead in range(6)]
    costs = []
    for limit in (2, 4):
        duty = Rescoring.objects.begin(scoring, LATER)
        with CaptureQueriesContext(connection) as asked:
            assert rescore(duty, LATER, limit) == limit
        costs.append(len(asked))
    assert costs[1] <= costs[0] and len(leads) == 6


@pytest.mark.django_db(transaction=True)
def test_what_was_settled_meanwhile_stays(scoring: ScoringVersion, make_lead: Made, rita: User) -> None:
    """A step that waits for a lead that is being settled must not write what it read before."""
    lead = make_lead(country="Spain")
    draft = ScoringVersion.objects.draft(by=rita, at=LATER)
    draft.publish(by=rita, at=LATER)
    duty = Rescoring.objects.get(version=draft)
    took: list[int] = []

    def work() -> None:
        took.append(rescore(duty, LATER))
        connection.close()

    step = threading.Thread(target=work)
    with transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(country="Chile")
        LeadScore.objects.settle([lead.pk], LATER + timedelta(seconds=1))
        step.start()
        wait_until_somebody_waits()
    step.join(30)
    score = LeadScore.objects.get(lead=lead)
    assert (took, score.score, score.scored_at) == ([1], 0, LATER + timedelta(seconds=1))


# in this database: the tests of the other worker wait for locks too
WAITING = """
    SELECT count(*) FROM pg_locks AS wanted JOIN pg_locks AS held USING (pid)
    WHERE NOT wanted.granted AND held.granted
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def wait_until_somebody_waits() -> None:
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("nobody waits")


def test_leads_that_an_older_version_scored_meanwhile_are_taken_again(
    scoring: ScoringVersion, make_lead: Made, rita: User
) -> None:
    lead, other = make_lead(country="Spain"), make_lead()
    draft = ScoringVersion.objects.draft(by=rita, at=LATER)
    draft.publish(by=rita, at=LATER)
    duty = Rescoring.objects.get(version=draft)
    assert rescore(duty, LATER) == 2
    LeadScore.objects.filter(lead=lead).update(version=scoring)
    while rescore(duty, LATER):
        pass
    assert set(LeadScore.objects.values_list("version", flat=True)) == {draft.pk} and other.score
    assert Rescoring.objects.get(version=draft).is_finished


def test_leads_without_a_score_get_one(scoring: ScoringVersion, make_lead: Made) -> None:
    make_lead(country="Spain")
    LeadScore.objects.all().delete()
    for _seconds in steps(Rescoring.objects.begin(scoring, LATER)):
        pass
    assert LeadScore.objects.get().score == 50


def test_what_ages_is_taken_up_once_a_day(scoring: ScoringVersion, make_lead: Made) -> None:
    make_lead(country="Spain")
    for _seconds in steps(Rescoring.objects.get(version=scoring)):
        pass
    done = Rescoring.objects.get(version=scoring).done_at
    age_scores()
    assert Rescoring.objects.get(version=scoring).done_at == done
    Rescoring.objects.update(done_at=MONDAY_NINE - timedelta(days=900))
    age_scores()
    duty = Rescoring.objects.get(version=scoring)
    assert not duty.is_finished or duty.done_at != MONDAY_NINE - timedelta(days=900)


def test_steps_are_as_long_as_a_step_should_be() -> None:
    assert paced(1000, 0.2) == 500 and paced(1000, 0.001) == 2000 and paced(5000, 0.01) == 5000
    assert paced(FIRST, 100) == 100


@pytest.mark.django_db(transaction=True)
def test_new_scores_are_written_beside_the_old(organisation: object, rita: User) -> None:
    """HOT: no index hears of a new score, and each page has room for it."""
    version = ScoringVersion.objects.create(number=1, created_at=MONDAY_NINE)
    version.rules.create(
        position=1, axis="fit", points=5, criteria={"field": "country", "op": "is", "value": "Spain"},
        name_en="a", name_es="a",
    )  # fmt: skip
    version.publish(by=rita, at=MONDAY_NINE)
    Lead.objects.bulk_create(Lead(recorded_at=MONDAY_NINE, country="Spain") for _lead in range(2000))
    for _seconds in steps(Rescoring.objects.get(version=version)):
        pass
    draft = ScoringVersion.objects.draft(by=rita, at=LATER)
    draft.publish(by=rita, at=LATER)
    before = written()
    for _seconds in steps(Rescoring.objects.get(version=draft)):
        pass
    updates, hot = (now - then for now, then in zip(written(), before, strict=True))
    assert updates >= 2000 and hot >= 0.9 * updates


def written() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
        cursor.execute(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'leads_leadscore'"
        )
        updates, hot = cursor.fetchone()
    return updates, hot


def test_a_score_that_was_tampered_with_is_found_and_restored(
    scoring: ScoringVersion, make_lead: Made
) -> None:
    lead = make_lead(country="Spain", events=["page_view"])
    LeadScore.objects.update(fit=1, score=6)
    assert LeadScore.objects.differences() == [lead.pk]
    assert LeadScore.objects.restore() == 1 and LeadScore.objects.differences() == []
    assert LeadScore.objects.get().score == 55 and LeadScore.objects.restore() == 0
