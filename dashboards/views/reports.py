"""Reports: what each answers, issuing one for whole months, and signing what was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dashboards.reports import Report, issuing, reports
from dashboards.reports.base import READERS
from dashboards.reports.forms import MonthsForm
from documents.models import Document, DocumentVersion, Refused
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Organisation, Role
from people.moment import now
from sla.parties import SIGNS_FOR

ISSUERS = (Role.REVOPS, *MANAGERS)
SHOWN = 3
"""So many issued periods of each report stand on the page; the list of documents has all."""


@dataclass(frozen=True)
class Issued:
    """A period that was issued: its newest version, and whether the reader is asked for a signature."""

    document: Document
    version: DocumentVersion
    waits_for_me: bool


@dataclass(frozen=True)
class Shown:
    """A report as the page shows it."""

    report: type[Report]
    form: MonthsForm
    issued: Sequence[Issued]


@require_safe
@for_roles(*READERS)
def report_list(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@require_POST
@for_roles(*ISSUERS)
def issue(request: SignedInRequest, key: str) -> HttpResponse:
    report = reports.get(key)
    if report is None or not report.may_read(request.user):
        raise Http404
    at = now()
    form = MonthsForm(report, at.astimezone(Organisation.current().zone).date(), request.POST)
    if not form.is_valid():
        return _page(request, form, key, status=422)
    version = issuing.issue(report, form.months, by=request.user, at=at)
    if version.created_at == at:
        messages.success(request, _("Issued in both languages."))
    else:
        messages.info(request, _("The numbers say what the newest version says already: it stands."))
    return redirect(version.get_absolute_url())


@require_POST
@for_roles(*MANAGERS)
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = DocumentVersion.objects.visible_to(request.user).filter(document__kind__in=_kinds())
    version = get_object_or_404(rows, pk=pk)
    try:
        version.sign(SIGNS_FOR[request.user.role], by=request.user, at=now())
        messages.success(request, _("Signed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(version.get_absolute_url())


def _kinds() -> list[str]:
    return [report.kind() for report in reports.values()]


def _page(
    request: SignedInRequest, wrong: MonthsForm | None = None, of: str = "", status: int = 200
) -> HttpResponse:
    today = now().astimezone(Organisation.current().zone).date()
    issued = _issued(request)
    shown = [
        Shown(
            report,
            wrong if wrong is not None and report.key == of else MonthsForm(report, today),
            issued.get(report.kind(), []),
        )
        for report in reports.values()
        if report.may_read(request.user)
    ]
    context = {"shown": shown, "may_issue": request.user.role in ISSUERS}
    return render(request, "dashboards/reports/report_list.html", context, status=status)


def _issued(request: SignedInRequest) -> dict[str, list[Issued]]:
    """{kind: the periods issued last}, in four queries however many there are."""
    kept: dict[str, list[Document]] = {}
    documents = Document.objects.visible_to(request.user)
    newest_documents = documents.newest_of_each(_kinds(), SHOWN)
    for document in newest_documents:
        kept.setdefault(document.kind, []).append(document)
    newest = DocumentVersion.objects.newest_of(newest_documents)
    party = SIGNS_FOR.get(request.user.role)
    return {
        kind: [_told(document, newest[document.pk], party) for document in some]
        for kind, some in kept.items()
    }


def _told(document: Document, version: DocumentVersion, party: Any) -> Issued:
    signed = {one.capacity for one in version.signatures.all()}
    return Issued(document, version, party in version.capacities and party not in signed)
