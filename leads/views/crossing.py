"""Before a definition goes into force: which leads would cross at once, and the choice to hand them off or not."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leads import listing
from leads.models import CatchUp, Handoff, Lead
from leads.models.settling.catching_up import would_cross, would_not
from leads.stages import MQL
from leads.tasks import catch_up
from people.asking import SignedInRequest
from people.moment import now
from sla.guards import Refused
from sla.models import DefinitionVersion
from sla.parties import may_write

WEEKS = 4
MOST_SOURCES = 12
KINDS = {"cross": would_cross, "stay": would_not}


def _version(request: HttpRequest, pk: int) -> DefinitionVersion:
    versions = DefinitionVersion.objects.select_related("definition")
    version: DefinitionVersion = get_object_or_404(versions, pk=pk)
    return version


@require_safe
def crossing(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would follow today, and for a version in force how far catching up has come."""
    version, at = _version(request, pk), now()
    fires = version.definition.key == MQL
    context: dict[str, Any] = {"version": version, "fires": fires}
    context["duty"] = CatchUp.objects.filter(version=version).first()
    context["may_force"] = version.state == version.State.SIGNED and may_write(request.user)
    if fires and version.state in version.State.being_written():
        context |= _foreseen(version, at)
    return render(request, "leads/crossing.html", context)


def _foreseen(version: DefinitionVersion, at: Any) -> dict[str, Any]:
    crossing = would_cross(version, at)
    sources = (
        crossing.order_by().values_list("source").annotate(count=Count("pk")).order_by("-count", "source")
    )
    rows = list(sources)
    weekly = Handoff.objects.filter(opened_at__gt=at - timedelta(weeks=WEEKS)).count() / WEEKS
    count = sum(row[1] for row in rows)
    return {
        "count": count,
        "staying": would_not(version, at).count(),
        "sources": rows[:MOST_SOURCES],
        "weekly": weekly,
        "weeks": count / weekly if weekly else None,
    }


@require_safe
def row_list(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The leads behind a number of the page, as far as the reader sees them."""
    version, at = _version(request, pk), now()
    if kind not in KINDS:
        raise Http404
    behind = KINDS[kind](version, at)
    rows = Lead.objects.visible_to(request.user).filter(pk__in=behind.order_by().values("pk"))
    source = request.GET.get("source")
    if source is not None and "\x00" not in source:
        rows = rows.filter(source=source)
    page = listing.page(rows.for_list(), listing.Order("captured_at"), request.GET.get("after", ""))
    counted, is_more = listing.count(rows)
    context = {
        "rows": [lead.shown_to(request.user) for lead in page.rows],
        "next": page.next,
        "counted": counted,
        "is_more": is_more,
        "heading": _("Would cross today") if kind == "cross" else _("Stay what they are"),
        "back": reverse("leads:crossing", args=[pk]),
        "back_label": str(version),
    }
    return render(request, "leads/behind.html", context)


@require_POST
def create(request: SignedInRequest, pk: int) -> HttpResponse:
    """In force, and the leads it holds for already are handed off."""
    if not may_write(request.user):
        raise PermissionDenied
    version = _version(request, pk)
    try:
        CatchUp.objects.ask(version, by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        transaction.on_commit(catch_up.delay, robust=True)
        messages.success(request, _("In force now. The leads it holds for are being handed off."))
    return redirect("leads:crossing", pk)


@require_safe
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(CatchUp, version=pk)
    return render(request, "leads/_catching_up.html", {"duty": duty, "version": duty.version})
