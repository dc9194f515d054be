"""Drafts of definitions: begun empty or from what counts now, and written by those who will sign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.asking import SignedInRequest
from sla.criteria import CriteriaFault
from sla.forms.definition import MeaningForm
from sla.models import Definition, DefinitionVersion

from .drafts import for_writers, no_draft_any_more, save_draft


@require_POST
@for_writers
def create(request: SignedInRequest, key: str) -> HttpResponse:
    """The version of this word that is being written; where none is, one begins from what counts now."""
    if key not in Definition.Key.values:
        raise Http404
    draft = Definition.objects.word(key).draft(by=request.user)
    return redirect("sla:meaning-update", draft.pk)


@require_POST
@for_writers
def create_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next version, from what this one says; where one is being written already, that one."""
    version = get_object_or_404(DefinitionVersion.objects.select_related("definition"), pk=pk)
    return redirect(version.definition.draft(by=request.user, like=version))


@for_writers
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(DefinitionVersion.objects.select_related("definition"), pk=pk)
    if version.state != version.State.DRAFT:
        return no_draft_any_more(request, version)
    form = MeaningForm(request.POST or None, instance=version)
    if request.method == "POST":
        if form.is_valid():
            return save_draft(request, version, form.save)
        messages.error(request, _("Something is not right yet; it is marked below."))
    context = {"form": form, "version": version}
    return render(request, "sla/definition_form.html", context, status=422 if form.errors else 200)


def missing_words(version: DefinitionVersion) -> list[str]:
    """What a draft still lacks before both can sign the same; sentences."""
    if version.state != version.State.DRAFT:
        return []
    lacks: list[Any] = []
    if version.asks_nothing:
        lacks.append(_("Nothing is asked yet, so every lead would be meant."))
    for text, language in ((version.text_en, "English"), (version.text_es, "Español")):
        if not text.strip():
            lacks.append(_("Nothing is written in %(language)s.") % {"language": language})
    try:
        version.meaning()
        version.leaving()
    except CriteriaFault as fault:
        lacks.append(str(fault))
    return lacks
