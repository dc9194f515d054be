"""The values a reader can filter by: those that stand in the cells they may see."""

from collections.abc import Sequence
from typing import Any

from people.models import User

from .asking import Asked, written
from .labels import labels
from .models import FunnelDay, FunnelValue

FILTERS = ("source", "segment", "region", "team", "owner")
MOST = 50


def choices(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """{dimension: [(as an address writes it, words)]}; a dimension with one value alone is no choice."""
    found = {name: values[:MOST] for name, values in standing(asked.user, FILTERS).items()}
    return {
        name: [(written(value), words) for value, words in labels(name, values).items()]
        for name, values in found.items()
        if len(values) > 1 or name in asked.cuts
    }


def standing(user: User, names: Sequence[str]) -> dict[str, list[Any]]:
    """{dimension: the values that leads have, in order}; for who sees every lead no cell is asked."""
    if user.sees_every_lead:
        return FunnelValue.objects.standing(names)
    return FunnelDay.objects.visible_to(user).filter(cohort="captured").standing_values(names)
