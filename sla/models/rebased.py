"""What a clock ran under before it was moved to other terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockRebase(models.Model):
    """A running clock went on under other terms at `at`; the row keeps the terms and the deadline that it had until then.

    A decision that had nothing for this clock leaves a row too, with the terms under which it goes on.
    """

    clock = models.ForeignKey("sla.Clock", models.PROTECT, related_name="rebases", verbose_name=_("clock"))
    rebase = models.ForeignKey(
        "sla.Rebase", models.PROTECT, related_name="clocks", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("moved"))
    commitment = models.ForeignKey(
        "sla.Commitment", models.PROTECT, related_name="+", verbose_name=_("commitment until then")
    )
    calendar_version = models.ForeignKey(
        "people.CalendarVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("calendar version until then"),
    )
    target_seconds = models.PositiveBigIntegerField(_("target until then (seconds)"))
    due_at = models.DateTimeField(_("due until then"), null=True)

    class Meta:
        verbose_name = _("re-based clock")
        verbose_name_plural = _("re-based clocks")
        ordering = ["clock", "at"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "rebase"], name="a_clock_is_rebased_once_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id}: {self.at:%Y-%m-%d %H:%M}"
