"""Handoffs: the queue that Sales answers, the list that Marketing follows, and each of them with its turns."""

from typing import Any

from django.http import HttpRequest
from django.views.generic import DetailView, TemplateView

from leads import listing
from leads.forms.feedback import BESIDE, FeedbackForm
from leads.models import Handoff
from leads.story import turns_of
from people.models import Role, User
from people.moment import now
from people.querystrings import key_of

SELLERS = (Role.SALES, Role.SALES_MANAGER)
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
        turns = turns_of(page.rows, at, user)
        person = key_of(whose)
        for turn in turns:
            turn.handoff.lead.shown_to(user)
        may_answer = user.role in SELLERS
        return super().get_context_data(
            rows=turns, next=page.next, counted=counted, is_more=is_more, state=state, may_answer=may_answer,
            ticks=may_answer and state == "waiting",
            person=User.objects.filter(pk=person).first() if person else None,
            is_filtered=bool(whose) or state not in ("", "waiting"), **kwargs,
        )  # fmt: skip


class HandoffDetail(DetailView):
    """One delivery: what came with it, what is missing, who was asked, what was answered, and its clocks."""

    context_object_name = "handoff"

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Handoff.objects.visible_to(user).with_offers().select_related("definition_version__definition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        (turn,) = turns_of([self.object], now(), user)
        self.object.lead.shown_to(user)
        said = None if user.sees_masked else FeedbackForm(auto_id=BESIDE)
        return super().get_context_data(turn=turn, feedback_form=said, **kwargs)
