"""Published figures beside our own, and those that mean something else."""

from typing import Any

from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.benchmarks.beside import Beside
from dashboards.choices import choices
from dashboards.forms import QuestionForm
from people.asking import SignedInRequest
from people.moment import now

from .asking import period_of


class BenchmarkBoard(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/benchmarks/benchmark_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form = QuestionForm(self.request.GET)
        asked = form.asked(self.request.user, now())
        return super().get_context_data(
            form=form,
            window=asked.window,
            choices=choices(asked),
            beside=Beside(asked),
            **period_of(self.request.GET),
            **kwargs,
        )
