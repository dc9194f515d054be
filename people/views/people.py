"""The people and teams of the company; RevOps invites and edits them."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from people.asking import SignedInRequest
from people.forms import OrganisationForm, PersonForm, TeamForm
from people.models import Notification, Organisation, Team, User
from people.moment import now
from people.notices import Notice

from .forms import form_page


class PersonList(TemplateView):
    request: SignedInRequest
    template_name = "people/person_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = User.objects.visible_to(self.request.user).matching(self.request.GET.get("q", ""))
        listed = Prefetch("members", people)
        teams = Team.objects.select_related("calendar").prefetch_related(listed)
        return super().get_context_data(teams=teams, others=people.filter(team=None), **kwargs)


def create_person(request: SignedInRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, by=request.user)

    def save() -> None:
        user = form.save(commit=False)
        user.set_unusable_password()
        user.save()
        invite(user)

    lede = _("They get a mail with a link to choose their password.")
    return form_page(request, form, _("Invite a person"), save, reverse("person-list"), lede)


def invite(user: User) -> None:
    """Once a minute at most; the link is made when the mail goes out and is kept nowhere."""
    at = now()
    topic = f"{user.pk}:{at:%Y-%m-%dT%H:%M}"
    Notification.objects.announce([Notice(user.pk, "invitation", topic, {"user": user.pk}, urgent=True)], at)


def update_person(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=person, by=request.user)
    return form_page(request, form, str(person), form.save, reverse("person-list"))


@require_POST
def create_invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    invite(get_object_or_404(User.objects.active(), pk=pk))
    messages.success(request, _("The invitation is on its way."))
    return redirect("person-list")


def create_team(request: SignedInRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    return form_page(request, form, _("New team"), form.save, reverse("person-list"))


def update_team(request: SignedInRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=pk)
    form = TeamForm(request.POST or None, instance=team)
    return form_page(request, form, str(team), form.save, reverse("person-list"))


def update_organisation(request: SignedInRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=Organisation.current())
    return form_page(request, form, _("Your company"), form.save, reverse("person-list"))
