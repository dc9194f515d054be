"""Handoffs: the queue that Sales answers, the list that Marketing follows, and the two answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from leads import listing
from leads.forms.handoff import RejectionForm
from leads.models import Handoff, Offer, Verdict
from leads.story import turns_of
from people.models import Role
from people.moment import now

SELLERS = (Role.SALES, Role.SALES_MANAGER)
STATES = ("waiting", "accepted", "rejected")
BY_DUE = listing.Order("answer_due_at", is_down=False)
BY_MOMENT = listing.Order("opened_at")


class HandoffList(TemplateView):
    """What waits stands first, the soonest due before the rest; what was answered, the newest first."""

    template_name = "leads/handoff_list.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Sales comes to answer: without another wish the list is what waits, and its chip says so."""
        super().setup(request, *args, **kwargs)
        if not request.GET.get("state") and getattr(request.user, "role", "") in SELLERS:
            asked: Any = request.GET.copy()
            asked["state"] = "waiting"
            request.GET = asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        user: Any = self.request.user
        state = self.request.GET.get("state", "")
        whose = self.request.GET.get("whose", "")
        rows = Handoff.objects.visible_to(user).in_state(state).of(user, whose)
        page = listing.page(
            rows.with_offers().with_answer_due(),
            BY_DUE if state == "waiting" else BY_MOMENT,
            self.request.GET.get("after", ""),
        )
        counted, is_more = listing.count(rows)
        turns = turns_of(page.rows, at)
        for turn in turns:
            turn.handoff.lead.shown_to(user)
        return super().get_context_data(
            rows=turns, next=page.next, counted=counted, is_more=is_more, state=state,
            may_answer=user.role in SELLERS, is_filtered=bool(whose) or state not in ("", "waiting"), **kwargs,
        )  # fmt: skip


class HandoffDetail(DetailView):
    """One delivery: what came with it, what is missing, who was asked, what was answered, and its clocks."""

    context_object_name = "handoff"

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Handoff.objects.visible_to(user).with_offers().select_related("definition_version__definition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        (turn,) = turns_of([self.object], now())
        self.object.lead.shown_to(user)
        may_answer = user.role in SELLERS and turn.last is not None and turn.verdict is None
        return super().get_context_data(turn=turn, may_answer=may_answer, **kwargs)


def offer_to_answer(request: HttpRequest, pk: int) -> Offer:
    """The last offer of the handoff, if this person may answer it; what they can't see doesn't exist for them."""
    user: Any = request.user
    offers = Offer.objects.filter(handoff=pk).select_related("handoff__lead", "team").order_by("-number")
    if offer := (offers.answerable_by(user) | offers.once_offered_to(user)).first():
        return offer
    if Handoff.objects.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied
    raise Http404


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    at, offer = now(), offer_to_answer(request, pk)
    verdict = offer.decide(Verdict.Kind.ACCEPTED, by=request.user, at=at)  # type: ignore[arg-type]
    say(request, verdict, Verdict.Kind.ACCEPTED, _("Accepted. The lead is yours."))
    return back(request, offer)


def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason; as a dialog of the queue, and as a page of its own where there is no script."""
    at, offer = now(), offer_to_answer(request, pk)
    form = RejectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verdict = form.save(offer, by=request.user, at=at)  # type: ignore[arg-type]
        say(request, verdict, Verdict.Kind.REJECTED, _("Sent back to Marketing with your reason."))
        return back(request, offer)
    page = "leads/_rejection.html" if request.htmx else "leads/rejection_form.html"  # type: ignore[attr-defined]
    context = {"form": form, "handoff": offer.handoff, "next": local_next(request)}
    return render(request, page, context, status=422 if form.errors else 200)


def say(request: HttpRequest, verdict: Verdict, asked: str, done: str) -> None:
    if verdict.by_id == request.user.pk and verdict.kind == asked:
        messages.success(request, done)
        return
    said = _("%(who)s answered first: %(answer)s. Nothing was changed.")
    messages.info(request, said % {"who": verdict.by or _("A rule"), "answer": verdict.get_kind_display()})


def local_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def back(request: HttpRequest, offer: Offer) -> HttpResponse:
    """To where the answer was given, else to the handoff; to the queue if it is out of sight now."""
    user: Any = request.user
    seen = Handoff.objects.visible_to(user).filter(pk=offer.handoff_id).exists()
    address = local_next(request) or (
        offer.handoff.get_absolute_url() if seen else reverse("handoffs:handoff-list")
    )
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
