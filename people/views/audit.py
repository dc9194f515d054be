"""Who changed the configuration: what, when, why, from and to."""

from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from pghistory.models import Events

from people.asking import SignedInRequest
from people.models import User

SHOWN = 50
MOST_PAGES = 200
HIDDEN = {"password", "hash", "secret", "url"}


@require_safe
def audit_list(request: SignedInRequest) -> HttpResponse:
    """Newest first, of all kinds or of the chosen ones."""
    tracked = sorted({str(model.pgh_tracked_model._meta.label) for model in histories()})
    chosen = [label for label in request.GET.getlist("model") if label in tracked]
    events = Events.objects.order_by("-pgh_created_at", "-pgh_slug")
    if chosen:
        events = events.filter(pgh_obj_model__in=chosen)
    page = page_number(request.GET.get("page", ""))
    found = list(events[(page - 1) * SHOWN : page * SHOWN + 1])
    context = {"rows": rows(found[:SHOWN]), "models": [(label, noun(label)) for label in tracked]}
    context["next_page"] = page + 1 if len(found) > SHOWN else None
    return render(request, "people/audit_list.html", context)


def page_number(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text), 1), MOST_PAGES) if known else 1


def histories() -> list[Any]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def noun(label: str) -> str:
    return str(apps.get_model(label)._meta.verbose_name)


def rows(events: list[Events]) -> list[dict[str, Any]]:
    metadata = [event.pgh_context or {} for event in events]
    people = User.objects.in_bulk({meta["user"] for meta in metadata if meta.get("user")})
    return [
        {
            "at": event.pgh_created_at,
            "what": noun(event.pgh_obj_model),
            "name": event.pgh_data.get("name") or event.pgh_obj_id,
            "verb": event.pgh_label,
            "by": people.get(meta.get("user")),
            "why": meta.get("why", ""),
            "changes": changes(event),
        }
        for event, meta in zip(events, metadata, strict=True)
    ]


def changes(event: Events) -> list[tuple[str, Any, Any]]:
    """Field, before, after; secrets never."""
    model = apps.get_model(event.pgh_obj_model)
    names = {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}
    found = (event.pgh_diff or {}).items()
    return [(names.get(key, key), before, after) for key, (before, after) in found if key not in HIDDEN]
