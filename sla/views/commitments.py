"""The promises of a draft: added, changed, copied, put in order, taken away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.templatetags.formats import duration
from sla.forms import PromiseEditor
from sla.forms.words import working_day
from sla.models import AgreementVersion, Commitment, Party

from .drafts import for_writers, no_draft_any_more, save_draft


@for_writers
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """`?kind=` and `?party=` say with what the page begins."""
    version = get_object_or_404(AgreementVersion.objects.select_related("agreement"), pk=pk)
    asked = request.GET.get("kind", "")
    kind = asked if asked in Commitment.Kind.values else Commitment.Kind.ACCEPTANCE
    party = request.GET.get("party", "")
    party = party if party in Party.values else ""
    return _page(request, Commitment(version=version), lambda: PromiseEditor.blank(version, kind, party))


@for_writers
def update(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = get_object_or_404(Commitment.objects.select_related("version__agreement"), pk=pk)
    return _page(request, commitment, lambda: PromiseEditor.of(commitment))


def _page(request: HttpRequest, commitment: Commitment, opened: Any) -> HttpResponse:
    version = commitment.version
    if version.state != version.State.DRAFT:
        return no_draft_any_more(request, version)
    if request.method != "POST":
        return _shown(request, commitment, opened())
    if "change" in request.POST:
        return _shown(request, commitment, PromiseEditor.typed(commitment, request.POST))
    editor = PromiseEditor.sent(commitment, request.POST)
    if editor.is_valid():
        return save_draft(request, version, editor.save)
    return _shown(request, commitment, editor, status=422)


def _shown(
    request: HttpRequest, commitment: Commitment, editor: PromiseEditor, status: int = 200
) -> HttpResponse:
    calendars: Any = editor.form.fields["calendar"]
    days = [(one, duration(working_day(one))) for one in calendars.queryset]
    context = {
        "commitment": commitment,
        "version": commitment.version,
        "form": editor.form,
        "steps": editor.steps,
        "days": days,
    }
    return render(request, "sla/commitment_form.html", context, status=status)


def _of_draft(pk: int) -> Commitment:
    return get_object_or_404(Commitment.objects.select_related("version__agreement"), pk=pk)


@require_POST
@for_writers
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The same promise once more, right behind it, to be changed."""
    commitment = _of_draft(pk)
    version = commitment.version

    def twice() -> None:
        made = commitment.copy_to(version)
        Commitment.objects.filter(pk=made.pk).update(position=version.commitments.next_position())

    return save_draft(request, version, twice)


@require_POST
@for_writers
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among the promises of the same side."""
    commitment = _of_draft(pk)
    places = -1 if request.POST.get("way") == "up" else 1
    siblings = commitment.version.commitments.filter(party=commitment.party)
    return save_draft(request, commitment.version, lambda: siblings.arrange(commitment.pk, places))


@require_POST
@for_writers
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = Commitment.objects.select_related("version__agreement").filter(pk=pk).first()
    if commitment is None:  # taken away before, by this or another hand
        messages.info(request, _("This promise is not there any more."))
        return redirect("sla:agreement-list")
    version = commitment.version

    def gone() -> None:
        commitment.steps.all().delete()
        commitment.delete()

    return save_draft(request, version, gone)
