"""Examples: real leads that show what a version of a definition takes, and what it leaves."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sla import examples
from sla.criteria import CriteriaFault

from .definition import DefinitionVersion


class ExampleQuerySet(models.QuerySet["Example"]):
    def choose(self, version: DefinitionVersion, at: datetime) -> None:
        """Keep the examples of what is sent to review, instead of those that stood there before."""
        self.filter(version=version).delete()
        Example.objects.bulk_create(self.proposed(version, at))

    def proposed(self, version: DefinitionVersion, at: datetime) -> "list[Example]":
        """Those that would be kept at `at`, unsaved."""
        if version.asks_nothing:
            return []
        try:
            chosen = examples.choose(version.meaning(), at)
        except CriteriaFault:
            return []
        return [
            Example(
                version=version, kind=one.kind, subject_id=one.subject_id, shown=one.shown, position=place
            )
            for place, one in enumerate(chosen)
        ]

    def forget(self, subject_ids: Iterable[int]) -> int:
        """Somebody was erased: what was shown of them goes; how many examples."""
        return self.filter(subject_id__in=list(subject_ids)).delete()[0]


class Example(models.Model):
    """A lead that a version takes, nearly takes or leaves, as it stood when the version went to review.

    Kept are its number and its answer to each question, never a name: where the question is about something personal,
    only whether it was known.
    """

    class Kind(models.TextChoices):
        HOLDS = "holds", _("Clearly one")
        NEARLY = "nearly", _("Nearly, but not one")
        NOT = "not", _("Not one")

    version = models.ForeignKey(
        DefinitionVersion, models.CASCADE, related_name="examples", verbose_name=_("version")
    )
    kind = models.CharField(_("shows"), max_length=6, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    subject_id = models.BigIntegerField(_("lead"))
    shown = models.JSONField(_("what is shown"), default=list)

    objects = ExampleQuerySet.as_manager()

    if TYPE_CHECKING:
        version_id: Any

    class Meta:
        verbose_name = _("example")
        verbose_name_plural = _("examples")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "subject_id"], name="a_lead_is_one_example_of_a_version"
            )
        ]
        # read when somebody is erased
        indexes = [models.Index(fields=["subject_id"], name="example_of_lead")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}"

    def answers(self) -> list[examples.Answer]:
        """What it has where the criteria look, in the reader's language."""
        return list(examples.told(self.version.meaning(), self.shown))
