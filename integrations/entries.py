"""What integrations adds to the floors below: its pages, duties, terms, words and personal columns."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from people import home, navigation, palette, personal, readiness, terms, watching
from people.models import Role

from .home import inbox
from .models import Connection, InboxDelivery, RejectedDelivery, Replay
from .models.inbox import SLOW_AFTER


def register() -> None:
    only = navigation.roles(Role.REVOPS)
    navigation.register(
        navigation.Entry(
            "connect", "connections", _("Connections"), "integrations:connection-list", "plug", only, 10
        )
    )
    navigation.register(
        navigation.Entry("connect", "inbox", _("Inbox"), "integrations:delivery-list", "inbox", only, 20)
    )
    navigation.register(
        navigation.Entry(
            "connect", "quarantine", _("Quarantine"), "integrations:quarantine-list", "shield-alert", only, 30
        )
    )
    palette.register_action(
        palette.Action(
            "connection-create", _("New connection"), "integrations:connection-create", "plug", only
        )
    )
    home.register_step(
        home.Step(
            "connect",
            _("Connect your CRM"),
            "integrations:connection-create",
            Connection.objects.active().exists,
            60,
        )
    )
    home.register(home.Card("inbox", {Role.REVOPS}, "integrations/_home_inbox.html", inbox, order=11))
    watching.register("inbox", 1, InboxDelivery.objects.drain, slow_inbox)
    watching.register("proofs", 60, RejectedDelivery.objects.alarm)
    terms.register("inbox", InboxDelivery.objects.expire)
    terms.register("refused messages", RejectedDelivery.objects.expire)
    readiness.register("inbox_age_seconds", inbox_age)
    _personal_columns()


def inbox_age(at: datetime) -> readiness.Finding:
    waited = InboxDelivery.objects.oldest_waiting(at)
    return readiness.Finding(round(waited.total_seconds(), 1), waited < SLOW_AFTER)


def slow_inbox(at: datetime) -> str:
    waited = InboxDelivery.objects.oldest_waiting(at)
    return f"the oldest webhook has waited {waited}" if waited >= SLOW_AFTER else ""


def _personal_columns() -> None:
    """Raw bodies hold whatever a source sent; they live 30 days, refused ones 48 hours, and are blanked at an erasure."""
    personal.register(InboxDelivery, {"error": "blank", "headers": "blank", "outcome": "blank"})
    personal.register(RejectedDelivery, {"headers": "blank"})
    personal.impersonal(Connection, "name", "system", "key", "secret", "old_secret", "portal_id")
    personal.impersonal(InboxDelivery, "source_key", "sha256", "reason", "fault_group", "waits_for")
    personal.impersonal(RejectedDelivery, "reason", "sha256")
    personal.impersonal(Replay)
