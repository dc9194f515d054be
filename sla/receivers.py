"""What follows when a version goes into force: clocks that run may move, the guide is written anew."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from .models import AgreementVersion, DefinitionVersion, Rebase
from .signals import version_in_force
from .tasks import rebase_clocks


@receiver(version_in_force, sender=AgreementVersion)
def rebase_open_clocks(version: AgreementVersion, at: datetime, **_more: Any) -> None:
    """Both teams signed that it holds for open leads too: a duty, done in batches."""
    if version.applies_to == AgreementVersion.AppliesTo.OPEN:
        Rebase.objects.get_or_create(agreement_version=version, defaults={"asked_at": at, "by": version.by})
        transaction.on_commit(rebase_clocks.delay, robust=True)


@receiver(version_in_force, sender=DefinitionVersion)
def write_guide(version: DefinitionVersion, at: datetime, **_more: Any) -> None:
    """The qualification guide says what counts from now on."""
    DefinitionVersion.objects.issue_guide(version.by, at)
