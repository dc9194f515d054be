"""Scores of a trial that ended are swept, in bounded steps; those of the trial that runs stay."""

import pytest

from leads.models import ScoringVersion, TrialScore
from leads.tasks import age_scores
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(scoring: ScoringVersion, rita: User, make_lead: Made) -> ScoringVersion:
    draft = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    draft.try_out(by=rita, at=MONDAY_NINE)
    for _one in range(5):
        make_lead(country="Spain", live=True)
    assert TrialScore.objects.of(draft).count() == 5
    return draft


def test_what_runs_stays(trial: ScoringVersion) -> None:
    age_scores()
    assert TrialScore.objects.of(trial).count() == 5


def test_what_ended_is_swept_step_by_step(trial: ScoringVersion, rita: User) -> None:
    trial.take_back(by=rita, at=MONDAY_NINE)
    assert [TrialScore.objects.all().sweep(limit=2) for _step in range(4)] == [2, 2, 1, 0]


def test_the_hourly_task_does_it(trial: ScoringVersion, rita: User) -> None:
    trial.publish(by=rita, at=MONDAY_NINE)
    age_scores()
    assert not TrialScore.objects.exists()


def test_one_that_is_tried_again_is_scored_again(trial: ScoringVersion, rita: User) -> None:
    trial.take_back(by=rita, at=MONDAY_NINE)
    age_scores()
    trial.try_out(by=rita, at=MONDAY_NINE)
    assert trial.rescoring.done_at is None and trial.rescoring.last_lead == 0
