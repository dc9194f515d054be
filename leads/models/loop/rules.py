"""What the company has settled about handoffs, where the agreement leaves it to a number: one row."""

from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DISPUTE_DAYS = 14
RECYCLE_DAYS = 90


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LoopRules(models.Model):
    """How long Marketing may dispute a rejection, and when a lead that Sales puts off without a day comes back."""

    dispute_days = models.PositiveSmallIntegerField(
        _("days to dispute a rejection"),
        default=DISPUTE_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("So long after a rejection Marketing may call for arbitration."),
    )
    recycle_days = models.PositiveSmallIntegerField(
        _("days until a recycled lead comes back"),
        default=RECYCLE_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("For a lead that is recycled in a CRM without a day."),
    )

    class Meta:
        verbose_name = _("rules of the handoff")
        verbose_name_plural = _("rules of the handoff")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_loop_rules"),
            models.CheckConstraint(
                condition=models.Q(dispute_days__range=(1, 90), recycle_days__range=(1, 730)),
                name="loop_rules_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(_("rules of the handoff"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "LoopRules":
        """The one row; an unsaved one with the usual numbers before anybody has set them."""
        return cls.objects.first() or cls(pk=1)

    @property
    def to_dispute(self) -> timedelta:
        return timedelta(days=self.dispute_days)

    def disputable_since(self, at: datetime) -> datetime:
        """Rejections since then may still be disputed."""
        return at - self.to_dispute
