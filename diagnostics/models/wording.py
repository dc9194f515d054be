"""Words of the diagnosis that live in more than one noun: levels, and text kept in both languages."""

from typing import Any, overload

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diagnostics.priority import Level, Priority, When

LEVELS = [
    (Level.LOW, pgettext_lazy("level", "Low")),
    (Level.MEDIUM_LOW, pgettext_lazy("level", "Medium-low")),
    (Level.MEDIUM, pgettext_lazy("level", "Medium")),
    (Level.MEDIUM_HIGH, pgettext_lazy("level", "Medium-high")),
    (Level.HIGH, pgettext_lazy("level", "High")),
]
LEVEL_NAMES = dict(LEVELS)


class LevelField(models.PositiveSmallIntegerField):
    """One of the five levels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", LEVELS)
        super().__init__(*args, **kwargs)


def within_levels(*fields: str) -> models.Q:
    """The condition that every one of these columns holds a level."""
    condition = models.Q()
    for field in fields:
        condition &= models.Q((f"{field}__range", (int(Level.LOW), int(Level.HIGH))))
    return condition


class InBoth:
    """A text with a column per language: reads the reader's, and the other one where theirs is blank."""

    def __init__(self, field: str) -> None:
        self.field = field

    @overload
    def __get__(self, row: None, owner: type) -> "InBoth": ...

    @overload
    def __get__(self, row: models.Model, owner: type) -> str: ...

    def __get__(self, row: models.Model | None, owner: type) -> "str | InBoth":
        if row is None:
            return self
        mine, other = ("es", "en") if (get_language() or "en").startswith("es") else ("en", "es")
        return str(getattr(row, f"{self.field}_{mine}") or getattr(row, f"{self.field}_{other}"))


def said_once(field: str) -> models.Q:
    """The condition that at least one language is filled."""
    return ~models.Q(**{f"{field}_en": "", f"{field}_es": ""})


PRIORITY_NAMES = {
    Priority.HIGH: pgettext_lazy("priority", "High"),
    Priority.MEDIUM: pgettext_lazy("priority", "Medium"),
    Priority.LOW: pgettext_lazy("priority", "Low"),
}
WHEN_NAMES = {
    When.WEEKS_1_2: _("Phase 2, weeks 1-2"),
    When.WEEKS_3_4: _("Phase 2, weeks 3-4"),
    When.WEEKS_5_6: _("Phase 2, weeks 5-6"),
    When.PHASE_3: _("Phase 3"),
    When.LATER: pgettext_lazy("when", "Later"),
}
