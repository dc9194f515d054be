"""Leads: one person's interest, folded from the facts that sources, people and rules have stated."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leads import forgetting
from leads.searching import prefix_query
from leads.stages import STAGES
from people.models import Role, Team, User

from . import folding
from .narrowing import NarrowedQuerySet


class Stage(models.TextChoices):
    CAPTURED = "captured", _("Captured")
    MQL = "mql", _("MQL")
    HANDED_OFF = "handed_off", _("Handed off")
    ACCEPTED = "accepted", _("Accepted by Sales (SAL)")
    REJECTED = "rejected", _("Rejected by Sales")
    SQL = "sql", _("SQL")
    OPPORTUNITY = "opportunity", _("Opportunity")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    RECYCLED = "recycled", _("Recycled")
    DISQUALIFIED = "disqualified", _("Disqualified")


class LeadQuerySet(NarrowedQuerySet):
    def standing(self) -> Self:
        """Leads that count: neither merged into another nor blocked for erasure."""
        return self.filter(merged_into=None, blocked_at=None)

    def blocked(self) -> Self:
        """Shut away for erasure: seen by who guards personal data, and by nobody else."""
        return self.filter(blocked_at__isnull=False).order_by("-blocked_at", "-pk")

    def visible_to(self, user: User) -> Self:
        """The leads a person may see: own and the team's queue, the team's, or all, by role."""
        standing = self.standing()
        if user.sees_every_lead:
            return standing
        if user.team_id is None or user.role not in {Role.SALES, Role.SALES_MANAGER}:
            return standing.none()
        if user.role == Role.SALES_MANAGER:
            return standing.filter(team=user.team_id)
        return standing.filter(Q(owner=user) | Q(team=user.team_id, owner=None))

    def matching(self, text: str) -> Self:
        """Leads with words that begin like these, accents and case aside; no words match everything."""
        query = prefix_query(text)
        return self.filter(search=query) if query else self

    def for_list(self) -> Self:
        """With what a row shows, and without the columns that only search and rules read."""
        return self.select_related("owner", "team", "score").defer("search", "attributes")

    def for_page(self) -> Self:
        return self.select_related("owner", "team", "company", "score__version").defer("search")

    def known_by(self, system: str) -> Self:
        return self.filter(
            pk__in=self.model._meta.apps.get_model("leads.ExternalId").objects.leads_of(system)
        )

    def families(self, ids: Iterable[int]) -> list[int]:
        """These leads and all that are one person with them, merges followed."""
        kept = set(self.filter(pk__in=ids).values_list(Coalesce("merged_into_id", "pk"), flat=True))
        return sorted(kept.union(self.filter(merged_into__in=kept).values_list("pk", flat=True)))

    def refold(self, ids: Iterable[int] | None = None) -> int:
        """Rebuild these leads (all, when None) from their facts in one statement a batch; returns the rows that changed."""
        return folding.refold(ids)

    def differences(self) -> list[int]:
        """Leads whose stored row isn't what their facts say: what `rebuild --check` reports."""
        return folding.differences()


class Lead(models.Model):
    """One person's interest. Every column below the line is the fold of facts and can be rebuilt from them."""

    Stage = Stage

    recorded_at = models.DateTimeField(_("recorded"))
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    cycle_since = models.DateTimeField(_("cycle since"), null=True, blank=True)
    """When it came back as this cycle: what it did before shows no interest any more."""
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        db_index=False,
        verbose_name=_("merged into"),
    )
    blocked_at = models.DateTimeField(_("blocked"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    # -- folded from LeadChange
    email = models.CharField(_("e-mail"), max_length=1000, blank=True, default="")
    email_key = models.CharField(max_length=1000, blank=True, default="", editable=False)
    name = models.CharField(_("name"), max_length=1000, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=1000, blank=True, default="")
    job_title = models.CharField(_("job title"), max_length=1000, blank=True, default="")
    company_name = models.CharField(_("company"), max_length=1000, blank=True, default="")
    company_domain = models.CharField(_("company domain"), max_length=1000, blank=True, default="")
    company = models.ForeignKey(
        "leads.Company",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("company"),
    )
    industry = models.CharField(_("industry"), max_length=1000, blank=True, default="")
    employees = models.BigIntegerField(_("employees"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=1000, blank=True, default="")
    region = models.CharField(_("region"), max_length=1000, blank=True, default="")
    city = models.CharField(_("city"), max_length=1000, blank=True, default="")
    segment = models.CharField(_("segment"), max_length=1000, blank=True, default="")
    source = models.CharField(_("source"), max_length=1000, blank=True, default="")
    channel = models.CharField(_("channel"), max_length=1000, blank=True, default="")
    campaign = models.CharField(_("campaign"), max_length=1000, blank=True, default="")
    language = models.CharField(_("language"), max_length=1000, blank=True, default="")
    consent = models.CharField(_("consent"), max_length=20, blank=True, default="")
    owner_label = models.CharField(_("owner in the CRM"), max_length=1000, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("team")
    )
    attributes = models.JSONField(_("own attributes"), default=dict, blank=True)
    search = SearchVectorField(null=True, editable=False)

    # -- folded from StageChange and opportunities: when each stage was first reached, as a moment and as a local day
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, default=Stage.CAPTURED)
    captured_at = models.DateTimeField(_("captured"), null=True)
    captured_on = models.DateField(null=True)
    mql_at = models.DateTimeField(_("MQL since"), null=True)
    mql_on = models.DateField(null=True)
    handed_off_at = models.DateTimeField(_("handed off"), null=True)
    handed_off_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_on = models.DateField(null=True)
    rejected_at = models.DateTimeField(_("rejected"), null=True)
    rejected_on = models.DateField(null=True)
    sql_at = models.DateTimeField(_("SQL since"), null=True)
    sql_on = models.DateField(null=True)
    opportunity_at = models.DateTimeField(_("opportunity since"), null=True)
    opportunity_on = models.DateField(null=True)
    won_at = models.DateTimeField(_("won"), null=True)
    won_on = models.DateField(null=True)
    lost_at = models.DateTimeField(_("lost"), null=True)
    lost_on = models.DateField(null=True)
    recycled_at = models.DateTimeField(_("recycled"), null=True)
    recycled_on = models.DateField(null=True)
    disqualified_at = models.DateTimeField(_("disqualified"), null=True)
    disqualified_on = models.DateField(null=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="lead_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("pk")), name="lead_not_merged_into_itself"
            ),
        ]
        indexes = [
            # the lead list, newest first, and its keyset pages
            models.Index(fields=["captured_at", "id"], name="lead_list"),
            # a representative's and a team's own list
            models.Index(fields=["team", "owner", "captured_at"], name="lead_list_of_team"),
            # landing: the same person from another system
            models.Index(fields=["email_key"], name="lead_by_email", condition=~Q(email_key="")),
            # funnel and drill-down by cohort
            models.Index(fields=["mql_on"], name="lead_by_mql_day"),
            models.Index(fields=["captured_on"], name="lead_by_captured_day"),
            # the fold, which gathers what was merged
            models.Index(fields=["merged_into"], name="lead_merged", condition=Q(merged_into__isnull=False)),
            GinIndex(fields=["search"], name="lead_search"),
        ]

    def __str__(self) -> str:
        return self.name or self.company_name or self.email or _("Unnamed lead %(id)s") % {"id": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("leads:lead-detail", args=[self.pk])

    def erase(self, by: User | None, at: datetime, reason: str = "") -> None:
        """Forget this person: blocked first, in a transaction of its own, then destroyed. Twice changes nothing."""
        if self.erased_at is None:
            forgetting.forget(self, by, at, reason)
            self.refresh_from_db()

    def label_for(self, user: User) -> str:
        """The lead's name as this reader may see it."""
        return _("Lead %(id)s") % {"id": self.pk} if user.sees_masked else str(self)

    def shown_to(self, user: User) -> "Lead":
        """This row with the personal fields hidden where the reader's role asks for it (never saved)."""
        if user.sees_masked:
            self.name, self.email, self.phone = self.label_for(user), "", ""
        return self

    def reached_at(self, stage: str) -> datetime | None:
        value: Any = getattr(self, f"{stage}_at")
        return value
