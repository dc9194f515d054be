"""Imports: files come in, are mapped, tried, read and accounted for."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from leads.forms.importing import MOST_FILES, UploadForm
from leads.models import ExternalId, Import
from leads.proposing import propose
from leads.tasks import run_imports
from leads.wording import say, say_all, tell_notes
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import whole_of

IMPORTERS = (Role.REVOPS, Role.MARKETING_MANAGER)
FAULTS_SHOWN = 50


@method_decorator(for_roles(*IMPORTERS), name="dispatch")
class ImportList(ListView):
    paginate_by = 50

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Import.objects.visible_to(user).select_related("by")


@csrf_exempt
@for_roles(*IMPORTERS)
def create(request: HttpRequest) -> HttpResponse:
    """A body that is too large is refused before anything reads it; the token is checked after that."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MAX_BYTES * (MOST_FILES + 1):
        return HttpResponse(_("The files are too large."), status=413)
    return _create(request)


@csrf_protect
def _create(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        started = _take(form, request.user)
        return redirect("leads:import-mapping", started.pk)
    context = {"form": form, "systems": ExternalId.objects.systems(), "steps": steps(None)}
    return render(request, "leads/import_form.html", context, status=422 if form.errors else 200)


def _take(form: UploadForm, user: Any) -> Import:
    (name, path), *others = form.stored.items()
    mapping = propose(form.tables[name], {other: form.tables[other] for other, _path in others})
    return Import.objects.create(
        name=name,
        path=str(path),
        lookups={other: str(its) for other, its in others},
        system=form.cleaned_data["system"],
        mapping=mapping,
        by=user,
        created_at=now(),
    )


@require_safe
@for_roles(*IMPORTERS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the import stands: to be mapped, under way, or what came of it."""
    one = find(request, pk)
    if one.state == Import.State.DRAFT:
        return redirect("leads:import-mapping", pk)
    after = whole_of(request.GET.get("after", "")) or 0
    faulty = list(one.faulty_rows.after(after)[: FAULTS_SHOWN + 1])
    rows = [(row, [say(fault) for fault in row.faults]) for row in faulty[:FAULTS_SHOWN]]
    context = {
        "import": one,
        "steps": steps(one),
        "faults": say_all(one.fault) if one.fault else [],
        "notes": tell_notes(one.notes),
        "rows": rows,
        "next": str(rows[-1][0].number) if len(faulty) > FAULTS_SHOWN else "",
    }
    return render(request, "leads/import_detail.html", context)


@require_safe
@for_roles(*IMPORTERS)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, polled; once the import is over the page itself is loaded again."""
    one = find(request, pk)
    answer = render(request, "leads/_import_progress.html", {"import": one})
    if one.is_finished:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@for_roles(*IMPORTERS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """The same files once more: for real after a trial, or back to the mapping with nothing lost."""
    one = find(request, pk)
    if not one.is_finished:
        return redirect("leads:import-detail", pk)
    fresh = one.again(by=request.user, at=now())
    if request.POST.get("now") and one.fault is None:
        start(fresh, trial=False)
        return redirect("leads:import-detail", fresh.pk)
    messages.info(
        request, _("The files and the mapping are still here. Change what you need and start again.")
    )
    return redirect("leads:import-mapping", fresh.pk)


def find(request: HttpRequest, pk: int) -> Import:
    user: Any = request.user
    return get_object_or_404(Import.objects.visible_to(user).select_related("by"), pk=pk)


def start(one: Import, trial: bool) -> None:
    """Hand it to the worker. The row is the queue: without a broker the watch finds it a few seconds later."""
    one.start(trial=trial)
    transaction.on_commit(run_imports.delay, robust=True)


def steps(one: Import | None) -> list[dict[str, Any]]:
    """The stepper of the import's pages."""
    labels = [_("Files"), _("Columns"), _("Reading"), _("Result")]
    places: dict[str, int] = {"": 0, Import.State.DRAFT: 1, Import.State.WAITING: 2, Import.State.RUNNING: 2}
    here = places.get(one.state if one else "", 3)
    states = ["done" if at < here else "current" if at == here else "todo" for at in range(len(labels))]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
