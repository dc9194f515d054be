"""Working calendars: when the company is open, in versions, with their intervals stored as rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .organisation import known_zone


class WorkingCalendar(models.Model):
    """The hours in which a team's promises count. Its versions never change: editing makes the next one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone]
    )

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CalendarVersion(models.Model):
    """One edition of a calendar's rules (the JSON that `people.hours` reads); clocks keep the one they ran under."""

    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, related_name="versions", verbose_name=_("calendar")
    )
    number = models.PositiveIntegerField(_("version"))
    rules = models.JSONField(_("rules"))
    created_at = models.DateTimeField(_("created"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by")
    )
    built_until = models.DateField(_("intervals built until"), null=True, editable=False)

    class Meta:
        verbose_name = _("calendar version")
        verbose_name_plural = _("calendar versions")
        ordering = ["calendar", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_versions_count_up"),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} v{self.number}"


class OpenInterval(models.Model):
    """A stretch of open time in UTC with the working seconds that came before it: the function W, as rows."""

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="intervals")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    before_seconds = models.BigIntegerField()

    class Meta:
        verbose_name = _("open interval")
        verbose_name_plural = _("open intervals")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "opens_at"], name="intervals_of_a_version_start_apart"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="interval_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%Y-%m-%d %H:%M} - {self.closes_at:%H:%M} UTC"
