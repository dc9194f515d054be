"""Who takes part in a rule's turns, and where the turns stand."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RoutingShare(models.Model):
    """A person who takes part in a rule, and how often beside the others. A rule without any shares what it takes
    among all sales representatives of its team."""

    rule = models.ForeignKey(
        "leads.RoutingRule", models.CASCADE, related_name="shares", verbose_name=_("routing rule")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("share in a rule")
        verbose_name_plural = _("shares in rules")
        constraints = [
            models.UniqueConstraint(fields=["rule", "person"], name="one_share_of_a_person_in_a_rule")
        ]

    def __str__(self) -> str:
        return f"{self.person} × {self.weight}"


class RoutingTurn(models.Model):
    """How many turns a person is behind their part of what a rule shared out (`leads.routing.turns`). The lock on the
    rule's row guards it; losing it would only begin the turns anew."""

    rule = models.ForeignKey("leads.RoutingRule", models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    owed = models.FloatField(default=0)

    class Meta:
        verbose_name = _("turn in a rule")
        verbose_name_plural = _("turns in rules")
        constraints = [
            models.UniqueConstraint(fields=["rule", "person"], name="one_turn_of_a_person_in_a_rule")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.person_id} {self.owed:+.2f}"
