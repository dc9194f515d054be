"""The operator's desk for the outer wall: search and links; what came in is read-only here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from people.admin import Configured, ReadOnly

from .models import Connection, InboxDelivery, RejectedDelivery, Replay


@admin.register(Connection)
class ConnectionAdmin(Configured):
    list_display = ("name", "kind", "system", "is_active", "last_seen_at")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "system")
    fields = ("name", "kind", "system", "portal_id", "is_active", "last_seen_at", "old_secret_until")
    readonly_fields = ("kind", "system", "last_seen_at", "old_secret_until")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Connections are opened on their page, where the secret is shown once."""
        return False


@admin.register(InboxDelivery)
class InboxDeliveryAdmin(ReadOnly):
    list_display = ("received_at", "connection", "state", "reason", "attempts", "next_at")
    list_filter = ("state", "connection", "reason")
    list_select_related = ("connection",)
    search_fields = ("source_key",)
    exclude = ("raw", "headers")

    def get_queryset(self, request: HttpRequest) -> QuerySet[InboxDelivery]:
        return super().get_queryset(request).defer("raw", "headers")


@admin.register(RejectedDelivery)
class RejectedDeliveryAdmin(ReadOnly):
    list_display = ("last_at", "connection", "reason", "times")
    list_filter = ("connection", "reason")
    list_select_related = ("connection",)
    exclude = ("raw", "headers")


@admin.register(Replay)
class ReplayAdmin(ReadOnly):
    list_display = ("at", "by", "count")
    list_select_related = ("by",)
