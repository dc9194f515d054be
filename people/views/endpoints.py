"""Where notices go besides the bell and the mailbox."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.asking import SignedInRequest
from people.forms import EndpointForm
from people.models import Endpoint

from .forms import form_page


@require_safe
def endpoint_list(request: SignedInRequest) -> HttpResponse:
    rows = Endpoint.objects.visible_to(request.user).select_related("user", "team")
    return render(request, "people/endpoint_list.html", {"rows": rows})


def create_endpoint(request: SignedInRequest) -> HttpResponse:
    form = EndpointForm(request.POST or None, by=request.user, initial={"user": request.user.pk})
    lede = _(
        "A chat's incoming webhook, or a program that takes Standard Webhooks. The address is kept encrypted."
    )
    return form_page(request, form, _("New endpoint"), form.save, reverse("endpoint-list"), lede)


def update_endpoint(request: SignedInRequest, pk: int) -> HttpResponse:
    endpoint = get_object_or_404(Endpoint.objects.visible_to(request.user), pk=pk)
    form = EndpointForm(request.POST or None, instance=endpoint, by=request.user)
    return form_page(request, form, endpoint.name, form.save, reverse("endpoint-list"))


@require_POST
def enable(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Endpoint.objects.visible_to(request.user), pk=pk).enable()
    messages.success(request, _("It is on again."))
    return redirect("endpoint-list")


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Endpoint.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("Removed."))
    return redirect("endpoint-list")


@require_safe
def secret(request: SignedInRequest, pk: int) -> HttpResponse:
    """The signing secret, for whoever sets up the other side."""
    endpoint = get_object_or_404(Endpoint.objects.visible_to(request.user), pk=pk, kind=Endpoint.Kind.WEBHOOK)
    response = render(request, "people/endpoint_secret.html", {"endpoint": endpoint})
    response["Cache-Control"] = "no-store"
    return response
