"""Duties that nobody moves are gone on with outside Celery: a training and a rescoring as an import is."""

from datetime import timedelta
from typing import Any

import pytest

from leads.minding import MINDERS, Minder
from leads.models import PredictiveModel, Rescoring, ScoringVersion
from people.moment import now
from people.watching import duties
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made


def test_the_watch_minds_them() -> None:
    assert {"imports", "trainings", "rescorings"} <= {duty.name for duty in duties()}


@pytest.mark.django_db(transaction=True)
def test_what_stands_still_for_two_looks_is_gone_on_with(scoring: ScoringVersion, make_lead: Made) -> None:
    make_lead(country="Spain")
    minder = Minder(MINDERS["rescorings"].due, MINDERS["rescorings"].go_on)
    minder.look(MONDAY_NINE)
    assert minder.thread is None and Rescoring.objects.pending().exists()
    minder.look(MONDAY_NINE)
    assert minder.thread
    minder.thread.join(20)
    assert not Rescoring.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_what_moves_is_left_alone(scoring: ScoringVersion) -> None:
    minder = Minder(MINDERS["rescorings"].due, MINDERS["rescorings"].go_on)
    minder.look(MONDAY_NINE)
    Rescoring.objects.update(last_lead=7)
    minder.look(MONDAY_NINE)
    assert minder.thread is None


@pytest.mark.django_db(transaction=True)
def test_a_training_that_was_killed_begins_again() -> None:
    at = now()
    kept: dict[str, Any] = {
        "outcome": "won",
        "horizon_days": 90,
        "known_days": 1,
        "since": at - timedelta(days=400),
    }
    kept |= {"until": at - timedelta(days=100), "created_at": at, "fields": ["source"]}
    model = PredictiveModel.objects.create(
        number=1, state="training", heard_at=at - timedelta(hours=1), **kept
    )
    alive = PredictiveModel.objects.create(number=2, state="training", heard_at=at, **kept)
    minder = Minder(MINDERS["trainings"].due, MINDERS["trainings"].go_on)
    for _look in range(2):
        minder.look(at)
    assert minder.thread
    minder.thread.join(20)
    model.refresh_from_db()
    alive.refresh_from_db()
    assert (model.state, alive.state) == ("failed", "training"), (
        "there is nothing to learn from, and it says so"
    )
