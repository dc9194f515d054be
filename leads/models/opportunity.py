"""Opportunities: what a CRM calls a deal."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .facts import Fact


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def won(self) -> Self:
        return self.filter(outcome=Opportunity.Outcome.WON)

    def open(self) -> Self:
        return self.filter(outcome="")


class Opportunity(models.Model):
    """A possible sale to a lead: a lead may have several. The columns are the fold of its changes."""

    class Outcome(models.TextChoices):
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, related_name="opportunities", verbose_name=_("lead")
    )
    system = models.CharField(_("system"), max_length=60)
    external_id = models.CharField(_("external id"), max_length=255)
    name = models.CharField(_("name"), max_length=1000, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    amount_base = models.DecimalField(
        _("amount in the company's currency"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=4, blank=True, default="", choices=Outcome.choices)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="opportunity_known_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "won", "lost"]), name="opportunity_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.system}:{self.external_id}"


class OpportunityChange(Fact):
    """Some fields of an opportunity got these values: amount, currency, opened, closed, outcome, name."""

    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, related_name="changes", verbose_name=_("opportunity"), db_index=False
    )
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("opportunity change")
        verbose_name_plural = _("opportunity changes")
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_key"], name="opportunity_change_stated_once"),
        ]
        indexes = [
            # the fold, and what an origin said last
            models.Index(fields=["opportunity", "origin"], name="change_of_opportunity"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.occurred_at:%Y-%m-%d %H:%M}"
