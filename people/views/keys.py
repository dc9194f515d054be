"""API keys: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.asking import SignedInRequest
from people.forms import KeyForm
from people.models import ApiKey
from people.moment import now


@require_safe
def key_list(request: SignedInRequest) -> HttpResponse:
    keys = ApiKey.objects.visible_to(request.user).select_related("user")
    return render(request, "people/key_list.html", {"keys": keys, "form": KeyForm(), "at": now()})


@require_POST
def create(request: SignedInRequest) -> HttpResponse:
    """The secret stands on this one answer and nowhere else."""
    form, at = KeyForm(request.POST), now()
    keys = ApiKey.objects.visible_to(request.user).select_related("user")
    context = {"keys": keys, "form": form, "at": at}
    if not form.is_valid():
        return render(request, "people/key_list.html", context, status=422)
    life = form.lifetime()
    asked = form.cleaned_data
    _key, secret = ApiKey.objects.issue(
        request.user, asked["name"], asked["scopes"], at, expires_at=at + life if life else None
    )
    response = render(request, "people/key_list.html", context | {"secret": secret, "form": KeyForm()})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(ApiKey.objects.visible_to(request.user), pk=pk).revoke(now())
    messages.success(request, _("The key is revoked."))
    return redirect("key-list")
