"""Waits of handoffs in columns, so that hundreds of thousands of them are read in a few thousand pieces."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Team

from .cells import DimensionedQuerySet


class WaitDayQuerySet(DimensionedQuerySet["WaitDay"]):
    def opened(self, since: date, until: date) -> "WaitDayQuerySet":
        return self.filter(day__range=(since, until))


class WaitDay(models.Model):
    """The handoffs of one owner, opened on a day and promised by one calendar: when each was opened, until when it waited
    (infinity while it waits) and whether a person touched it. Each column holds its values as PostgreSQL sends them."""

    cell = models.UUIDField(primary_key=True, editable=False)
    day = models.DateField(_("day"))
    calendar_id = models.BigIntegerField(null=True)
    team = models.ForeignKey(
        Team, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    days = models.BinaryField()
    opened = models.BinaryField()
    ended = models.BinaryField()
    over = models.BinaryField()

    objects = WaitDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of waits")
        verbose_name_plural = _("days of waits")
        indexes = [
            # response times by day, team or person
            models.Index(fields=["day"], name="waits_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.team_id}"
