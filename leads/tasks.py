"""Nudges for what leads has pending. Each may run twice and in two workers at once."""

from datetime import datetime

from celery import shared_task

from people.moment import now

from .backtest.running import run as run_back_test
from .models import (
    BackTest,
    CatchUp,
    DriftLook,
    Import,
    LeadPrediction,
    PredictiveModel,
    Rescoring,
    ScoringVersion,
    TrialScore,
)
from .models.settling.falling_back import fall_back
from .models.settling.qualifying import qualify
from .models.settling.reentering import reenter
from .models.settling.reoffering import reoffer
from .replay.reading import Period, Replay
from .rescoring import steps


@shared_task
def run_imports() -> None:
    """Each 5 s, and when an import is started: reads every import that is due on from its last commit. Safe twice."""
    for waiting in Import.objects.due():
        waiting.run(now())


@shared_task
def age_scores() -> None:
    """Each hour: scores of a version whose rules change with time alone are taken up anew once a day, and
    leads that hold no more what made them an MQL fall back, accepted ones that are an SQL by now become one.
    Scores of trials that ended are swept. Safe twice."""
    at = now()
    for version in ScoringVersion.objects.scoring():
        if version.ages and Rescoring.objects.is_due(version, at):
            Rescoring.objects.begin(version, at)
    while fall_back(at):
        pass
    while qualify(at):
        pass
    while TrialScore.objects.sweep():
        pass


@shared_task
def rescore() -> None:
    """Each 15 s, and when a version went live or on trial: goes on with what is to be rescored. Safe twice: steps are
    locked, and rows that stay the same aren't written."""
    for duty in Rescoring.objects.pending():
        for _seconds in steps(duty):
            pass


@shared_task
def catch_up() -> None:
    """Each 15 s, and when somebody asks for it: leads that a new definition holds for already cross. Safe twice: the
    duty is locked, and a lead crosses once a cycle."""
    for duty in CatchUp.objects.pending():
        while duty.go_on(now()):
            pass


@shared_task
def reoffer_leads() -> None:
    """Each 30 s, and when a step was reached that asks for it: offers leads to somebody else. Safe twice."""
    while reoffer(now()):
        pass


@shared_task
def reenter_leads() -> None:
    """Each 10 minutes: lets recycled leads come back on their day, as a new cycle. Safe twice."""
    while reenter(now()):
        pass


@shared_task
def read_replay(since: str, until: str, team: int, as_of: str) -> None:
    """When a page asks for a long replay: reads what happened into the cache, part by part. Safe twice."""
    period = Period(datetime.fromisoformat(since), datetime.fromisoformat(until), team)
    read = Replay(period, now(), as_of)
    while read.go_on():
        pass


@shared_task
def run_back_tests() -> None:
    """Each 15 s, and when a preview is asked for: goes on with back-tests that aren't done. Safe twice."""
    for test in BackTest.objects.pending():
        while run_back_test(test, now()):
            pass


@shared_task
def train_models() -> None:
    """Each 5 s, and when a model is asked for: learns from past leads. Safe twice: a model is trained by one worker."""
    for model in PredictiveModel.objects.due(now()):
        model.train(now())


@shared_task
def foretell_leads() -> None:
    """Each minute, and when a model is put in use: says the chance of open leads that are new to it. Safe twice."""
    LeadPrediction.objects.refresh(now())


@shared_task
def foretell_anew() -> None:
    """Each day: says the chance of every open lead again, for a fact may have come late. Safe twice."""
    LeadPrediction.objects.refresh(now(), everything=True)


@shared_task
def look_for_drift() -> None:
    """Each day, and done once a week: are today's leads still like those that the live model learnt from? Safe twice."""
    model = PredictiveModel.objects.live()
    if model is not None:
        DriftLook.objects.look(model, now())
