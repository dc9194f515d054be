"""Which clock runs for which handoff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandoffClock(models.Model):
    """Which clock runs for which handoff: the clock itself never learns what a handoff is."""

    handoff = models.ForeignKey(
        "leads.Handoff", models.CASCADE, related_name="clock_links", verbose_name=_("handoff")
    )
    clock = models.OneToOneField(
        "sla.Clock", models.CASCADE, related_name="handoff_link", verbose_name=_("clock")
    )

    class Meta:
        verbose_name = _("clock of a handoff")
        verbose_name_plural = _("clocks of handoffs")

    def __str__(self) -> str:
        return f"{self.handoff_id}: {self.clock_id}"
