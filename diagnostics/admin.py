"""The operator's desk for a diagnosis: guides are edited here; what people said is not shown at all."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from .models import (
    Assessment,
    InterviewGuide,
    Problem,
    Question,
    Recommendation,
    Stakeholder,
    Theme,
)


class Looked(ModelAdmin):
    """Looked at here; changed on its own pages, where both teams see it."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class QuestionInline(TabularInline):
    model = Question
    extra = 0


@admin.register(InterviewGuide)
class InterviewGuideAdmin(ModelAdmin):
    """The words of the guides, for the next interviews; roles are fixed."""

    inlines: tuple[Any, ...] = (QuestionInline,)
    readonly_fields = ("role",)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Assessment)
class AssessmentAdmin(Looked):
    list_display = ("name", "started_on", "closed_on", "facilitator")
    list_select_related = ("facilitator",)
    search_fields = ("name",)


@admin.register(Stakeholder)
class StakeholderAdmin(Looked):
    list_display = ("name", "job_title", "side", "assessment", "consent")
    list_filter = ("side", "consent", "in_workshop", "to_interview")
    list_select_related = ("assessment",)
    search_fields = ("name", "job_title")


@admin.register(Problem)
class ProblemAdmin(Looked):
    list_display = ("title", "assessment", "impact", "frequency", "ease", "theme")
    list_select_related = ("assessment", "theme")
    search_fields = ("title_en", "title_es")


@admin.register(Recommendation)
class RecommendationAdmin(Looked):
    list_display = ("title", "assessment", "impact", "ease", "rated_by", "rated_at")
    list_filter = ("impact", "ease")
    list_select_related = ("assessment", "rated_by")
    search_fields = ("title_en", "title_es")


@admin.register(Theme)
class ThemeAdmin(Looked):
    list_display = ("name", "assessment")
    list_select_related = ("assessment",)
    search_fields = ("name_en", "name_es")
