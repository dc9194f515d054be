"""Which words counted when a person said what a lead is: the version in force, stamped on what they said."""

from datetime import datetime

from sla.models import DefinitionVersion

from ..facts import StageChange


def stamp(stage: str, lead_id: int, cycle: int, at: datetime) -> DefinitionVersion | None:
    """The version of the stage's definition at `at`; None where a stage of this cycle carries one already, for one
    decision names its words once."""
    told = StageChange.objects.filter(
        lead=lead_id, cycle=cycle, stage=stage, definition_version__isnull=False
    )
    return None if told.exists() else DefinitionVersion.objects.in_force(stage, at)
