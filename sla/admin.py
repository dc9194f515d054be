"""The operator's desk for service levels: everything can be found, what was decided can't be changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from .models import (
    Agreement,
    AgreementVersion,
    Breach,
    Clock,
    ClockEntry,
    Commitment,
    Definition,
    DefinitionVersion,
    EscalationStep,
)


class Reading:
    """Rows that the engine writes: to be read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OnlyDrafts:
    """Once out of its draft a version stands as it was signed; its state moves by verbs and not by a form."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or getattr(obj, "state", "draft") == "draft"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and getattr(obj, "state", "draft") == "draft"


class CommitmentInline(TabularInline):
    model = Commitment
    extra = 0
    show_change_link = True


class StepInline(TabularInline):
    model = EscalationStep
    extra = 0


class EntryInline(Reading, TabularInline):
    model = ClockEntry
    extra = 0


@admin.register(Definition)
class DefinitionAdmin(ModelAdmin):
    list_display = ("key", "name_en", "name_es")


@admin.register(DefinitionVersion)
class DefinitionVersionAdmin(OnlyDrafts, ModelAdmin):
    list_display = ("definition", "number", "state", "in_force_from", "in_force_until", "by")
    list_filter = ("definition", "state")
    list_select_related = ("definition", "by")
    readonly_fields = ("state", "document", "in_force_from", "in_force_until", "by")


@admin.register(Agreement)
class AgreementAdmin(ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(AgreementVersion)
class AgreementVersionAdmin(OnlyDrafts, ModelAdmin):
    list_display = ("agreement", "number", "state", "shadow_from", "in_force_from", "in_force_until", "by")
    list_filter = ("state",)
    list_select_related = ("agreement", "by")
    readonly_fields = ("state", "document", "in_force_from", "in_force_until", "by")
    inlines = (CommitmentInline,)


@admin.register(Commitment)
class CommitmentAdmin(ModelAdmin):
    list_display = ("version", "kind", "party", "target_seconds", "target_value", "calendar")
    list_filter = ("kind", "party")
    list_select_related = ("version__agreement", "calendar")
    inlines = (StepInline,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.version.state == "draft"

    has_delete_permission = has_change_permission


@admin.register(Clock)
class ClockAdmin(Reading, ModelAdmin):
    list_display = (
        "id",
        "commitment",
        "subject",
        "subject_id",
        "owner",
        "team",
        "due_at",
        "outcome",
        "running",
    )
    list_filter = ("running", "outcome", "shadow", "commitment__kind")
    list_select_related = ("commitment", "owner", "team")
    search_fields = ("=subject_id",)
    show_full_result_count = False
    inlines = (EntryInline,)


@admin.register(Breach)
class BreachAdmin(Reading, ModelAdmin):
    list_display = ("id", "clock", "reached_at", "declared_at", "excuse", "waiver", "acknowledgement")
    list_select_related = ("clock__commitment", "excuse", "waiver", "acknowledgement")
    list_filter = (("excuse", admin.EmptyFieldListFilter), ("waiver", admin.EmptyFieldListFilter))
    show_full_result_count = False
