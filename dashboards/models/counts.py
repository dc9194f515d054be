"""What a day counts, of a combination of dimensions or of the whole company."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedLeads(models.Model):
    """Leads that entered a stage (`cohort`) on a day, and how many of them were ever in each stage, before or after."""

    cohort = models.CharField(_("cohort"), max_length=12)
    captured = models.IntegerField(default=0)
    mql = models.IntegerField(default=0)
    handed_off = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    sql = models.IntegerField(default=0)
    opportunity = models.IntegerField(default=0)
    won = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    recycled = models.IntegerField(default=0)
    disqualified = models.IntegerField(default=0)

    class Meta:
        abstract = True


class CountedHandoffs(models.Model):
    """Handoffs opened on a day: how many stand in each state now, were touched by a person, came complete.

    `reason` parts the rejected ones; it is blank for the others.
    """

    reason = models.CharField(_("reason"), max_length=20, default="")
    delivered = models.IntegerField(default=0)
    pending = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    recycled = models.IntegerField(default=0)
    expired = models.IntegerField(default=0)
    touched = models.IntegerField(default=0)
    untouched = models.IntegerField(default=0)
    complete = models.IntegerField(default=0)
    ever_rejected = models.IntegerField(default=0)
    disputed = models.IntegerField(default=0)
    overturned = models.IntegerField(default=0)
    in_product = models.IntegerField(default=0)

    class Meta:
        abstract = True


class CountedOpportunities(models.Model):
    """Opportunities opened (or closed, by `cohort`) on a day: how many were won, lost and still stand, and their money.

    `valued` are won ones with an amount in the company's currency, of which `revenue` is the sum; `pipeline` is that of
    the standing ones.
    """

    cohort = models.CharField(_("cohort"), max_length=6)
    opportunities = models.IntegerField(default=0)
    won = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    standing = models.IntegerField(default=0)
    valued = models.IntegerField(default=0)
    revenue = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    pipeline = models.DecimalField(max_digits=18, decimal_places=2, default=0)

    class Meta:
        abstract = True


class CountedClocks(models.Model):
    """How many clocks of one promise: met (the excused among them), late, past due and open, waived, running."""

    kind = models.CharField(_("promise"), max_length=20)
    party = models.CharField(_("who promises"), max_length=10)
    met = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    open_late = models.IntegerField(default=0)
    waived = models.IntegerField(default=0)
    running = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)

    class Meta:
        abstract = True


CLOCK_COUNTS = ("met", "late", "open_late", "waived", "running", "cancelled", "excused")
