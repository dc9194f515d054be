"""The return of the program: cost against benefit with its interval, the lines it is made of, and writing them down."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import structlog
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.models import Benefit, Pool, PoolChoice, QualitativeBenefit
from dashboards.models.spend import READERS
from dashboards.returns import figure, words
from dashboards.returns.arithmetic import Swing
from dashboards.returns.forms import FIRST, BenefitForm, QualityForm, ReturnForm, asked_now
from dashboards.returns.question import changes
from dashboards.returns.told import Entry, Return, told_of
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Organisation, Role
from people.moment import now
from people.templatetags.formats import money

log = structlog.get_logger(__name__)
WRITERS = (Role.REVOPS, *sorted(MANAGERS))
MOST_WITHDRAWN = 20


@dataclass(frozen=True)
class Shown:
    """A line of benefit as the table shows it. Rows open to whoever sees every lead: others would count fewer."""

    entry: Entry
    currency: str
    opens: bool

    @property
    def parts(self) -> list[words.Part]:
        return [
            one if self.opens else words.Part(one.value, one.ends, one.words, "")
            for one in words.parts(self.entry, self.currency)
        ]

    @property
    def amount(self) -> str:
        return money(self.entry.line.likely if self.entry.line else None, self.currency)

    @cached_property
    def ends(self) -> str:
        line = self.entry.line
        return " … ".join(money(end, self.currency) for end in line.interval) if line else ""

    @property
    def state(self) -> tuple[str, str]:
        return words.state(self.entry)

    @property
    def effect(self) -> str:
        return words.effect_word(self.entry)


@dataclass(frozen=True)
class Bar:
    """An assumption of the tornado: what the return is at each of its ends, and the bar between them in 0..100."""

    name: str
    line: str
    part: words.Part
    at_low: str
    at_high: str
    x: float
    width: float
    zero: float


@method_decorator(for_roles(*sorted(READERS)), name="dispatch")
class ReturnPage(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/roi/roi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form, at, user = ReturnForm(self.request.GET), now(), self.request.user
        question = form.question(at)
        return super().get_context_data(
            form=form,
            changes=changes(),
            question=question,
            may_write=user.role in WRITERS,
            sees_all=user.sees_every_lead,
            withdrawn=list(Benefit.objects.withdrawn().for_page()[:MOST_WITHDRAWN]),
            **(self._shown(told_of(question)) if question else {}),
            **kwargs,
        )

    def _shown(self, told: Return) -> dict[str, Any]:
        currency = Organisation.current().currency
        outcome = told.outcome
        return {
            "told": told,
            "outcome": outcome,
            "currency": currency,
            "name": words.NAMES[outcome.verdict],
            "tone": words.TONES.get(outcome.verdict, ""),
            "sentence": words.sentence(told, currency),
            "cautions": words.cautions(told),
            "tiles": tiles(told, currency),
            "lines": [Shown(one, currency, self.request.user.sees_every_lead) for one in told.entries],
            "bars": bars(told, currency),
            "chosen_pools": [Pool(one.benefit.pool) for one in told.entries if one.is_chosen],
            "figure": figure.by_month(told, currency) if told.course else None,
            "figure_title": words.finding(told, currency) if told.course else "",
        }


def tiles(told: Return, currency: str) -> list[dict[str, Any]]:
    """What is known: each number with its interval, the cost with its rows."""
    outcome, cost = told.outcome, money(told.costs.total, currency)
    shown: list[dict[str, Any]] = [
        {"label": _("Cost"), "value": cost, "url": told.costs.url, "rows": told.costs.entries}
    ]
    if outcome.lines:
        benefit = outcome.benefit
        ends = words.amount_ends(benefit, currency)
        shown.append({"label": _("Benefit"), "value": money(benefit.likely, currency), "ends": ends})
    if outcome.roi is not None:
        chance = _("above zero: %(chance)s") % {"chance": words.chance(outcome.above_zero)}
        ends = words.roi_ends(outcome.roi)
        shown.append(
            {"label": _("Return (ROI)"), "value": words.roi(outcome.roi.likely), "ends": ends, "more": chance}
        )
    if (payback := outcome.payback) is not None:
        ends = words.payback_ends(payback)
        shown.append({"label": _("Payback"), "value": words.months(payback.likely), "ends": ends})
    return shown


def bars(told: Return, currency: str) -> list[Bar]:
    """The widest first; all on one scale, that of the return."""
    cost = told.outcome.cost
    if cost <= 0 or not told.swings:
        return []
    ends = [end / cost for _one, _line, swing in told.swings for end in (swing.at_low, swing.at_high)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    span = (high - low) or 1.0
    return [_bar(one, line, swing, cost, currency, low, span) for one, line, swing in told.swings]


def _bar(one: Any, line: Benefit, swing: Swing, cost: float, currency: str, low: float, span: float) -> Bar:
    at_low, at_high = swing.at_low / cost, swing.at_high / cost
    left, right = sorted((at_low, at_high))
    place = 100 * (left - low) / span
    width = max(100 * (right - left) / span, 0.5)
    shown = words.part(one, currency)
    return Bar(
        str(one.words),
        line.name,
        shown,
        words.roi(at_low),
        words.roi(at_high),
        place,
        width,
        100 * -low / span,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def create(request: SignedInRequest) -> HttpResponse:
    """The form follows the method: another one chosen shows other fields, and keeps what was typed."""
    rollups.freshen()
    at = now()
    is_said = request.method == "POST"
    form = BenefitForm(
        request.POST if is_said else None,
        asked_now(at),
        initial=FIRST | {"method": request.GET.get("method") or "wins"},
    )
    if is_said and request.POST.get("step") == "save" and form.is_valid():
        benefit = form.benefit(by=request.user, at=at)
        log.info("benefit_written", user=request.user.pk, benefit=benefit.pk, method=benefit.method)
        messages.success(
            request, _("Written down. It counts unless another line of the same money claims less.")
        )
        return redirect("dashboards:roi")
    is_refused = is_said and request.POST.get("step") == "save"
    if is_said and not is_refused:
        form.errors.clear()
    return render(
        request, "dashboards/roi/benefit_form.html", {"form": form}, status=422 if is_refused else 200
    )


@require_POST
@for_roles(*WRITERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Benefit, pk=pk).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:roi")


@require_POST
@for_roles(*WRITERS)
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """This line counts for its money from now on."""
    benefit = get_object_or_404(Benefit.objects.standing(), pk=pk)
    PoolChoice.objects.choose(benefit.pool, benefit, by=request.user, at=now())
    messages.success(request, _("“%(name)s” counts for its money from now on.") % {"name": benefit.name})
    return redirect("dashboards:roi")


@require_POST
@for_roles(*WRITERS)
def release(request: SignedInRequest, pool: str) -> HttpResponse:
    """The most careful line of this money counts again."""
    if pool not in Pool.values:
        raise Http404
    PoolChoice.objects.choose(pool, None, by=request.user, at=now())
    messages.success(request, _("The most careful line counts again."))
    return redirect("dashboards:roi")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def create_quality(request: SignedInRequest) -> HttpResponse:
    form = QualityForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        form.keep(by=request.user, at=now())
        messages.success(request, _("Written down, apart from the money."))
        return redirect("dashboards:roi")
    return render(
        request, "dashboards/roi/quality_form.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@for_roles(*WRITERS)
def withdraw_quality(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(QualitativeBenefit, pk=pk).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:roi")
