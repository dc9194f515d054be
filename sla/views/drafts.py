"""Drafts of agreements: begun from the usual text or from an earlier version, and written by those who will sign."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sla.forms import AgreementForm, ClauseForm, TermsForm
from sla.guards import Refused
from sla.models import Agreement, AgreementVersion, Clause
from sla.parties import may_write

Page = Callable[..., HttpResponse]


def for_writers(page: Page) -> Page:
    """Others read agreements; they don't write them."""

    @wraps(page)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_write(request.user):
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return opened


@for_writers
def create_agreement(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        version = Agreement.objects.start(form.cleaned_data["name"], by=request.user)
        messages.success(request, _("A first draft is written. Change in it what doesn't fit."))
        return redirect(version)
    return render(request, "sla/agreement_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@for_writers
def create_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version, from the text of this one; where one is being written already, that one."""
    version = get_object_or_404(AgreementVersion.objects.select_related("agreement"), pk=pk)
    return redirect(version.agreement.draft(by=request.user, like=version))


@for_writers
def update_terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Clauses in both languages, whom it covers, from when; all on one page, saved together."""
    version = get_object_or_404(AgreementVersion.objects.select_related("agreement"), pk=pk)
    if version.state != version.State.DRAFT:
        return no_draft_any_more(request, version)
    if request.method != "POST":
        return _terms_page(request, version, TermsForm(instance=version), ClauseForm.of(version))
    terms, clauses = TermsForm(request.POST, instance=version), ClauseForm.of(version, request.POST)
    if not [form for form in (terms, *clauses) if not form.is_valid()]:
        return save_draft(request, version, lambda: _save_terms(terms, clauses))
    return _terms_page(request, version, terms, clauses, status=422)


def _terms_page(
    request: HttpRequest,
    version: AgreementVersion,
    terms: TermsForm,
    clauses: list[ClauseForm],
    status: int = 200,
) -> HttpResponse:
    context = {"version": version, "form": terms, "clauses": clauses}
    return render(request, "sla/agreement_terms.html", context, status=status)


def _save_terms(terms: TermsForm, clauses: list[ClauseForm]) -> None:
    terms.save(commit=False).save(update_fields=["scope", "planned_on", "applies_to", "review_on"])
    for form in clauses:
        clause: Clause = form.save(commit=False)
        if clause.pk or clause.text_en or clause.text_es:
            clause.save()


def save_draft(request: HttpRequest, version: AgreementVersion, save: Callable[[], Any]) -> HttpResponse:
    """Write into a draft that is held meanwhile; where it has gone to review, say so and change nothing."""
    try:
        with transaction.atomic():
            version.held()
            save()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect(version)


def no_draft_any_more(request: HttpRequest, version: AgreementVersion) -> HttpResponse:
    messages.error(request, _("This version is no draft any more: what was sent to review stands still."))
    return redirect(version)


def missing_words(version: AgreementVersion, commitments: list[Any]) -> list[str]:
    """What a draft still lacks before both teams read the same in both languages; sentences."""
    if version.state != version.State.DRAFT:
        return []
    written = {clause.kind: clause for clause in version.clauses.all()}
    lacks = [_lacking(label, written.get(kind)) for kind, label in Clause.Kind.choices]
    if version.review_on is None:
        lacks.append(_("No day is set on which both look at it again."))
    if not commitments:
        lacks.append(_("Nothing is promised yet."))
    half_named = [one for one in commitments if bool(one.name_en) != bool(one.name_es)]
    lacks += [
        _("“%(promise)s” has a name in one language only.") % {"promise": one.name_en or one.name_es}
        for one in half_named
    ]
    return [sentence for sentence in lacks if sentence]


def _lacking(label: Any, clause: Clause | None) -> str:
    has_english, has_spanish = (
        bool(clause and text.strip()) for text in (clause.terms() if clause else ("", ""))
    )
    if has_english and has_spanish:
        return ""
    if not has_english and not has_spanish:
        return _("%(clause)s: nothing is written.") % {"clause": label}
    language = "Español" if has_english else "English"
    return _("%(clause)s: nothing is written in %(language)s.") % {"clause": label, "language": language}
