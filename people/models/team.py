"""Teams: the two sides of every agreement, and those around them."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamKind(models.TextChoices):
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")
    REVOPS = "revops", _("RevOps")
    IT = "it", _("IT")
    LEADERSHIP = "leadership", _("Leadership")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Team(models.Model):
    """A group of people who answer for leads together; leads that nobody owns yet wait in its queue."""

    Kind = TeamKind

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=TeamKind.choices)
    calendar = models.ForeignKey(
        "people.WorkingCalendar",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("working calendar"),
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
