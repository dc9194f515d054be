"""The operator's desk for people: search and links; facts and decisions are read-only here."""

from typing import Any

import pghistory
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from .models import (
    Absence,
    ApiKey,
    CalendarVersion,
    Delivery,
    Endpoint,
    Erasure,
    Heartbeat,
    Notification,
    Organisation,
    Team,
    User,
    WorkingCalendar,
)

if admin.site.is_registered(Group):
    admin.site.unregister(Group)


class ReadOnly(ModelAdmin):
    """Facts: looked at, never edited, made or removed here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Configured(ModelAdmin):
    """Configuration: edited here too; nobody removes it in bulk, and the audit says that it came from the desk."""

    list_per_page = 50
    show_full_result_count = False
    actions: list[Any] = []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        pghistory.context(why=str(_("Edited at the operator's desk")))
        super().save_model(request, obj, form, change)


@admin.register(Organisation)
class OrganisationAdmin(Configured):
    list_display = ["name", "time_zone", "currency", "language", "is_demo"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Team)
class TeamAdmin(Configured):
    list_display = ["name", "kind", "calendar"]
    list_filter = ["kind"]
    list_select_related = ["calendar"]
    search_fields = ["name"]


@admin.register(User)
class UserAdmin(Configured):
    list_display = ["name", "email", "role", "team", "is_active", "last_login"]
    list_filter = ["role", "is_active", "team"]
    list_select_related = ["team"]
    search_fields = ["name", "email"]
    fields = [
        "name",
        "email",
        "role",
        "team",
        "language",
        "time_zone",
        "calendar",
        "mail_notices",
        "is_active",
    ]
    readonly_fields = ["role"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are invited on their own page, where the invitation goes out."""
        return False


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(ReadOnly):
    list_display = ["name", "time_zone"]
    search_fields = ["name"]


@admin.register(CalendarVersion)
class CalendarVersionAdmin(ReadOnly):
    list_display = ["calendar", "number", "created_at", "by", "built_until"]
    list_filter = ["calendar"]
    list_select_related = ["calendar", "by"]


@admin.register(Absence)
class AbsenceAdmin(Configured):
    list_display = ["user", "first_on", "last_on", "reason"]
    list_select_related = ["user"]
    search_fields = ["user__name"]
    autocomplete_fields = ["user"]


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly):
    list_display = ["name", "prefix", "user", "scopes", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    search_fields = ["name", "prefix", "user__email"]
    exclude = ["hash"]


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly):
    list_display = ["name", "kind", "host", "user", "team", "disabled_at", "failing_since", "last_ok_at"]
    list_filter = ["kind"]
    list_select_related = ["user", "team"]
    search_fields = ["name", "host"]
    exclude = ["url", "secret"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = [
        "kind",
        "channel",
        "user",
        "endpoint",
        "state",
        "attempts",
        "next_at",
        "sent_at",
        "last_error",
    ]
    list_filter = ["state", "channel", "kind"]
    list_select_related = ["user", "endpoint"]
    exclude = ["sealed"]


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["kind", "user", "urgent", "created_at", "read_at"]
    list_filter = ["kind", "urgent"]
    list_select_related = ["user"]


@admin.register(Erasure)
class ErasureAdmin(ReadOnly):
    list_display = ["subject", "anonymous_id", "by", "at", "reason"]
    list_select_related = ["by"]


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnly):
    list_display = ["name", "at"]
