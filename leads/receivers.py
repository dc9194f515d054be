"""What a step of a clock asks of leads."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from sla.models import Clock
from sla.signals import steps_reached

from .tasks import reoffer_leads

log = logging.getLogger(__name__)


@receiver(steps_reached, sender=Clock)
def reoffer(reoffers: list[int], at: datetime, **_more: Any) -> None:
    """Only a nudge: the steps remember that they ask for somebody else, and are heeded after the sweep let go of its
    clocks, so that it never waits for an answer that waits for it."""
    if reoffers:
        transaction.on_commit(reoffer_leads.delay, robust=True)
