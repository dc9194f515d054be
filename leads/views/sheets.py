"""A question about one handoff: a dialog of the page it is asked from, and a page of its own where there is no script."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from leads.handing import TooLate, Verb
from leads.models import Handoff
from leads.wording import state_label
from people.asking import SignedInRequest


@dataclass(frozen=True)
class Sheet:
    """How a question is put: its words, where it is sent, and whether it can hurt."""

    title: Any
    lede: Any
    button: Any
    is_harsh: bool = False
    told: Sequence[str] = ()
    """Words of the other side that the answer is about."""


def handoff_for(request: SignedInRequest, pk: int, verb: Verb) -> Handoff:
    """The handoff, if this person may do this; what they can't see doesn't exist for them."""
    seen = Handoff.objects.visible_to(request.user).with_offers()
    handoff = seen.filter(pk=pk).first()
    if handoff is None:
        raise Http404
    if not Handoff.objects.open_to(request.user, verb).filter(pk=pk).exists():
        raise PermissionDenied
    return handoff


def said(request: SignedInRequest) -> QueryDict | None:
    """What was sent; None where the question is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(
    request: SignedInRequest, handoff: Handoff, form: forms.Form, sheet: Sheet, save: Callable[[], Any]
) -> HttpResponse:
    """Show the question, or take the answer. `save` gives back None where the form has got another word to say."""
    if request.method == "POST" and form.is_valid():
        try:
            done = save()
        except TooLate as late:
            return too_late(request, handoff, late)
        if done is not None:
            return back(request, handoff)
    page = "leads/_sheet.html" if is_htmx(request) else "leads/sheet_form.html"
    context = {"form": form, "handoff": handoff, "sheet": sheet, "next": local_next(request)}
    return render(request, page, context, status=422 if form.errors else 200)


def too_late(request: SignedInRequest, handoff: Handoff, late: TooLate) -> HttpResponse:
    words = _("This can't be done now: %(state)s.") % {"state": state_label(late.state)}
    nothing = _("Nothing was changed.")
    messages.info(request, f"{words} {nothing}")
    return back(request, handoff)


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def local_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def back(request: SignedInRequest, handoff: Handoff) -> HttpResponse:
    """To where the answer was given, else to the handoff; to the queue if it is out of sight now."""
    seen = Handoff.objects.visible_to(request.user).filter(pk=handoff.pk).exists()
    address = local_next(request) or (
        handoff.get_absolute_url() if seen else reverse("handoffs:handoff-list")
    )
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def undo(*handoffs: int) -> str:
    """Under which address these answers are taken back, as a message says it."""
    query = "&".join(f"pk={pk}" for pk in handoffs)
    return f"undo:{reverse('handoffs:retraction-create')}?{query}"
