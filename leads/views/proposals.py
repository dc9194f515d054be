"""Leads that meet what both teams call disqualified: a person says whether they go."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from leads.handing import MARKETING, REVOPS, SALES, State, TooLate, Unproved
from leads.models import Lead, Proposal
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role, User
from people.moment import now

from .sheets import local_next

DECIDERS = tuple(Role(one) for one in sorted(SALES | MARKETING | REVOPS))
WHERE_ANSWERED = {
    State.WAITING: "handoffs:rejection-create",
    State.ACCEPTED: "handoffs:disqualification-create",
}
"""Who has the lead says so with a reason, where they answer handoffs."""


class ProposalList(ListView[Proposal]):
    """What waits for this reader's decision, the oldest first."""

    template_name = "leads/proposal_list.html"
    context_object_name = "proposals"
    paginate_by = 50

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Proposal.objects.asked_of(user).for_list().order_by("proposed_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user: Any = self.request.user
        for one in context["proposals"]:
            one.lead.shown_to(user)
        return context


proposal_list = for_roles(*DECIDERS)(ProposalList.as_view())


def proposal_for(lead: Lead, user: User) -> dict[str, Any]:
    """What is proposed of this lead, and whether this reader decides."""
    proposal = Proposal.objects.waiting().filter(lead=lead).for_list().first()
    mine = proposal and Proposal.objects.asked_of(user).filter(pk=proposal.pk).exists()
    return {"proposal": proposal, "may_decide": bool(mine)}


def asked(request: SignedInRequest, pk: int) -> Proposal:
    """The proposal, decided or not, of a lead that this person sees."""
    return get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)


@require_POST
@for_roles(*DECIDERS)
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Disqualify a lead that nobody has got; who has one is led to where they say so with a reason."""
    proposal, user = asked(request, pk), request.user
    handoff: Any = proposal.handoff
    if handoff is not None and handoff.state is not State.RECYCLED and not proposal.outcome:
        where = WHERE_ANSWERED.get(handoff.state) if user.role in SALES else None
        return redirect(where or "handoffs:handoff-detail", handoff.pk)
    if user.role in SALES:
        return redirect(proposal.lead)
    try:
        proposal.take(by=user, at=now())
    except (TooLate, Unproved):
        messages.info(request, _("The lead has gone on meanwhile. Nothing was changed."))
    else:
        _say(request, proposal)
    return _back(request, proposal)


@require_POST
@for_roles(*DECIDERS)
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = asked(request, pk)
    if Proposal.objects.asked_of(request.user).filter(pk=pk).exists():
        proposal = proposal.keep(by=request.user, at=now())
    _say(request, proposal)
    return _back(request, proposal)


def _say(request: SignedInRequest, proposal: Proposal) -> None:
    words = {
        "": _("This isn't yours to decide. Nothing was changed."),
        Proposal.Outcome.TAKEN: _("Disqualified."),
        Proposal.Outcome.KEPT: _("Kept. This version of the definition doesn't ask again."),
        Proposal.Outcome.LAPSED: _("The definition holds no more for this lead. Nothing was changed."),
    }
    messages.info(request, words[proposal.outcome])


def _back(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    return redirect(local_next(request) or proposal.lead.get_absolute_url())
