"""What left the house and what did not: RevOps looks, and tries again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from people import keyset
from people.asking import SignedInRequest
from people.models import Channel, Delivery, State
from people.moment import now

SHOWN = 50


@require_safe
def delivery_list(request: SignedInRequest) -> HttpResponse:
    rows = Delivery.objects.select_related("user", "endpoint").chosen(
        states=request.GET.getlist("state"), channels=request.GET.getlist("channel")
    )
    found = keyset.page_of(rows, ("-pk",), request.GET.get("after", ""), SHOWN)
    context = {"rows": found.rows, "next": found.next, "states": State.choices, "channels": Channel.choices}
    return render(request, "people/delivery_list.html", context | {"stuck": Delivery.objects.stuck().count()})


@require_POST
def replay(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, pk=pk)
    Delivery.objects.filter(pk=delivery.pk).replay(now())
    messages.success(request, _("It is tried again."))
    return redirect("delivery-list")


@require_POST
def replay_all(request: SignedInRequest) -> HttpResponse:
    count = Delivery.objects.replay(now())
    words = ngettext("%(count)s delivery is tried again.", "%(count)s deliveries are tried again.", count)
    messages.success(request, words % {"count": count})
    return redirect("delivery-list")
