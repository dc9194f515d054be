"""The inbox: what came in, what became of it, and reading it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from integrations.masking import masked
from integrations.models import Connection, InboxDelivery, State
from integrations.wording import reason
from people import keyset
from people.moment import now

from .asking import Asked

SHOWN = 50


@require_safe
def delivery_list(request: Asked) -> HttpResponse:
    rows = InboxDelivery.objects.visible_to(request.user).chosen(
        states=request.GET.getlist("state"), systems=request.GET.getlist("connection")
    )
    found = keyset.page_of(rows.listed(), ("-received_at", "-id"), request.GET.get("after", ""), SHOWN)
    context = {
        "rows": [(row, reason(row.reason) if row.reason else "") for row in found.rows],
        "next": found.next,
        "states": State.choices,
        "systems": Connection.objects.values_list("system", "name"),
    }
    return render(request, "integrations/delivery_list.html", context)


@require_safe
def detail(request: Asked, pk: int) -> HttpResponse:
    known = InboxDelivery.objects.visible_to(request.user).select_related("connection", "parted_from")
    delivery = get_object_or_404(known, pk=pk)
    context = {
        "delivery": delivery,
        "reason": reason(delivery.reason) if delivery.reason else "",
        "body": masked(delivery.body),
        "ignored": [(reason(code), count) for code, count in delivery.outcome.get("ignored", {}).items()],
        "parts": delivery.parts.all()[:SHOWN],
    }
    return render(request, "integrations/delivery_detail.html", context)


@require_POST
def replay(request: Asked, pk: int) -> HttpResponse:
    """Read one message again."""
    delivery = get_object_or_404(InboxDelivery.objects.visible_to(request.user), pk=pk)
    count = InboxDelivery.objects.filter(pk=delivery.pk).replay(by=request.user, at=now())
    _say(request, count)
    return redirect(delivery)


@require_safe
def quarantine(request: Asked) -> HttpResponse:
    """The same trouble once, however many messages it met."""
    groups = InboxDelivery.objects.visible_to(request.user).quarantined().grouped()[:SHOWN]
    return render(
        request,
        "integrations/quarantine_list.html",
        {"groups": [(group, reason(str(group["reason"]))) for group in groups]},
    )


@require_POST
def replay_group(request: Asked) -> HttpResponse:
    """Read again all that met the same trouble."""
    asked = request.POST
    rows = (
        InboxDelivery.objects.visible_to(request.user)
        .quarantined()
        .with_trouble(asked.get("connection", ""), asked.get("reason", ""), asked.get("fault_group", ""))
    )
    _say(request, rows.replay(by=request.user, at=now()))
    return redirect("integrations:quarantine-list")


def _say(request: Asked, count: int) -> None:
    words = ngettext("%(count)s message is read again.", "%(count)s messages are read again.", count)
    messages.success(request, words % {"count": count})
