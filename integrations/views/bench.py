"""The test bench: a signed message through the real door and the real reading, then taken back."""

import io
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from integrations.models import Connection, InboxDelivery
from integrations.models.draining import work
from integrations.wording import reason
from leads.models import ExternalId, Lead

from .receiving import receive


@dataclass
class Tried:
    """What the door answered, what became of the message, and the leads as they would stand."""

    status: int
    answer: str
    state: str = ""
    reason: str = ""
    outcome: dict[str, Any] = field(default_factory=dict)
    leads: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.status == 202 and self.state == InboxDelivery.State.DONE


def try_out(connection: Connection, body: bytes, is_forged: bool, at: datetime) -> Tried:
    """Send this, read it, look at it, and undo all of it."""
    with transaction.atomic():
        known = set(
            InboxDelivery.objects.filter(connection=connection)
            .values_list("pk", flat=True)
            .order_by("-pk")[:1]
        )
        response = receive(_signed(connection, body, is_forged, at), connection.key)
        tried = Tried(response.status_code, _detail(response.content))
        fresh = (
            InboxDelivery.objects.filter(connection=connection, parted_from=None)
            .exclude(pk__in=known)
            .order_by("-pk")
            .first()
        )
        if response.status_code == 202 and fresh is not None:
            _read(fresh, tried, at)
        transaction.set_rollback(True)
    return tried


def _read(delivery: InboxDelivery, tried: Tried, at: datetime) -> None:
    before = ExternalId.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    work([delivery], at)
    delivery.refresh_from_db()
    tried.state, tried.reason = delivery.state, reason(delivery.reason) if delivery.reason else ""
    tried.outcome = delivery.outcome
    fresh = Lead.objects.filter(external_ids__pk__gt=before).select_related("score")[:5]
    tried.leads = [_face(lead) for lead in fresh]


def _face(lead: Lead) -> dict[str, Any]:
    score = lead.score.score if hasattr(lead, "score") else None
    shown = {"name": lead.name, "email": lead.email, "company": lead.company_name, "source": lead.source}
    return shown | {"stage": lead.get_stage_display(), "score": score}


def _signed(connection: Connection, body: bytes, is_forged: bool, at: datetime) -> HttpRequest:
    secret = connection.scheme.draw_secret() if is_forged else connection.secret
    ident = f"sample_{secrets.token_hex(8)}"
    headers = connection.scheme.sign(secret, ident, "POST", connection.url, body, at)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": reverse("hook", args=[connection.key]),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return WSGIRequest(environ)


def _detail(content: bytes) -> str:
    return reason(json.loads(content).get("code", "")) if content else ""
