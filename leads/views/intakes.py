"""What each person of Sales takes: skills, languages, territories and caps, beside what they have now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.forms.routing import IntakeForm
from leads.models import Intake
from leads.models.routing.rotas import offered_today, open_leads
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Absence, Role, User
from people.moment import now

WRITERS = (Role.REVOPS, Role.SALES_MANAGER)


def sellers_of(user: User) -> "list[User]":
    """Whose intake this person sees to: RevOps everybody's in Sales, a manager the team's."""
    found = User.objects.with_role(Role.SALES, Role.SALES_MANAGER).select_related("team", "intake")
    return list((found if user.is_revops else found.filter(team=user.team_id)).order_by("team__name", "name"))


@require_safe
@for_roles(*WRITERS)
def intake_list(request: SignedInRequest) -> HttpResponse:
    at = now()
    sellers = sellers_of(request.user)
    people = [seller.pk for seller in sellers]
    opened, today = open_leads(people), offered_today(people, at)
    away = set(
        Absence.objects.on(at.astimezone(request.organisation.zone).date()).values_list("user", flat=True)
    )
    rows = [
        (
            seller,
            getattr(seller, "intake", None),
            opened.get(seller.pk, 0),
            today.get(seller.pk, 0),
            seller.pk in away,
        )
        for seller in sellers
    ]
    return render(request, "leads/intake_list.html", {"rows": rows})


@for_roles(*WRITERS)
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(
        User.objects.filter(pk__in=[one.pk for one in sellers_of(request.user)]), pk=pk
    )
    intake = Intake.objects.filter(person=person).first() or Intake(person=person)
    form = IntakeForm(request.POST if request.method == "POST" else None, instance=intake)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Saved. It counts from the next lead on."))
        return redirect("leads:intake-list")
    context = {"form": form, "person": person}
    return render(request, "leads/intake_form.html", context, status=422 if form.errors else 200)
