"""Promises kept: both teams side by side, and the rows behind what Marketing promised by number."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dashboards import promise_chart
from dashboards.asking import Window
from dashboards.boards.promises import PromisesBoard
from dashboards.compliance import Compliance
from dashboards.counted import counted_promises, rows_behind, tile_of
from leads.models import Handoff
from people.asking import SignedInRequest
from sla.filters import day_of
from sla.models import Commitment

from .asking import named, page_of
from .frame import framed, looked
from .rows import SHOWN


class ComplianceBoard(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/sla.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, look = looked(self.request)
        board = Compliance(look.asked, look.at)
        counted = counted_promises(self.request.user, look.at)
        drawn = {} if board.is_empty else promise_chart.by_week(board)
        return super().get_context_data(
            board=board,
            counted=counted,
            counted_tile=tile_of(counted),
            kinds=Commitment.Kind.choices,
            **framed(self.request, PromisesBoard, form, look.asked),
            **drawn,
            **kwargs,
        )


@dataclass(frozen=True)
class Heading:
    """What the page of rows says of a number that is no KPI."""

    name: Any
    definition: Any
    cohort: Any


class CountedRowList(TemplateView):
    """The handoffs behind a promise by number, for one of its periods."""

    request: SignedInRequest
    template_name = "dashboards/row_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pk, part = kwargs["pk"], kwargs["part"]
        commitment = get_object_or_404(Commitment.objects.select_related("version__agreement"), pk=pk)
        window, user = self._window(), self.request.user
        try:
            rows = rows_behind(commitment, part, window, user)
        except KeyError as fault:
            raise Http404 from fault
        template, ordering, related = SHOWN[Handoff]
        page = page_of(self.request, rows.select_related(*related), ordering)
        words = {"all": _("counted"), "accepted": _("accepted"), "complete": _("complete")}
        return super().get_context_data(
            kpi=Heading(commitment, _("The handoffs that count for this promise."), _("day of the handoff")),
            part=words[part],
            count=rows.count(),
            window=window,
            rows=named(page.rows, user),
            rows_template=template,
            next=page.next,
        )

    def _window(self) -> Window:
        since, until = (day_of(self.request.GET.get(name, "")) for name in ("from", "to"))
        if since is None or until is None or since > until:
            raise Http404
        return Window(since, until)
