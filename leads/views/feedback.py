"""Feedback to Marketing: said on a lead's page, listed, and answered in a thread."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from leads import listing
from leads.forms.feedback import FeedbackForm, ReplyForm
from leads.models import Feedback, Lead
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role, User
from people.moment import now

SPEAKERS = (Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER, Role.SALES, Role.SALES_MANAGER)
"""Who sees whom a remark is about."""
STATES = {"waiting": Feedback.objects.waiting, "answered": Feedback.objects.answered}
BY_MOMENT = listing.Order("occurred_at")


@method_decorator(for_roles(*SPEAKERS), name="dispatch")
class FeedbackList(TemplateView):
    """What waits for an answer, and what was answered; the newest first."""

    template_name = "leads/feedback_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        state = self.request.GET.get("state", "")
        rows = STATES[state]() if state in STATES else Feedback.objects.all()
        rows = rows.effective().visible_to(user)
        if self.request.GET.get("urgent"):
            rows = rows.urgent()
        page = listing.page(rows.for_list(), BY_MOMENT, self.request.GET.get("after", ""))
        counted, is_more = listing.count(rows)
        return super().get_context_data(
            rows=page.rows,
            next=page.next,
            counted=counted,
            is_more=is_more,
            is_filtered=bool(state or self.request.GET.get("urgent")),
            **kwargs,
        )


@require_POST
def create(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the page of a lead, or of its handoff."""
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=pk)
    if request.user.sees_masked:
        raise PermissionDenied
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "leads/feedback_form.html", {"form": form, "lead": lead}, status=422)
    said = form.save(lead, by=request.user, at=now())
    told = _("Marketing's managers are told now.") if said.is_urgent else _("Marketing will read it here.")
    messages.success(request, told)
    return redirect(said)


def find(user: User, pk: int) -> Feedback:
    found: Feedback = get_object_or_404(
        Feedback.objects.effective().visible_to(user).for_list(),
        pk=pk,
    )
    return found


@require_safe
@for_roles(*SPEAKERS)
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _thread(request, find(request.user, pk), ReplyForm())


@require_POST
@for_roles(*SPEAKERS)
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    feedback, form = find(request.user, pk), ReplyForm(request.POST)
    if not form.is_valid():
        return _thread(request, feedback, form, status=422)
    form.save(feedback, by=request.user, at=now())
    messages.success(request, _("Replied."))
    return redirect(feedback)


def _thread(request: SignedInRequest, feedback: Feedback, form: ReplyForm, status: int = 200) -> HttpResponse:
    context = {"feedback": feedback, "lead": feedback.about, "replies": feedback.replies(), "form": form}
    return render(request, "leads/feedback_detail.html", context, status=status)
