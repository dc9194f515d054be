"""Leads: the list and its files, one lead, a lead made by hand, and a hand that hands off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from leads import listing
from leads.foretelling import foretell
from leads.forms.feedback import BESIDE, FeedbackForm
from leads.forms.filters import CELLS, GRADES, MINE, asked_of, order_of
from leads.forms.lead import LeadForm
from leads.forms.touch import TouchForm
from leads.models import ExternalId, Lead, Stage
from leads.models.narrowing import BLANK
from leads.models.settling.settling import hand_over
from leads.story import tell
from people.doors import for_roles
from people.models import Role, User
from people.moment import now
from people.querystrings import keys_of

from .proposals import proposal_for

WRITERS = (Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER)
"""Who brings leads in and hands them off."""


class LeadList(TemplateView):
    """The newest first; the filters stand in the address."""

    template_name = "leads/lead_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        asked = asked_of(self.request.GET, user)
        rows = Lead.objects.visible_to(user).narrowed(asked)
        page = listing.page(rows.for_list(), order_of(self.request.GET), self.request.GET.get("after", ""))
        counted, is_more = listing.count(rows)
        return super().get_context_data(
            rows=[lead.shown_to(user) for lead in page.rows],
            next=page.next,
            counted=counted,
            is_more=is_more,
            is_filtered=any(asked.values()),
            may_write=user.role in WRITERS,
            **choices(user, asked["grade"]),
            **kwargs,
        )


def choices(user: User, grades: list[str]) -> dict[str, Any]:
    """What the filters offer: (value, label); a cell of the square of grades only where it was asked for."""
    sources, segments = Lead.objects.words()
    unstated = [(BLANK, _("Not stated"))]
    sellers = list(
        User.objects.with_role(Role.SALES, Role.SALES_MANAGER).select_related("team").order_by("name")
    )
    teams = {seller.team_id: str(seller.team) for seller in sellers if seller.team_id}
    return {
        "stages": Stage.choices,
        "sources": [*((source, source) for source in sources), *unstated],
        "segments": [*((segment, segment) for segment in segments), *unstated],
        "owners": [
            (MINE, _("Me")),
            *((seller.pk, str(seller)) for seller in sellers),
            (BLANK, _("Nobody yet")),
        ],
        "teams": [*teams.items(), (BLANK, _("Nobody yet"))] if user.sees_every_lead else [],
        "grades": [(one, one) for one in [*GRADES, *sorted(CELLS.intersection(grades))]],
        "systems": [(system, system) for system in ExternalId.objects.systems()],
    }


class LeadDetail(DetailView):
    """Everything that is known of a lead, and from whom."""

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Lead.objects.visible_to(user).for_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        user: Any = self.request.user
        story = tell(self.object, user, at, before=self.request.GET.get("after", ""))
        self.object.shown_to(user)
        form = TouchForm(by=user) if not user.sees_masked else None
        return super().get_context_data(
            story=story,
            form=form,
            feedback_form=FeedbackForm(auto_id=BESIDE) if form else None,
            may_write=user.role in WRITERS,
            foretold=foretell(self.object, at),
            **proposal_for(self.object, user),
            **kwargs,
        )


@for_roles(*WRITERS)
def create(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lead = form.save(by=user, at=now())
        if lead is None:
            messages.warning(request, _("This person was erased on request and isn't taken in again."))
            return redirect("leads:lead-list")
        messages.success(request, _("The lead is in."))
        return redirect(lead)
    return render(request, "leads/lead_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@for_roles(*WRITERS)
def hand_off(request: HttpRequest) -> HttpResponse:
    """The ticked leads go to Sales now, without waiting for a definition to fire."""
    wanted = keys_of(request.POST.getlist("pk")[:1000])
    user: Any = request.user
    ids = list(Lead.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))
    done = len(hand_over(ids, by=request.user, at=now()))
    if done:
        said = ngettext("%(done)s lead handed off.", "%(done)s leads handed off.", done) % {"done": done}
        messages.success(request, said)
    if done < len(ids):
        said = ngettext(
            "%(left)s was not: it is with Sales already, or no routing rule takes it.",
            "%(left)s were not: they are with Sales already, or no routing rule takes them.",
            len(ids) - done,
        )
        messages.warning(request, said % {"left": len(ids) - done})
    return redirect("leads:lead-list")
