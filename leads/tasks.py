"""Nudges for what leads has pending. Each may run twice and in two workers at once."""

from datetime import datetime

from celery import shared_task

from people.moment import now

from .models import Import, LeadScore, ScoringRule
from .models.reoffering import reoffer
from .replay.reading import Period, Replay


@shared_task
def run_imports() -> None:
    """Each 5 s, and when an import is started: reads every import that is due on from its last commit. Safe twice."""
    for waiting in Import.objects.due():
        waiting.run(now())


@shared_task
def age_scores() -> None:
    """Each hour: scores again when a live rule's truth changes with time alone. Safe twice."""
    if any(rule.ages for rule in ScoringRule.objects.filter(version__state="live")):
        LeadScore.objects.rescore(now())


@shared_task
def rescore() -> None:
    """When a scoring version went live: scores every lead by it. Safe twice; rows that stay the same aren't written."""
    LeadScore.objects.rescore(now())


@shared_task
def reoffer_leads() -> None:
    """Each 30 s, and when a step was reached that asks for it: offers leads to somebody else. Safe twice."""
    while reoffer(now()):
        pass


@shared_task
def read_replay(since: str, until: str, team: int, as_of: str) -> None:
    """When a page asks for a long replay: reads what happened into the cache, part by part. Safe twice."""
    period = Period(datetime.fromisoformat(since), datetime.fromisoformat(until), team)
    read = Replay(period, now(), as_of)
    while read.go_on():
        pass
