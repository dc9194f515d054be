"""Nudges of sla/: the clocks themselves remember what is due."""

from celery import shared_task

from people.moment import now

from .models import AgreementVersion, DefinitionVersion, Rebase
from .punctuality import sweep_all


@shared_task
def sweep_clocks() -> None:
    """Declare the steps that were passed; each few seconds. Safe twice: the rows are locked, the steps unique."""
    sweep_all()


@shared_task
def rebase_clocks() -> None:
    """Move the running clocks that a decision put under other terms; each few seconds. Safe twice: rows are locked."""
    for decision in Rebase.objects.pending():
        while decision.go_on(now()):
            pass


@shared_task
def begin_versions() -> None:
    """Put signed versions in force whose day has come; each minute. Safe twice: it is quiet when it is done."""
    DefinitionVersion.objects.begin(now())
    AgreementVersion.objects.begin(now())
