"""Connections: which sources may send, and how they are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from integrations.forms import BenchForm, ConnectionForm, SecretForm
from integrations.models import Connection, RejectedDelivery
from integrations.samples import sample
from integrations.wording import reason
from people.moment import now

from .asking import Asked
from .bench import try_out

REFUSED_SHOWN = 10


@require_safe
def connection_list(request: Asked) -> HttpResponse:
    rows = Connection.objects.visible_to(request.user).with_counts()
    return render(request, "integrations/connection_list.html", {"rows": rows})


def create(request: Asked) -> HttpResponse:
    """The secret is shown once, on the page that answers."""
    form = ConnectionForm(request.POST or None, initial={"kind": request.GET.get("kind", "standard")})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "integrations/connection_form.html", {"form": form}, status=status)
    connection = Connection.objects.open(**form.cleaned_data, by=request.user, at=now())
    return _shown_once(request, connection, is_new=True)


@require_safe
def detail(request: Asked, pk: int) -> HttpResponse:
    connection = _find(request, pk)
    form = BenchForm(initial={"body": sample(connection.kind, connection.portal_id, now())})
    return render(request, "integrations/connection_detail.html", _shown(connection) | {"form": form})


@require_POST
def send_sample(request: Asked, pk: int) -> HttpResponse:
    """A message through the real door, read as any other, and taken back: nothing of it stays."""
    connection = _find(request, pk)
    form = BenchForm(request.POST)
    tried = None
    if form.is_valid():
        tried = try_out(connection, form.cleaned_data["body"].encode(), form.cleaned_data["is_forged"], now())
    return render(
        request, "integrations/connection_detail.html", _shown(connection) | {"form": form, "tried": tried}
    )


def rotate(request: Asked, pk: int) -> HttpResponse:
    """A new secret; the one before opens for another day."""
    connection = _find(request, pk)
    form = SecretForm(request.POST or None, kind=connection.kind)
    if request.method != "POST" or not form.is_valid():
        return render(request, "integrations/secret_form.html", {"form": form, "connection": connection})
    connection.rotate(by=request.user, at=now(), secret=form.cleaned_data["secret"])
    return _shown_once(request, connection, is_new=False)


@require_POST
def switch(request: Asked, pk: int) -> HttpResponse:
    connection = _find(request, pk)
    connection.switch(request.POST.get("is_active") == "1")
    messages.success(request, _("Saved."))
    return redirect(connection)


@require_POST
def prove_again(request: Asked, pk: int) -> HttpResponse:
    """Check the refused messages with the secrets of today."""
    connection = _find(request, pk)
    count = RejectedDelivery.objects.prove_again(connection, now())
    words = ngettext("%(count)s message could be proved.", "%(count)s messages could be proved.", count)
    messages.success(request, words % {"count": count})
    return redirect(connection)


def _find(request: Asked, pk: int) -> Connection:
    return get_object_or_404(Connection.objects.visible_to(request.user).with_counts(), pk=pk)


def _shown(connection: Connection) -> dict[str, object]:
    refused = list(connection.rejected.all()[:REFUSED_SHOWN])
    return {"connection": connection, "refused": [(row, reason(row.reason)) for row in refused]}


def _shown_once(request: Asked, connection: Connection, is_new: bool) -> HttpResponse:
    context = {"connection": connection, "is_new": is_new}
    response = render(request, "integrations/connection_secret.html", context)
    response["Cache-Control"] = "no-store"
    return response
