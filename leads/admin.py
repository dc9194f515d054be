"""The operator's desk for leads: configuration is edited here, facts and decisions are only looked at."""

from typing import Any

from django.contrib import admin
from unfold.admin import TabularInline

from people.admin import Configured, ReadOnly

from . import models


class RuleInline(TabularInline):
    model = models.ScoringRule
    extra = 0


class OfferInline(TabularInline):
    model = models.Offer
    extra = 0
    can_delete = False
    readonly_fields = ("number", "team", "owner", "offered_at", "why")

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(models.Lead)
class LeadAdmin(ReadOnly):
    """Blocked leads are not here either: only who guards personal data reaches them."""

    list_display = ("__str__", "company_name", "stage", "source", "owner", "team", "captured_at")
    list_filter = ("stage", "team")
    list_select_related = ("owner", "team")
    search_fields = ("=id", "=email_key")
    exclude = ("search", "email_key")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).filter(blocked_at=None)


@admin.register(models.Handoff)
class HandoffAdmin(ReadOnly):
    list_display = ("id", "lead", "cycle", "opened_at", "by", "first_touch_at", "touches")
    list_select_related = ("lead", "by")
    search_fields = ("=lead__id",)
    inlines = (OfferInline,)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).filter(lead__blocked_at=None)


@admin.register(models.Verdict)
class VerdictAdmin(ReadOnly):
    list_display = ("id", "kind", "reason", "by", "decided_at")
    list_filter = ("kind", "reason")
    list_select_related = ("reason", "by")
    raw_id_fields = ("offer",)


@admin.register(models.Event)
class EventAdmin(ReadOnly):
    list_display = ("kind", "lead_id", "occurred_at", "precision", "origin", "is_history")
    list_filter = ("is_history",)
    search_fields = ("=lead__id", "=kind")
    raw_id_fields = ("lead",)


@admin.register(models.StageChange)
class StageChangeAdmin(ReadOnly):
    list_display = ("stage", "lead_id", "cycle", "occurred_at", "origin", "definition_version", "score")
    list_filter = ("stage", "is_history")
    list_select_related = ("definition_version__definition",)
    search_fields = ("=lead__id",)


@admin.register(models.LeadChange)
class LeadChangeAdmin(ReadOnly):
    list_display = ("lead_id", "occurred_at", "origin", "by", "is_history")
    list_select_related = ("by",)
    search_fields = ("=lead__id",)


@admin.register(models.Opportunity)
class OpportunityAdmin(ReadOnly):
    list_display = ("__str__", "lead_id", "amount", "currency", "outcome", "opened_at", "closed_at")
    list_filter = ("outcome",)
    search_fields = ("=external_id", "=lead__id")


@admin.register(models.ExternalId)
class ExternalIdAdmin(ReadOnly):
    list_display = ("system", "object_type", "external_id", "lead_id")
    list_filter = ("object_type",)
    search_fields = ("=external_id", "=lead__id")


@admin.register(models.LeadMerge)
class LeadMergeAdmin(ReadOnly):
    list_display = ("kept_id", "gone_id", "by", "cause", "at", "undone_at")
    list_select_related = ("by",)


@admin.register(models.Company)
class CompanyAdmin(ReadOnly):
    list_display = ("name", "domain")
    search_fields = ("name", "=domain")


@admin.register(models.Import)
class ImportAdmin(ReadOnly):
    list_display = (
        "name",
        "system",
        "state",
        "is_live",
        "is_trial",
        "rows",
        "created",
        "changed",
        "in_error",
        "by",
        "created_at",
    )
    list_filter = ("state", "is_live", "is_trial")
    list_select_related = ("by",)
    exclude = ("path",)


@admin.register(models.ScoringVersion)
class ScoringVersionAdmin(Configured):
    """A version that is live or was stands as it scored; a draft can be written."""

    list_display = ("number", "state", "created_at", "published_at", "by")
    list_filter = ("state",)
    list_select_related = ("by",)
    readonly_fields = ("state", "published_at", "by")
    inlines = (RuleInline,)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return obj is None or obj.state == models.ScoringVersion.State.DRAFT


@admin.register(models.RoutingRule)
class RoutingRuleAdmin(Configured):
    list_display = ("position", "name_en", "team", "is_active")
    list_select_related = ("team",)


@admin.register(models.RejectionReason)
class RejectionReasonAdmin(Configured):
    list_display = (
        "code",
        "name_en",
        "name_es",
        "owner",
        "recycle_days",
        "counts_against_quality",
        "retired_at",
    )
    list_filter = ("owner",)


@admin.register(models.EventKind)
class EventKindAdmin(Configured):
    list_display = ("key", "name_en", "name_es", "direction", "is_human", "is_touch", "is_conversation")
    list_filter = ("is_touch", "is_engagement")


@admin.register(models.Blocking)
class BlockingAdmin(ReadOnly):
    list_display = ("lead_id", "by", "at", "reason")
    list_select_related = ("by",)


@admin.register(models.LoopRules)
class LoopRulesAdmin(Configured):
    list_display = ("__str__", "dispute_days", "recycle_days")

    def has_add_permission(self, request: Any) -> bool:
        """One row; the page writes it first."""
        return not models.LoopRules.objects.exists()


@admin.register(models.Proposal)
class ProposalAdmin(ReadOnly):
    list_display = ("id", "lead_id", "cycle", "definition_version", "proposed_at", "outcome", "by")
    list_filter = ("outcome",)
    list_select_related = ("definition_version__definition", "by")
    search_fields = ("=lead__id",)
