"""The values a reader can filter by: those that stand in the cells they may see."""

from .asking import Asked, written
from .labels import labels
from .models import FunnelDay

FILTERS = ("source", "segment", "region", "team", "owner")
MOST = 50


def choices(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """{dimension: [(as an address writes it, words)]}; a dimension with one value alone is no choice."""
    visible = FunnelDay.objects.visible_to(asked.user).filter(cohort="captured")
    found = {name: values[:MOST] for name, values in visible.standing_values(FILTERS).items()}
    return {
        name: [(written(value), words) for value, words in labels(name, values).items()]
        for name, values in found.items()
        if len(values) > 1 or name in asked.cuts
    }
