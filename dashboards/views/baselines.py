"""Baselines: the gate before they are frozen, what they keep, and what has changed since."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.baselines.compared import all_compared
from dashboards.baselines.forms import BaselineForm
from dashboards.baselines.freezing import freeze
from dashboards.baselines.gate import BY_KEY, kept_outcomes, looked_at
from dashboards.forms import QuestionForm
from dashboards.models import Baseline
from dashboards.targets.progress import company_asks
from leads.models import Lead
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Role
from people.moment import now
from sla.filters import day_of
from sla.guards import Refused
from sla.parties import SIGNS_FOR

from .asking import PERIOD, named, page_of, period_of
from .compliance import Heading
from .rows import SHOWN


class BaselineList(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/baselines/baseline_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            baselines=Baseline.objects.for_page(), may_write=self.request.user.role == Role.REVOPS, **kwargs
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.REVOPS, *MANAGERS)
def create(request: SignedInRequest) -> HttpResponse:
    """GET shows the gate of the asked days to RevOps and both managers; a POST of RevOps freezes them."""
    rollups.freshen()
    question, at = QuestionForm(request.GET), now()
    window = _over(question.asked(request.user, at))
    form = BaselineForm(request.POST or None, initial={"since": window.since, "until": window.until})
    if request.method == "POST" and form.is_valid() and (done := _frozen(request, form)):
        return redirect("dashboards:baseline-detail", done.pk)
    if form.is_bound and form.is_valid():
        window = form.window
    context = {
        "form": form,
        "faults": question.faults,
        "window": window,
        "gate": looked_at(window),
        "may_write": request.user.role == Role.REVOPS,
        **period_of(request.GET),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "dashboards/baselines/baseline_form.html", context, status=status)


def _over(asked: Asked) -> Window:
    """The asked days as far as they are over: today still changes."""
    last = asked.today - timedelta(days=1)
    return Window(min(asked.window.since, last), min(asked.window.until, last))


def _frozen(request: SignedInRequest, form: BaselineForm) -> Baseline | None:
    said = form.cleaned_data
    try:
        if request.user.role != Role.REVOPS:
            raise Refused(_("RevOps freezes; the managers of both teams sign."))
        found = freeze(said["kind"], said["name"], form.window, said["reason"], request.user, now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("Frozen. Both managers sign it now; nothing changes it any more."))
    return found


class BaselineDetail(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/baselines/baseline_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        user, at = self.request.user, now()
        baseline = get_object_or_404(Baseline.objects.for_page(), pk=kwargs["pk"])
        asked = QuestionForm(self.request.GET).asked(user, at)
        chosen = any(self.request.GET.get(name) for name in PERIOD)
        window = asked.window if chosen else _since(baseline, asked.today)
        period = period_of(self.request.GET) | ({} if chosen else {"chosen_period": ""})
        return super().get_context_data(
            baseline=baseline,
            outcomes=kept_outcomes(baseline.gate),
            rows=all_compared(baseline, company_asks(window, asked.today, {})),
            opens=user.sees_every_lead,
            overlaps=window.since <= baseline.until,
            window=window,
            own_party=SIGNS_FOR.get(user.role),
            **period,
            **kwargs,
        )


def _since(baseline: Baseline, today: date) -> Window:
    """The last whole days, as many as the baseline has where so many have passed, and none of its own."""
    first = baseline.until + timedelta(days=1)
    last = max(first, today - timedelta(days=1))
    return Window(max(first, last - (baseline.until - baseline.since)), last)


@require_POST
@for_roles(*MANAGERS)
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    baseline = get_object_or_404(Baseline, pk=pk)
    try:
        baseline.sign(by=request.user, at=now())
        messages.success(request, _("Signed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("dashboards:baseline-detail", pk)


class GateRowList(TemplateView):
    """The leads behind one number of the gate, as far as the reader may see them."""

    request: SignedInRequest
    template_name = "dashboards/row_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = BY_KEY.get(kwargs["key"])
        if check is None or kwargs["part"] not in ("failing", "of"):
            raise Http404
        window = self._window()
        behind: QuerySet[Lead] = (check.failing if kwargs["part"] == "failing" else check.of)(window)
        rows = Lead.objects.visible_to(self.request.user).filter(pk__in=behind.values("pk"))
        template, ordering, related = SHOWN[Lead]
        page = page_of(self.request, rows.select_related(*related), ordering)
        words = {"failing": gettext_lazy("below the gate"), "of": gettext_lazy("looked at")}
        return super().get_context_data(
            kpi=Heading(check.name, check.means, gettext_lazy("day of arrival or of the handoff")),
            part=words[kwargs["part"]],
            count=rows.count(),
            window=window,
            rows=named(page.rows, self.request.user),
            rows_template=template,
            next=page.next,
        )

    def _window(self) -> Window:
        since, until = (day_of(self.request.GET.get(name, "")) for name in ("from", "to"))
        if since is None or until is None or since > until:
            raise Http404
        return Window(since, until)
