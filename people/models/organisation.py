"""The company that this deployment serves: one row."""

import zoneinfo
from datetime import date, datetime
from functools import cache

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.intervals import moment_of


@cache
def zones() -> list[str]:
    """Every zone name this machine can resolve, in order; read from disk once."""
    return sorted(zoneinfo.available_timezones())


def known_zone(value: str) -> None:
    """Refuse a zone name that this machine can't resolve."""
    if value not in zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write it like Europe/Madrid."), params={"value": value}
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Organisation(models.Model):
    """The company: its zone decides on which day a fact falls, its currency in which money is summed."""

    class WeekStart(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        SUNDAY = 7, _("Sunday")

    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone]
    )
    week_start = models.SmallIntegerField(
        _("week starts on"), choices=WeekStart.choices, default=WeekStart.MONDAY
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    language = models.CharField(
        _("language"), max_length=5, default="en", choices=[("en", "English"), ("es", "Español")]
    )
    is_demo = models.BooleanField(_("demo company"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_company_per_deployment")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def current(cls) -> "Organisation":
        """The one row; an unsaved one with the defaults before anybody has set the company up."""
        return cls.objects.first() or cls(pk=1, name="")

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def start_of(self, day: date) -> datetime:
        """The moment at which this day begins for the company."""
        return moment_of(self.zone, day, 0)
