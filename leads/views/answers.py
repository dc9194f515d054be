"""The answers of Sales: accept, reject in two steps, return for data, recycle, say what became of it, take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from leads.asking import ASKABLE
from leads.forms.handoff import DisqualificationForm, RecyclingForm, RejectionForm, ReturnForm
from leads.handing import TooLate, Verb
from leads.models import Handoff, Offer, Verdict
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import keys_of

from .sheets import Sheet, ask, back, handoff_for, is_htmx, local_next, said, too_late, undo

SELLERS = (Role.SALES, Role.SALES_MANAGER)
MOST = 200
PICKS = "123456789abcdefghiklmnopqrsuvwxyz"
"""The key of each reason, in their order; j and t stay free."""


def offer_to_answer(request: SignedInRequest, pk: int) -> Offer:
    """The last offer of the handoff, if this person may answer it; what they can't see doesn't exist for them."""
    user = request.user
    offers = Offer.objects.filter(handoff=pk).select_related("handoff__lead", "team").order_by("-number")
    if offer := (offers.answerable_by(user) | offers.once_offered_to(user)).first():
        return offer
    if Handoff.objects.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied
    raise Http404


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    at, offer = now(), offer_to_answer(request, pk)
    verdict = offer.decide(Verdict.Kind.ACCEPTED, by=request.user, at=at)
    say(request, verdict, Verdict.Kind.ACCEPTED, _("Accepted. The lead is yours."))
    return back(request, offer.handoff)


def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """First the reason, then the evidence that it asks for; each step is one key."""
    at, offer = now(), offer_to_answer(request, pk)
    form = RejectionForm(
        said(request), lead=offer.handoff.lead, initial={"reason": request.GET.get("reason", "")}
    )
    if request.method == "POST" and form.is_valid():
        verdict = form.save(offer, by=request.user, at=at)
        if verdict is not None:
            say(request, verdict, Verdict.Kind.REJECTED, _("Rejected. Marketing reads your reason."))
            return back(request, offer.handoff)
    page = "leads/_rejection.html" if is_htmx(request) else "leads/rejection_form.html"
    context = {"form": form, "handoff": offer.handoff, "next": local_next(request)}
    context["picks"] = list(zip(PICKS, form.reasons, strict=False))
    return render(request, page, context, status=422 if form.errors else 200)


def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    at, offer = now(), offer_to_answer(request, pk)
    form = ReturnForm(said(request), lead=offer.handoff.lead)

    def save() -> Verdict:
        verdict = form.save(offer, by=request.user, at=at)
        say(request, verdict, Verdict.Kind.RETURNED, _("Returned. Your clock waits for Marketing."))
        return verdict

    sheet = Sheet(
        _("Return for data: %(lead)s") % {"lead": offer.handoff.lead},
        _("Marketing fills in what you ask for and the lead comes back to you; meanwhile your clock stands."),
        _("Return to Marketing"),
    )
    return ask(request, offer.handoff, form, sheet, save)


def recycle(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.RECYCLE)
    form = RecyclingForm(said(request))

    def save() -> Any:
        done = form.save(handoff, by=request.user, at=now())
        if done is not None:
            messages.success(request, _("Recycled. The lead comes back on its day."), extra_tags=undo(pk))
        return done

    sheet = Sheet(
        _("Recycle: %(lead)s") % {"lead": handoff.lead},
        _("Not now, perhaps later: the lead waits in a list and comes back on that day as a new cycle."),
        _("Recycle"),
    )
    return ask(request, handoff, form, sheet, save)


@require_POST
def qualify(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.QUALIFY)
    try:
        handoff.dispose(Verb.QUALIFY, by=request.user, at=now())
    except TooLate as late:
        return too_late(request, handoff, late)
    messages.success(request, _("It is an SQL now."))
    return back(request, handoff)


def disqualify(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.DISQUALIFY)
    form = DisqualificationForm(said(request))

    def save() -> Any:
        done = handoff.dispose(Verb.DISQUALIFY, by=request.user, at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("Disqualified."))
        return done

    sheet = Sheet(
        _("Disqualify: %(lead)s") % {"lead": handoff.lead},
        _("You accepted this lead and it turned out to be none: Marketing learns why."),
        _("Disqualify"),
        is_harsh=True,
    )
    return ask(request, handoff, form, sheet, save)


@require_POST
@for_roles(*SELLERS)
def answer_many(request: SignedInRequest) -> HttpResponse:
    """The ticked handoffs are accepted, or returned for what each of them lacks."""
    ids = ticked(request)
    offers = Offer.objects.open().answerable_by(request.user).filter(handoff__in=ids)
    is_return = "return" in request.POST
    done, at = [], now()
    for offer in offers.select_related("handoff__lead").order_by("handoff"):
        lead = offer.handoff.lead
        lacks = [name for name in ASKABLE[:8] if getattr(lead, name) in ("", None)]
        if is_return and not lacks:
            continue
        kind = Verdict.Kind.RETURNED if is_return else Verdict.Kind.ACCEPTED
        asked: dict[str, Any] = {"asked": lacks} if is_return else {}
        verdict = offer.decide(kind, by=request.user, at=at, **asked)
        if verdict.recorded_at == at:
            done.append(offer.handoff_id)
    said_many(request, done, len(ids), is_return)
    return redirect(local_next(request) or reverse("handoffs:handoff-list"))


def said_many(request: SignedInRequest, done: list[int], asked: int, is_return: bool) -> None:
    if done:
        words = (
            ngettext("%(n)s lead returned.", "%(n)s leads returned.", len(done))
            if is_return
            else ngettext("%(n)s lead accepted.", "%(n)s leads accepted.", len(done))
        )
        messages.success(request, words % {"n": len(done)}, extra_tags=undo(*done))
    if left := asked - len(done):
        words = ngettext(
            "%(n)s stayed as it was: answered before, or nothing is missing.",
            "%(n)s stayed as they were: answered before, or nothing is missing.",
            left,
        )
        messages.info(request, words % {"n": left})


@require_POST
@for_roles(*SELLERS)
def take_back(request: SignedInRequest) -> HttpResponse:
    """The undo of one's own answers of a moment ago; of several, those that can still be taken back."""
    taken = 0
    for handoff in Handoff.objects.open_to(request.user, Verb.TAKE_BACK).filter(pk__in=ticked(request)):
        try:
            handoff.take_back(by=request.user, at=now())
            taken += 1
        except TooLate:
            messages.info(request, _("It is too late to take this back: %(lead)s") % {"lead": handoff.lead})
    if taken:
        messages.success(request, _("Taken back. It waits in the queue again."))
    return redirect(local_next(request) or reverse("handoffs:handoff-list"))


def ticked(request: SignedInRequest) -> list[int]:
    sent = [*request.POST.getlist("pk"), *request.GET.getlist("pk")][:MOST]
    return keys_of(sent)


def say(request: SignedInRequest, verdict: Verdict, asked: str, done: str) -> None:
    if verdict.by_id == request.user.pk and verdict.kind == asked:
        messages.success(request, done, extra_tags=undo(verdict.offer.handoff_id))
        return
    words = _("%(who)s answered first: %(answer)s. Nothing was changed.")
    messages.info(request, words % {"who": verdict.who, "answer": verdict.get_kind_display()})
