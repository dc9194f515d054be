"""Opportunities by the day they were opened and the day they were closed: what became of them and what they are worth."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.models import Lead, Opportunity

from .cells import Cell, CountedQuerySet, Dimensioned, DimensionedQuerySet, Total
from .counts import CountedOpportunities

COHORTS = ("opened", "closed")


class PlacedOpportunityQuerySet(DimensionedQuerySet["PlacedOpportunity"]):
    def entered(self, cohort: str, since: date, until: date) -> "PlacedOpportunityQuerySet":
        """Opened, or closed, on one of these days, both included."""
        return self.filter(**{f"{cohort}_on__range": (since, until)})

    def won(self) -> "PlacedOpportunityQuerySet":
        return self.filter(outcome=Opportunity.Outcome.WON)

    def paid(self) -> "PlacedOpportunityQuerySet":
        """Won, with an amount."""
        return self.won().filter(amount__isnull=False)

    def qualified(self, since: date, until: date) -> "PlacedOpportunityQuerySet":
        """Of leads that became MQLs on one of these days."""
        return self.filter(qualified_on__range=(since, until))


class PlacedOpportunity(Dimensioned):
    """Where one opportunity counts: the dimensions of its lead, its local days, its worth in the company's currency."""

    opportunity = models.OneToOneField(
        Opportunity, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    lead = models.ForeignKey(Lead, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    """The one that stands, where leads were merged."""
    qualified_on = models.DateField(null=True)
    """When that lead became an MQL: what a cohort of leads brought in is read from the few that were won."""
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    """None while it is open, and where nobody said when it was closed."""
    outcome = models.CharField(_("outcome"), max_length=4, default="", choices=Opportunity.Outcome.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    cycle_days = models.IntegerField(null=True)
    """From the day it was opened to the day it was closed."""

    objects = PlacedOpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity as counted")
        verbose_name_plural = _("opportunities as counted")
        indexes = [
            # the rows behind a number, and sales cycles
            models.Index(fields=["opened_on"], name="placed_opportunity_opened"),
            models.Index(fields=["closed_on"], name="placed_opportunity_closed"),
            models.Index(
                fields=["qualified_on"], name="placed_opportunity_qualified", condition=Q(outcome="won")
            ),
            # the drain, which goes by lead, and what a cohort of leads brought in
            models.Index(fields=["lead"], name="placed_opportunity_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.outcome}"


class OpportunityDayQuerySet(DimensionedQuerySet["OpportunityDay"]):
    def entered(self, cohort: str, since: date, until: date) -> "OpportunityDayQuerySet":
        return self.filter(cohort=cohort, day__range=(since, until))


class OpportunityDay(CountedOpportunities, Cell):
    """The opportunities of one combination of dimensions, by day."""

    objects = OpportunityDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of opportunities")
        verbose_name_plural = _("days of opportunities")
        constraints = [
            models.CheckConstraint(condition=Q(cohort__in=COHORTS), name="opportunities_opened_or_closed")
        ]
        indexes = [
            # numbers of opportunities by a dimension
            models.Index(fields=["cohort", "day"], name="opportunities_by_day"),
        ]


class OpportunityTotalQuerySet(CountedQuerySet["OpportunityTotal"]):
    def entered(self, cohort: str, since: date, until: date) -> "OpportunityTotalQuerySet":
        return self.filter(cohort=cohort, day__range=(since, until))


class OpportunityTotal(CountedOpportunities, Total):
    """The opportunities of the whole company, by day."""

    objects = OpportunityTotalQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of all opportunities")
        verbose_name_plural = _("days of all opportunities")
        indexes = [
            # every number of all opportunities
            models.Index(fields=["cohort", "day"], name="opportunity_totals_by_day"),
        ]
