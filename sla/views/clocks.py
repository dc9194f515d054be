"""The board of running clocks, and why a deadline is what it is."""

from typing import Any

from django.http import Http404
from django.views.generic import DetailView, TemplateView

from people.asking import SignedInRequest
from people.keyset import CursorFault
from people.moment import now
from sla.board import Board, opens_at
from sla.choices import choices_for
from sla.faces import faces
from sla.filters import BoardAsked
from sla.models import Clock
from sla.story import tell_story
from sla.subjects import subjects


class ClockList(TemplateView):
    """What is overdue stands first, then what is at risk; the page asks for it again every few seconds."""

    request: SignedInRequest

    def get_template_names(self) -> list[str]:
        is_again = bool(self.request.htmx)
        return ["sla/_board.html" if is_again else "sla/clock_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        asked = BoardAsked.of(self.request.GET, user)
        board = Board(user, asked, now())
        try:
            rows, following = board.page(self.request.GET.get("after", ""))
        except CursorFault as fault:
            raise Http404 from fault
        return super().get_context_data(
            board=board,
            rows=rows,
            next=following,
            opens_at=opens_at(rows),
            is_filtered=asked != BoardAsked(),
            choices=choices_for(user, board.sources()),
            may_acknowledge_many=user.is_manager or user.is_revops,
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
