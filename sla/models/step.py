"""The ladder of a commitment: who is told at which share of its time."""

from typing import Any

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.guards import Refused

from .frozen import OF_STEP, kept_part

MOST_RUNGS = 10
"""Steps that one promise may write."""


@pghistory.track()
class EscalationStep(models.Model):
    """One rung of a commitment's ladder: at this share of the target these people are told."""

    class Whom(models.TextChoices):
        OWNER = "owner", _("the owner")
        TEAM = "team", _("the team")
        MANAGER = "manager", _("the manager")
        OTHER_MANAGER = "other_manager", _("the other team's manager")
        REVOPS = "revops", _("RevOps")
        LEADERSHIP = "leadership", _("leadership")

    commitment = models.ForeignKey(
        "sla.Commitment", models.PROTECT, related_name="steps", verbose_name=_("commitment")
    )
    percent = models.PositiveSmallIntegerField(
        _("at (% of the target)"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    notify = models.JSONField(_("tell"), default=list)
    urgent = models.BooleanField(_("outside working hours too"), default=False)
    reoffers = models.BooleanField(_("offer the lead to somebody else"), default=False)

    class Meta:
        verbose_name = _("escalation step")
        verbose_name_plural = _("escalation steps")
        ordering = ["commitment", "percent"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "percent"], name="a_rung_stands_once"),
            models.CheckConstraint(
                condition=models.Q(percent__range=(1, 1000)),
                name="a_rung_can_be_reached",
            ),
        ]
        triggers = [kept_part(OF_STEP)]

    def __str__(self) -> str:
        return f"{self.percent} %"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A ladder that nobody would climb to its end is refused."""
        if (
            self._state.adding
            and EscalationStep.objects.filter(commitment=self.commitment_id).count() >= MOST_RUNGS
        ):
            raise Refused(_("A ladder has at most %(most)s steps.") % {"most": MOST_RUNGS})
        super().save(*args, **kwargs)

    def whom(self) -> list[str]:
        """Who is told, in the reader's language."""
        return [str(self.Whom(name).label) for name in self.notify if name in self.Whom.values]
