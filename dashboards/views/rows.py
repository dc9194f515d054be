"""The rows behind a number: as many as the number says."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.asking import Asked
from dashboards.forms import QuestionForm
from dashboards.kpis import KPI, registry
from dashboards.labels import labels
from dashboards.models import Spend
from leads.models import Handoff, Lead, Opportunity
from people.asking import SignedInRequest
from people.moment import now
from sla.models import Clock

from .asking import named, page_of

SHOWN: dict[Any, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    Lead: ("dashboards/_rows_leads.html", ("-id",), ("team", "owner")),
    Handoff: ("dashboards/_rows_handoffs.html", ("-opened_at", "-id"), ("lead", "lead__team", "lead__owner")),
    Clock: ("dashboards/_rows_clocks.html", ("-due_at", "-id"), ("commitment", "team", "owner")),
    Opportunity: ("dashboards/_rows_opportunities.html", ("-id",), ("lead", "lead__team", "lead__owner")),
    Spend: ("dashboards/_rows_spend.html", ("-month", "-id"), ()),
}


class RowList(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/row_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form, at = QuestionForm(self.request.GET), now()
        asked = form.asked(self.request.user, at)
        kpi, part = self._part()
        rows = kpi.rows(asked, part)
        template, ordering, related = SHOWN[rows.model]
        page = page_of(self.request, rows.select_related(*related), ordering)
        return super().get_context_data(
            kpi=kpi,
            part=kpi.parts[part],
            count=rows.count(),
            window=asked.window,
            cuts=_cuts(asked),
            rows=named(page.rows, self.request.user),
            rows_template=template,
            next=page.next,
            form=form,
            **kwargs,
        )

    def _part(self) -> tuple[KPI, str]:
        kpi, part = registry.get(self.request.GET.get("kpi", "")), self.request.GET.get("part", "")
        if kpi is None or part not in kpi.parts:
            raise Http404
        return kpi, part


def _cuts(asked: Asked) -> list[str]:
    return [words for name, values in asked.cuts.items() for words in labels(name, values).values()]
