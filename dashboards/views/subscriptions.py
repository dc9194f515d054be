"""What the reader gets by mail: asking for it, seeing it now, ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dashboards.models import Subscription
from dashboards.subscriptions import sending, words
from dashboards.subscriptions.contents import may_get, name_of, url_of
from dashboards.subscriptions.forms import SubscriptionForm
from dashboards.subscriptions.working import next_for
from people.asking import SignedInRequest
from people.moment import now


@require_safe
def subscription_list(request: SignedInRequest) -> HttpResponse:
    rows = [
        {"one": one, "name": name_of(one), "url": url_of(one), "when": words.when(one)}
        for one in Subscription.objects.visible_to(request.user).standing()
    ]
    return render(request, "dashboards/subscriptions/subscription_list.html", {"rows": rows})


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link of a mail: on to the board with its filters, or to the reports."""
    return redirect(url_of(get_object_or_404(Subscription.objects.visible_to(request.user), pk=pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("board", "query", "report")}
    form = SubscriptionForm(request.POST or None, user=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        wanted, at = form.wanted, now()
        wanted.next_at = next_for(request.user, wanted.rhythm, at)
        one = Subscription.objects.subscribe(wanted, at)
        messages.success(request, _("You get it %(when)s.") % {"when": words.when(one)})
        return redirect("dashboards:subscription-list")
    named: dict[str, Any] = {**asked, **{name: request.POST.get(name, "") for name in asked if request.POST}}
    what = Subscription(owner=request.user, board=named["board"][:20], report=named["report"][:20])
    context = {"form": form, "name": name_of(what), "is_known": may_get(what, request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "dashboards/subscriptions/form.html", context, status=status)


@require_POST
def send_now(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Subscription.objects.visible_to(request.user).standing(), pk=pk)
    sending.send_now(one, now())
    messages.success(
        request, _("On its way to %(address)s; it takes a moment.") % {"address": request.user.email}
    )
    return redirect("dashboards:subscription-list")


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Subscription.objects.visible_to(request.user), pk=pk)
    one.end(now())
    messages.success(request, _("Ended. Nothing more is sent."))
    return redirect("dashboards:subscription-list")
