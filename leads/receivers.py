"""What a step of a clock asks of leads, and what goes when a person is forgotten."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from leads.signals import persons_erased
from sla.models import Clock, DefinitionVersion, Example
from sla.signals import steps_reached

from .models import Lead
from .tasks import reoffer_leads

log = logging.getLogger(__name__)


@receiver(steps_reached, sender=Clock)
def reoffer(reoffers: list[int], at: datetime, **_more: Any) -> None:
    """Only a nudge: the steps remember that they ask for somebody else, and are heeded after the sweep let go of its
    clocks, so that it never waits for an answer that waits for it."""
    if reoffers:
        transaction.on_commit(reoffer_leads.delay, robust=True)


@receiver(persons_erased, sender=Lead)
def forget_examples(ids: list[int], at: datetime, **_more: Any) -> None:
    """A lead that was an example of a definition is none any more, and the guide is written without it."""
    if Example.objects.forget(ids):
        DefinitionVersion.objects.issue_guide(None, at)
