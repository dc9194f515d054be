"""The life of a scoring version: written, tried, live, retired; and kept as it was once it has scored."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from leads.models import Lead, LeadScore, Rescoring, ScoringRule, ScoringVersion, TrialScore
from leads.models.scoring.score import rescore
from people.models import User
from sla.guards import Refused
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

LATER = MONDAY_NINE + timedelta(hours=1)


def run(version: ScoringVersion) -> int:
    steps = 0
    while rescore(Rescoring.objects.get(version=version), LATER, limit=2):
        steps += 1
    return steps


@pytest.fixture
def draft(scoring: ScoringVersion, rita: User) -> ScoringVersion:
    """As the live one, with 10 points for Spain instead of 50."""
    group = scoring.groups.model(version=scoring, name_en="g", name_es="g", most=7)
    version = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    group.version = version
    group.save()
    version.rules.filter(axis="fit").update(points=10, group=group)
    return version


def test_a_draft_is_a_copy_of_the_live_version(scoring: ScoringVersion, rita: User) -> None:
    draft = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    kept = ("position", "axis", "points", "criteria", "how")
    assert (draft.number, draft.state) == (2, "draft")
    assert list(draft.rules.values_list(*kept)) == list(scoring.rules.values_list(*kept))


def test_a_retired_version_can_be_drafted_again(
    draft: ScoringVersion, scoring: ScoringVersion, rita: User
) -> None:
    draft.publish(by=rita, at=LATER)
    scoring.refresh_from_db()
    again = ScoringVersion.objects.draft(by=rita, at=LATER, of=scoring)
    assert scoring.state == "retired" and again.number == 3
    assert again.rules.get(axis="fit").points == 50
    with pytest.raises(Refused):
        scoring.publish(by=rita, at=LATER)


@pytest.mark.parametrize(
    "edit",
    [
        lambda version: version.rules.update(points=1),
        lambda version: version.rules.first().delete(),
        lambda version: version.groups.create(name_en="x", name_es="x", most=1),
        lambda version: ScoringRule.objects.create(version=version, position=99, axis="fit", points=1, criteria={}),
        lambda version: ScoringVersion.objects.filter(pk=version.pk).update(fit_cap=99),
        lambda version: ScoringVersion.objects.filter(pk=version.pk).update(state="draft"),
        lambda version: ScoringVersion.objects.filter(pk=version.pk).update(published_at=LATER),
        lambda version: version.delete(),
    ],
)  # fmt: skip
def test_what_scored_is_never_edited(scoring: ScoringVersion, edit: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        edit(scoring)


def test_a_rule_is_not_moved_out_of_a_live_version(scoring: ScoringVersion, draft: ScoringVersion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        scoring.rules.filter(axis="fit").update(version=draft, position=99)


def test_a_trial_scores_beside_the_live_version(
    draft: ScoringVersion, make_lead: Made, rita: User, scoring: ScoringVersion
) -> None:
    lead = make_lead(country="Spain", events=["demo_request"])
    draft.try_out(by=rita, at=LATER)
    run(draft)
    assert LeadScore.objects.get(lead=lead).score == 80
    assert TrialScore.objects.of(draft).get(lead=lead).score == 37


def test_a_trial_follows_new_facts(draft: ScoringVersion, make_lead: Made, rita: User) -> None:
    draft.try_out(by=rita, at=LATER)
    lead = make_lead(country="Spain")
    assert (lead.trial_score.score, lead.score.score) == (7, 50)


def test_a_trial_taken_back_can_be_written_again(draft: ScoringVersion, rita: User) -> None:
    draft.try_out(by=rita, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.rules.update(points=1)
    draft.take_back(by=rita, at=LATER)
    assert draft.rules.update(points=1) == 3 and draft.state == "draft"


def test_one_version_is_on_trial(draft: ScoringVersion, rita: User) -> None:
    other = ScoringVersion.objects.draft(by=rita, at=LATER)
    draft.try_out(by=rita, at=LATER)
    other.try_out(by=rita, at=LATER)
    draft.refresh_from_db()
    assert (draft.state, other.state) == ("draft", "shadow")


def test_publishing_twice_asks_for_one_rescoring(draft: ScoringVersion, make_lead: Made, rita: User) -> None:
    for _lead in range(3):
        make_lead(country="Spain")
    draft.publish(by=rita, at=LATER)
    assert run(draft) == 2
    draft.publish(by=rita, at=LATER + timedelta(hours=1))
    duty = Rescoring.objects.get(version=draft)
    assert duty.is_finished and (duty.scored, duty.changed, duty.total, duty.percent) == (3, 3, 3, 100)
    assert set(LeadScore.objects.values_list("version", "score")) == {(draft.pk, 7)}


def test_a_version_whose_rules_cant_be_read_is_refused(draft: ScoringVersion, rita: User) -> None:
    draft.rules.filter(axis="fit").update(criteria={"field": "nobody_knows", "op": "is", "value": 1})
    for verb in (draft.try_out, draft.publish):
        with pytest.raises(Refused):
            verb(by=rita, at=LATER)


def test_a_score_is_not_made_of_scores(draft: ScoringVersion, rita: User) -> None:
    draft.rules.filter(axis="fit").update(criteria={"field": "score", "op": ">=", "value": 1})
    with pytest.raises(Refused):
        draft.publish(by=rita, at=LATER)


def test_grades_fall(draft: ScoringVersion, rita: User) -> None:
    draft.fit_bounds = [10, 20, 30]
    draft.save()
    with pytest.raises(Refused):
        draft.publish(by=rita, at=LATER)


def test_the_duty_of_a_version_that_is_over_is_done(
    draft: ScoringVersion, make_lead: Made, rita: User
) -> None:
    make_lead(country="Spain")
    draft.try_out(by=rita, at=LATER)
    draft.take_back(by=rita, at=LATER)
    assert run(draft) == 0 and draft.rescoring.__class__.objects.get(version=draft).is_finished
    assert not TrialScore.objects.exists() and Lead.objects.count() == 1
