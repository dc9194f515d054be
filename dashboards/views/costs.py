"""The ledger of costs: what was spent in which month on what, adding and correcting rows, and reading them from a sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

import structlog
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from dashboards.asking import written
from dashboards.costs.forms import CorrectionForm, LedgerForm, SpendRows
from dashboards.costs.pasting import EXAMPLE, SheetForm
from dashboards.costs.sums import sums_of
from dashboards.models import FunnelDay, Spend
from dashboards.models.spend import READERS, WRITERS
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation
from people.moment import now
from people.querystrings import kept

from .asking import page_of
from .exports import as_csv, as_xlsx

log = structlog.get_logger(__name__)
MOST_NAMES = 50


@method_decorator(for_roles(*sorted(READERS)), name="dispatch")
class CostList(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/costs/cost_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, user = LedgerForm(self.request.GET), self.request.user
        rows = form.rows(user)
        page = page_of(self.request, rows.for_page(), ("-month", "-id"))
        everything = Spend.objects.visible_to(user)
        return super().get_context_data(
            form=form,
            sums=sums_of(rows),
            rows=page.rows,
            next=page.next,
            currency=Organisation.current().currency,
            is_begun=everything.exists(),
            choices={name: _names(everything, name) for name in ("source", "channel")},
            purposes=Spend.Purpose.choices,
            may_write=user.role in WRITERS,
            since=form.month("from"),
            until=form.month("to"),
            kept=[pair for pair in kept(self.request.GET, "from") if pair[0] != "to"],
            **kwargs,
        )


def _names(rows: Any, name: str) -> list[tuple[str, str]]:
    told = rows.standing().order_by(name).values_list(name, flat=True).distinct()[:MOST_NAMES]
    return [(written(value), value or _("Not stated")) for value in told]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def create(request: SignedInRequest) -> HttpResponse:
    """Several rows at once; blank ones are left out."""
    forms: Any = SpendRows(request.POST if request.method == "POST" else None)
    if forms.is_bound and forms.is_valid():
        _tell_added(request, len(Spend.objects.record(forms.rows(), by=request.user, at=now())))
        return redirect("dashboards:cost-list")
    context = {"forms": forms, "names": _known_names()}
    return render(request, "dashboards/costs/form.html", context, status=422 if forms.is_bound else 200)


def _known_names() -> dict[str, Sequence[str]]:
    """Sources and channels as leads state them: only what is written alike is matched with them."""
    cells = FunnelDay.objects.all()
    return {
        f"{name}s": [
            one for one in cells.values_list(name, flat=True).distinct().order_by(name)[:MOST_NAMES] if one
        ]
        for name in ("source", "channel")
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """The row stays as it was said, struck; its correction counts."""
    row = get_object_or_404(Spend.objects.visible_to(request.user).standing(), pk=pk)
    form = CorrectionForm(request.POST if request.method == "POST" else None, row)
    if form.is_bound and form.is_valid():
        form.correct(row, by=request.user, at=now())
        messages.success(request, _("Corrected. What it said before stays readable."))
        return redirect(f"{reverse('dashboards:cost-list')}?from={row.month:%Y-%m}&to={row.month:%Y-%m}")
    context = {"form": form, "row": row, "names": _known_names()}
    return render(request, "dashboards/costs/correction.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def read_sheet(request: SignedInRequest) -> HttpResponse:
    """Pasted or uploaded: first it is shown, line by line; saving adds what the ledger doesn't have yet."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    sheet = None
    if form.is_bound and form.is_valid():
        if request.POST.get("step") == "save":
            sheet, added = form.record(by=request.user, at=now())
            if not sheet.faults and not sheet.wrong:
                _tell_added(request, added, len(sheet.lines) - added)
                return redirect("dashboards:cost-list")
        sheet = sheet or form.sheet()
    # what can't be taken is not lost either
    text = (form.cleaned_data.get("text") or form.data.get("text", "")) if form.is_bound else ""
    of_file = form.cleaned_data.get("of_file", "") if form.is_bound else ""
    context = {"form": form, "sheet": sheet, "text": text, "of_file": of_file, "example": EXAMPLE}
    status = 422 if form.is_bound and (sheet is None or sheet.faults or sheet.wrong) else 200
    return render(request, "dashboards/costs/sheet.html", context, status=status)


def _tell_added(request: SignedInRequest, added: int, left_out: int = 0) -> None:
    said = ngettext("%(n)s row was added.", "%(n)s rows were added.", added) % {"n": added}
    if left_out:
        more = ngettext(
            "%(n)s stood in the ledger already and was not counted again.",
            "%(n)s stood in the ledger already and were not counted again.",
            left_out,
        )
        said += " " + more % {"n": left_out}
    messages.success(request, said)
    log.info("costs_added", user=request.user.pk, rows=added, left_out=left_out)


@require_safe
@for_roles(*sorted(READERS))
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The rows that are asked for, corrected ones too, each with whether it counts."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = LedgerForm(request.GET).rows(request.user).for_page()
    said = _("costs")
    name = f"{said}-{now():%Y-%m-%d}.{kind}"
    log.info("costs_exported", user=request.user.pk, kind=kind)
    return {"csv": as_csv, "xlsx": as_xlsx}[kind](_lines(rows), name)


def _lines(rows: Any) -> Iterator[Sequence[Any]]:
    heads = [_("Month"), _("Purpose"), _("Source"), _("Channel"), _("Label"), _("Amount"), _("Currency")]
    base = _("Amount in %(currency)s") % {"currency": Organisation.current().currency}
    yield [*heads, base, _("Counts"), _("Recorded"), _("By")]
    for row in rows.iterator(chunk_size=1000):
        counts = _("no, corrected") if hasattr(row, "correction") else _("yes")
        said = [f"{row.month:%Y-%m}", str(row.get_purpose_display()), row.source, row.channel, row.label]
        yield [*said, row.amount, row.currency, row.amount_base, counts, row.recorded_at, str(row.by or "")]
