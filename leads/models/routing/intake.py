"""Intake: what a person of Sales takes, and how much of it."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Intake(models.Model):
    """What one person takes of what is routed by skill, language or territory, and their hard caps. An empty list takes
    anything, an empty cap is none; who has no row takes everything."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="intake", verbose_name=_("person")
    )
    skills = models.JSONField(_("skills"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    territories = models.JSONField(_("territories"), default=list, blank=True)
    most_open = models.PositiveIntegerField(
        _("most open leads"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most_daily = models.PositiveIntegerField(
        _("most leads a day"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("intake of a person")
        verbose_name_plural = _("intake of people")

    def __str__(self) -> str:
        return str(self.person)
