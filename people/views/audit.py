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
    named = names_of(events)
    return [
        {
            "at": event.pgh_created_at,
            "what": noun(event.pgh_obj_model),
            "name": event.pgh_data.get("name") or f"#{event.pgh_obj_id}",
            "verb": event.pgh_label,
            "by": people.get(meta.get("user")),
            "why": meta.get("why", ""),
            "changes": changes(event, named),
        }
        for event, meta in zip(events, metadata, strict=True)
    ]


def changes(event: Events, named: dict[tuple[Any, Any], str]) -> list[tuple[str, Any, Any]]:
    """Field, before, after; rows that are pointed at by their name, secrets never."""
    found = []
    for field, before, after in differing(event):
        related = field.related_model
        values = [named.get((related, value), value) if related else value for value in (before, after)]
        found.append((str(field.verbose_name), *values))
    return found


def differing(event: Events) -> list[tuple[Any, Any, Any]]:
    fields = {field.attname: field for field in apps.get_model(event.pgh_obj_model)._meta.concrete_fields}
    found = (event.pgh_diff or {}).items()
    return [(fields[key], *pair) for key, pair in found if key in fields and key not in HIDDEN]


def names_of(events: list[Events]) -> dict[tuple[Any, Any], str]:
    """The names of the rows that changes point at: one query for each model."""
    wanted: dict[Any, set[Any]] = {}
    for event in events:
        for field, *pair in differing(event):
            if field.related_model:
                wanted.setdefault(field.related_model, set()).update(filter(None, pair))
    return {
        (model, pk): str(row)
        for model, keys in wanted.items()
        for pk, row in model._default_manager.in_bulk(keys).items()
    }
