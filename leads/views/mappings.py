"""The mapping of an import: which column is what, seen on the first rows before anything is read."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leads.forms.mapping import MappingForm
from leads.models import ExternalId, Import
from leads.models.importing.faulty import fault_of
from leads.previewing import preview
from leads.reading.faults import Refused
from leads.reading.mapping import BadMapping
from leads.wording import say_all
from people.doors import for_roles

from .imports import IMPORTERS, find, start, steps

MOST_MAPPING_BYTES = 1024 * 1024


@for_roles(*IMPORTERS)
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows, saves, and on the way out tries or starts."""
    one = find(request, pk)
    if one.state != Import.State.DRAFT:
        return redirect("leads:import-detail", pk)
    try:
        table, lookups = one.table(), one.lookup_tables()
    except (Refused, OSError) as trouble:
        messages.error(request, " ".join(say_all(fault_of(trouble))))
        return redirect("leads:import-create")
    form = MappingForm(request.POST or None, one, table, lookups)
    if request.method == "POST" and form.is_valid():
        one.describe(form.mapping(), form.cleaned_data["system"], form.cleaned_data["is_live"])
        if (verb := request.POST.get("then")) in ("trial", "start") and not preview(one).faults:
            start(one, trial=verb == "trial")
            return redirect("leads:import-detail", pk)
        form = MappingForm(None, one, table, lookups)
    context = {
        "form": form,
        "import": one,
        "preview": preview(one),
        "systems": ExternalId.objects.systems(),
        "steps": steps(one),
    }
    return render(request, "leads/import_mapping.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*IMPORTERS)
def download(request: HttpRequest, pk: int) -> JsonResponse:
    one = find(request, pk)
    name = f"mapping-{one.pk}.json"
    return JsonResponse(
        one.mapping,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@for_roles(*IMPORTERS)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A mapping from a file takes the place of the present one, if it fits these files."""
    one: Any = find(request, pk)
    if one.state == Import.State.DRAFT:
        said = _read(request, one)
        for line in said:
            messages.error(request, line)
        if not said:
            messages.success(request, _("The mapping of the file is in place."))
    return redirect("leads:import-mapping", pk)


def _read(request: HttpRequest, one: Import) -> list[str]:
    file = request.FILES.get("mapping")
    if file is None or (file.size or 0) > MOST_MAPPING_BYTES:
        return [_("Choose a JSON file of at most a megabyte.")]
    try:
        one.mapping = json.loads(file.read().decode("utf-8-sig"))
        one.checked(one.table(), one.lookup_tables())
        one.describe(one.mapping, one.system, one.is_live)
    except (ValueError, RecursionError):
        return [_("The mapping isn't JSON.")]
    except (Refused, BadMapping, OSError) as trouble:
        return say_all(fault_of(trouble))
    return []
