"""Watches: the charts of what is watched, what was news and why, and asking for another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from dashboards import rollups, showing
from dashboards.deviations import figure, sentences
from dashboards.deviations.chart import Chart
from dashboards.deviations.forms import CauseForm, WatchForm
from dashboards.deviations.looking import asked_of, chart_of, rows_of
from dashboards.kpis import KPI, registry
from dashboards.models import Deviation, Watch
from dashboards.models.watch import READERS, WRITERS
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation
from people.moment import now

NEWEST = 5


@dataclass(frozen=True)
class Watched:
    """A watch as the page shows it."""

    watch: Watch
    kpi: KPI
    chart: Chart
    unit: str
    figure: Any
    deviations: list[Deviation]

    @property
    def chart_id(self) -> str:
        return f"watch-{self.watch.pk}"

    @property
    def title(self) -> str:
        return f"{self.kpi.name}: {sentences.title(self.chart, self.unit)}"

    @property
    def subtitle(self) -> str:
        return sentences.subtitle(self.chart, self.unit)

    @property
    def warning(self) -> str:
        return sentences.warning(self.chart)

    @property
    def told(self) -> list[tuple[Deviation, str]]:
        return [(one, showing.words_of(one.value, self.unit)) for one in self.deviations]

    @property
    def newest(self) -> list[tuple[Deviation, str]]:
        return self.told[:NEWEST]

    @property
    def older(self) -> list[tuple[Deviation, str]]:
        return self.told[NEWEST:]


class WatchList(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/watches/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        user, company = self.request.user, Organisation.current()
        watches = Watch.objects.active().visible_to(user).prefetch_related("deviations__cause__by")
        return super().get_context_data(
            watched=[self._watched(watch, company) for watch in watches if watch.kpi in registry],
            may_read=user.role in READERS,
            may_write=user.role in WRITERS,
            **kwargs,
        )

    def _watched(self, watch: Watch, company: Organisation) -> Watched:
        kpi, today = registry[watch.kpi], now().astimezone(company.zone).date()
        asked = asked_of(watch, today)
        chart = chart_of(watch, kpi, asked, company)
        unit = showing.unit_of(kpi.unit, company)
        urls = [rows_of(week.window, kpi, asked, self.request.user) for week in chart.weeks]
        drawn = figure.of_watch(chart, urls, unit)
        return Watched(watch, kpi, chart, unit, drawn, list(watch.deviations.all()))


def _today() -> date:
    return now().astimezone(Organisation.current().zone).date()


@for_roles(*WRITERS)
def create_watch(request: SignedInRequest) -> HttpResponse:
    form = WatchForm(request.POST or None, today=_today(), initial={"kpi": request.GET.get("kpi", "")})
    if request.method == "POST" and form.is_valid():
        watch = form.save(by=request.user, at=now())
        messages.success(request, _("Watched from now on."))
        return redirect(_page(watch))
    status = 422 if form.is_bound else 200
    return render(request, "dashboards/watches/form.html", {"form": form}, status=status)


@require_POST
@for_roles(*WRITERS)
def end_watch(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Watch, pk=pk).end(now())
    messages.success(request, _("No longer watched. What was told of it stays."))
    return redirect("dashboards:watch-list")


@require_POST
@for_roles(*WRITERS)
def explain_deviation(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Deviation.objects.select_related("watch"), pk=pk)
    form = CauseForm(request.POST)
    if form.is_valid():
        one.explain(request.user, now(), form.cleaned_data["words"])
        messages.success(request, _("Written down."))
    else:
        messages.error(request, _("Say what it was, in at most 500 letters."))
    return redirect(_page(one.watch))


def _page(watch: Watch) -> str:
    return reverse("dashboards:watch-list") + f"#watch-{watch.pk}"
