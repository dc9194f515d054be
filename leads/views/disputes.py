"""What Marketing says to what came back, and what RevOps rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from leads import listing
from leads.forms.loop import AnswerForm, DisputeForm, RulingForm
from leads.handing import State, TooLate, Verb
from leads.models import Handoff
from leads.story import turns_of
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now

from .sheets import Sheet, ask, handoff_for, said, too_late

MARKETERS = (Role.MARKETING, Role.MARKETING_MANAGER, Role.REVOPS)
BY_ANSWER = listing.Order("said_at")
BY_DUE = listing.Order("answer_due_at", is_down=False)


class CameBack(TemplateView):
    """What Marketing has to see to: returned for data, rejected and open to dispute, disputed."""

    template_name = "leads/came_back.html"
    tabs = (State.RETURNED, State.REJECTED, State.DISPUTED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        user: Any = self.request.user
        seen = Handoff.objects.visible_to(user)
        asked = self.request.GET.get("tab", "")
        tab = State(asked) if asked in self.tabs else State.RETURNED
        found = {one: seen.came_back(one, at) for one in self.tabs}
        after = self.request.GET.get("after", "")
        order = BY_DUE if tab != State.REJECTED else BY_ANSWER
        page = listing.page(found[tab].with_offers().with_answer_due(), order, after)
        rows = turns_of(page.rows, at, user)
        for turn in rows:
            turn.handoff.lead.shown_to(user)
        tabs = [(one, listing.count(rows_of)[0]) for one, rows_of in found.items()]
        counted, is_more = listing.count(found[tab])
        return super().get_context_data(
            rows=rows, tab=tab, tabs=tabs, next=page.next, counted=counted, is_more=is_more, **kwargs
        )


class Arbitration(TemplateView):
    """The disputes that RevOps has to rule on, the soonest due first."""

    template_name = "leads/arbitration.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        user: Any = self.request.user
        disputed = Handoff.objects.visible_to(user).in_state(State.DISPUTED)
        page = listing.page(
            disputed.with_offers().with_answer_due(), BY_DUE, self.request.GET.get("after", "")
        )
        counted, is_more = listing.count(disputed)
        ruled = Handoff.objects.visible_to(user).ruled().with_offers()[:10]
        return super().get_context_data(
            rows=turns_of(page.rows, at, user), ruled=turns_of(ruled, at, user), next=page.next,
            counted=counted, is_more=is_more, **kwargs,
        )  # fmt: skip


came_back = for_roles(*MARKETERS)(CameBack.as_view())
arbitration = for_roles(Role.REVOPS)(Arbitration.as_view())


def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.ANSWER)
    if handoff.state is not State.RETURNED:
        return too_late(request, handoff, TooLate(handoff.state))
    form = AnswerForm(said(request), handoff=handoff)
    returned = handoff.turns()[-1].verdict

    def save() -> Any:
        done = form.save(handoff, by=request.user, at=now())
        messages.success(request, _("Answered. The lead is with Sales again."))
        return done

    sheet = Sheet(
        _("Answer the return: %(lead)s") % {"lead": handoff.lead},
        _("Fill in what Sales asks for; the lead goes back to whoever returned it, and their clock goes on."),
        _("Send back to Sales"),
        told=[returned.note] if returned.note else [],
    )
    return ask(request, handoff, form, sheet, save)


def dispute(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.DISPUTE)
    form = DisputeForm(said(request))
    verdict = getattr(handoff.turns()[-1], "verdict", None)

    def save() -> Any:
        done = form.save(handoff, by=request.user, at=now())
        messages.success(request, _("Disputed. RevOps rules on it."))
        return done

    sheet = Sheet(
        _("Dispute the rejection: %(lead)s") % {"lead": handoff.lead},
        _("RevOps reads your argument and rules. Overturned, the lead goes to Sales again."),
        _("Send to arbitration"),
        told=_said(verdict),
    )
    return ask(request, handoff, form, sheet, save)


def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    handoff = handoff_for(request, pk, Verb.OVERTURN)
    form = RulingForm(said(request))
    verdict = getattr(handoff.turns()[-1], "verdict", None)
    raised = getattr(verdict, "dispute", None)

    def save() -> Any:
        done = form.save(handoff, by=request.user, at=now())
        messages.success(request, _("Ruled. Both teams see it on the handoff."))
        return done

    sheet = Sheet(
        _("Rule on the dispute: %(lead)s") % {"lead": handoff.lead},
        _("Both teams read your grounds. The first ruling stands."),
        pgettext("to rule on a dispute", "Rule"),
        told=[*_said(verdict), *([raised.argument] if raised else [])],
    )
    return ask(request, handoff, form, sheet, save)


def _said(verdict: Any) -> list[str]:
    """Why the lead was rejected, as Sales said it."""
    if verdict is None or verdict.reason is None:
        return []
    return [verdict.reason.name, *([verdict.note] if verdict.note else [])]
