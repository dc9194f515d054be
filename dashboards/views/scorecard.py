"""The scorecard: how the agreed numbers stand, how they went, and proposing and signing another card."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from dashboards import rollups, showing
from dashboards.kpis import registry
from dashboards.models import Scorecard, ScorecardLine
from dashboards.scorecard import figure, words
from dashboards.scorecard.course import Month, Told, course, rows_of, share_of, told_of
from dashboards.scorecard.forms import LineForms, first_lines
from dashboards.scorecard.marking import Mark
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Organisation, Role, User
from people.moment import now
from sla.guards import Refused
from sla.parties import SIGNS_FOR


@dataclass(frozen=True)
class Row:
    """A line of the card as the page shows it."""

    line: ScorecardLine
    mark: Mark
    told: Told
    unit: str
    share: float
    url: str

    @property
    def name(self) -> Any:
        return registry[self.line.kpi].name if self.line.kpi in registry else self.line.kpi

    @property
    def value(self) -> str:
        return showing.words_of(self.told.value, self.unit)

    @property
    def band(self) -> str:
        return (
            f"{showing.words_of(self.line.red, self.unit)} → {showing.words_of(self.line.green, self.unit)}"
        )

    @property
    def points(self) -> int | None:
        return None if self.mark.points is None else round(self.mark.points)

    @property
    def colour(self) -> dict[str, Any] | None:
        return words.shade(self.mark.colour)


class ScorecardPage(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/scorecard/scorecard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        user = self.request.user
        standing = list(Scorecard.objects.for_page().standing())
        proposed = next((card for card in standing if not card.is_agreed), None)
        months = course(now())
        return super().get_context_data(
            proposed=proposed,
            proposed_lines=_lines_of(proposed),
            own_party=SIGNS_FOR.get(user.role),
            may_write=user.role == Role.REVOPS,
            **(self._shown(months) if months else {}),
            **kwargs,
        )

    def _shown(self, months: list[Month]) -> dict[str, Any]:
        month = told_of(months)
        company = Organisation.current()
        return {
            "month": month,
            "running": None if month is months[-1] else months[-1],
            "running_total": words.figure_of(months[-1].total),
            "total": words.figure_of(month.total),
            "colour": _colour(month),
            "cautions": words.caution(month),
            "parts": [
                (ScorecardLine.Part(part).label, words.figure_of(one)) for part, one in month.parts.items()
            ],
            "rows": _rows(month, self.request.user, company),
            "figure": figure.by_month(months),
            "finding": words.finding(months),
        }


def _colour(month: Month) -> dict[str, Any] | None:
    return words.shade(month.total.colour if month.total else None)


def _rows(month: Month, user: User, company: Organisation) -> list[Row]:
    found = []
    for line, mark, told in month.marks:
        kpi = registry.get(line.kpi)
        unit = showing.unit_of(kpi.unit, company) if kpi else "number"
        found.append(Row(line, mark, told, unit, share_of(mark, month), rows_of(line, user, month)))
    return found


def _lines_of(card: Scorecard | None) -> list[dict[str, Any]]:
    if card is None:
        return []
    company, found = Organisation.current(), []
    for line in card.lines.all():
        kpi = registry.get(line.kpi)
        unit = showing.unit_of(kpi.unit, company) if kpi else "number"
        found.append(
            {
                "name": kpi.name if kpi else line.kpi,
                "line": line,
                "red": showing.words_of(line.red, unit),
                "green": showing.words_of(line.green, unit),
            }
        )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.REVOPS)
def propose(request: SignedInRequest) -> HttpResponse:
    """A card is proposed whole; nothing of the one that counts is edited."""
    cards = Scorecard.objects.agreed()
    if request.method == "POST":
        forms: Any = LineForms(request.POST)
        if forms.is_valid():
            Scorecard.objects.propose(forms.lines(), by=request.user, at=now())
            messages.success(request, _("Proposed. It counts once both teams have signed it."))
            return redirect("dashboards:scorecard")
        return render(request, "dashboards/scorecard/form.html", {"forms": forms}, status=422)
    forms = LineForms(initial=first_lines(cards[-1] if cards else None))
    return render(request, "dashboards/scorecard/form.html", {"forms": forms})


@require_POST
@for_roles(*MANAGERS)
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    card = get_object_or_404(Scorecard.objects.standing(), pk=pk)
    try:
        card.sign(by=request.user, at=now())
        messages.success(request, _("Signed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("dashboards:scorecard")


@require_POST
@for_roles(Role.REVOPS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Scorecard, pk=pk).end(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:scorecard")
