"""The board of running clocks, and why a deadline is what it is."""

from typing import Any

from django.views.generic import DetailView, TemplateView

from people.moment import now
from sla.faces import faces
from sla.models import Clock, Commitment
from sla.story import tell_story
from sla.subjects import subjects

from .paging import page_of


class ClockList(TemplateView):
    """What runs out next stands first."""

    template_name = "sla/clock_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        asked = {name: self.request.GET.get(name, "") for name in ("state", "kind", "mine")}
        rows = Clock.objects.visible_to(self.request.user).board(at, user=self.request.user, **asked)
        page = page_of(self.request, rows, ("due_at", "id"))
        names = subjects.name(page.rows, self.request.user)
        listed = [(face, *names[face.clock.pk]) for face in faces(page.rows, at)]
        return super().get_context_data(
            rows=listed,
            next=page.next,
            kinds=Commitment.Kind.choices,
            is_filtered=any(asked.values()),
            **kwargs,
        )


class ClockDetail(DetailView):
    """Why this deadline."""

    context_object_name = "clock"

    def get_queryset(self) -> Any:
        return Clock.objects.visible_to(self.request.user).with_promise()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        clock = self.object
        label, url = subjects.name([clock], self.request.user)[clock.pk]
        return super().get_context_data(
            face=faces([clock], at)[0],
            label=label,
            subject_url=url,
            story=tell_story(clock, at),
            breaches=clock.breaches.with_answers(),
            **kwargs,
        )
