"""The standing targets of a question, for tiles and charts: those whose scope is exactly what was asked."""

from dashboards.asking import Asked
from dashboards.models import Target


def targets_of(asked: Asked) -> dict[str, Target]:
    """{key of the KPI: its target}; one statement."""
    return {one.kpi: one for one in Target.objects.standing() if one.cuts == dict(asked.cuts)}


def values_of(asked: Asked) -> dict[str, float]:
    """{key of the KPI: where it shall stand}."""
    return {key: target.value for key, target in targets_of(asked).items()}
