"""What a version that goes into force asks of the clocks that run."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from .models import AgreementVersion, Rebase
from .signals import version_in_force
from .tasks import rebase_clocks


@receiver(version_in_force, sender=AgreementVersion)
def rebase_open_clocks(version: AgreementVersion, at: datetime, **_more: Any) -> None:
    """Both teams signed that it holds for open leads too: a duty, done in batches."""
    if version.applies_to == AgreementVersion.AppliesTo.OPEN:
        Rebase.objects.get_or_create(agreement_version=version, defaults={"asked_at": at, "by": version.by})
        transaction.on_commit(rebase_clocks.delay, robust=True)
