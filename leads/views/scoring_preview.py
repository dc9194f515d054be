"""The preview before publishing: who would cross and who would leave, what became of them, and whether Sales can bear it."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from leads.backtest import figures, matrix, rows
from leads.backtest.judging import cells
from leads.backtest.measures import Band, Quality, auc_interval
from leads.backtest.preview import Preview
from leads.backtest.running import run
from leads.forms.capacity import attempts_of
from leads.models import BackTest, ScoringVersion
from leads.tasks import run_back_tests
from people.asking import SignedInRequest
from people.doors import for_roles
from people.moment import now
from people.querystrings import key_of, rewritten
from people.tiles import Tile

from .scoring import PUBLISHERS, READERS, drafts

SHORT = 5000
"""So many leads are read while the page waits; more are read in the background, with progress."""
GROUPED = (
    ("source", gettext_lazy("By source"), gettext_lazy("Source")),
    ("segment", gettext_lazy("By segment"), gettext_lazy("Segment")),
)
OUTCOME_NAMES = {"won": gettext_lazy("won"), "accepted": gettext_lazy("accepted by Sales")}


@require_safe
@for_roles(*READERS)
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    version = drafts(pk)
    test = _asked(request, version)
    if not test.is_finished:
        transaction.on_commit(run_back_tests.delay, robust=True)
        return render(request, "leads/scoring_preview.html", {"version": version, **_waiting(test)})
    return render(request, "leads/scoring_preview.html", _answer(request, version, test))


def _asked(request: SignedInRequest, version: ScoringVersion) -> BackTest:
    """The back-test that holds, or a new one; a short one is done at once."""
    test = BackTest.objects.ask(version, by=request.user, at=now())
    if not test.is_finished and test.total <= SHORT:
        while run(test, now()):
            pass
        test.refresh_from_db()
    return test


@require_POST
@for_roles(*READERS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask anew, of the facts as they are now."""
    version = drafts(pk)
    BackTest.objects.ask(version, by=request.user, at=now(), anew=True)
    return redirect("leads:scoring-preview", pk)


@require_safe
@for_roles(*READERS)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, polled: each look takes a step too, so that it goes on without a worker."""
    test = BackTest.objects.filter(version=pk).first()
    if test is None or "done" in request.GET:
        return HttpResponse(headers={"HX-Redirect": reverse("leads:scoring-preview", args=[pk])})
    run(test, now())
    test.refresh_from_db()
    return render(request, "leads/_scoring_testing.html", _waiting(test))


def _waiting(test: BackTest) -> dict[str, Any]:
    url = reverse("leads:scoring-preview-progress", args=[test.version_id])
    return {"test": test, "progress_url": url, "is_waiting": True}


def _answer(request: SignedInRequest, version: ScoringVersion, test: BackTest) -> dict[str, Any]:
    told = Preview(test, request.user, request.GET.get("outcome", ""))
    url_of = partial(_rows_url, told)
    bearable = told.bearable(attempts_of)
    grades = matrix.matrix(version, cells(test, told.leads, "new"))
    context: dict[str, Any] = {
        "version": version,
        "test": test,
        "preview": told,
        "says": figures.says(told),
        "tiles": _tiles(told, url_of),
        "groups": [(title, label, _lines(told, name, url_of)) for name, title, label in GROUPED],
        "matrix": grades,
        "rows_url": url_of(),
        "outcomes": [
            (name, label, rewritten(request.GET, outcome=name), name == told.outcome)
            for name, label in OUTCOME_NAMES.items()
        ],
        "volume": figures.volume(told, bearable, lambda side, day: url_of(part=side, week=day.isoformat())),
        "volume_finding": figures.of_volume(told, bearable),
        "bearable": bearable,
        "may_publish": request.user.role in PUBLISHERS
        and version.state in (version.State.DRAFT, version.State.SHADOW),
    }
    return context | _quality(told, url_of)


def _quality(told: Preview, url_of: Any) -> dict[str, Any]:
    if not told.hold_out or not told.qualities["new"].count:
        return {"hold_out": None}

    def band_url(side: str, band: Band) -> str:
        return str(url_of(side=side, low=band.low, high=band.high))

    return {
        "hold_out": told.hold_out,
        "lift": figures.lift(told, band_url),
        "lift_finding": figures.of_lift(told),
        "measures": [
            (figures.name_of(told, side), one, auc_interval(one), told.earlier[side])
            for side, one in told.qualities.items()
        ],
    }


def _rows_url(told: Preview, **said: Any) -> str:
    address = reverse("leads:scoring-preview-rows", args=[told.test.version_id])
    return f"{address}?{urlencode({'outcome': told.outcome, **said})}"


def _tiles(told: Preview, url_of: Any) -> list[Tile]:
    today, judged = told.today, told.judged
    change = judged.second.leads - judged.first.leads
    new, live = told.qualities.get("new"), told.qualities.get("live")
    return [
        Tile(
            _("Open leads that cross"),
            today["second"].leads,
            rows_url=url_of(when="today", part="second") if today["second"].leads else "",
            how=_(
                "Not with Sales yet; by their score today they meet the definition of MQL under this version only."
            ),
        ),
        Tile(
            _("Open leads that leave"),
            today["first"].leads,
            rows_url=url_of(when="today", part="first") if today["first"].leads else "",
            how=_("Not with Sales yet; they meet the definition of MQL today, and not under this version."),
        ),
        Tile(
            _("MQLs of all past leads"),
            judged.second.leads,
            change=change if told.test.against else None,
            since=_("against the live version"),
            rows_url=url_of(part="new") if judged.second.leads else "",
            how=_("By what was known of each lead before it was handed off, or two weeks after its capture."),
        ),
        _measure(_("Of the best tenth"), new, live, "top_precision"),
        _measure(_("ROC-AUC"), new, live, "auc"),
    ]


def _measure(label: str, new: Quality | None, live: Quality | None, name: str) -> Tile:
    """A measure on the hold-out, with its difference from the live version."""
    value: float | None = getattr(new, name) if new else None
    before: float | None = getattr(live, name) if live else None
    interval = auc_interval(new) if new and name == "auc" else None
    return Tile(
        label,
        value,
        kind="percent",
        change=None if value is None or before is None else round(value - before, 3),
        since=_("against the live version"),
        better="up",
        n=new.count if new else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        trust="few" if new and new.hits < 20 else "",
        how=_("The chance that a lead that came to something has more points than one that did not.")
        if name == "auc"
        else _("Of the tenth with the most points, how many came to something."),
    )


def _lines(told: Preview, dimension: str, url_of: Any) -> list[dict[str, Any]]:
    """Each group with the addresses of its rows; the rest of many has none."""
    lines = []
    for group in told.by(dimension):
        cut = {} if group.value is None else {dimension: group.value}
        lines.append(
            {
                "group": group,
                "value": group.value,
                "live": group.first,
                "new": group.second,
                "came": group["second"],
                "went": group["first"],
                "urls": {}
                if group.value is None
                else {
                    f"{word}_{reached}": url_of(part=part, reached=reached, **cut)
                    for word, part in (("came", "second"), ("went", "first"))
                    for reached in ("leads", "accepted", "won")
                }
                | {side: url_of(part=side, **cut) for side in ("live", "new")},
            }
        )
    return lines


@require_safe
@for_roles(*READERS)
def row_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """The leads behind a number of the preview."""
    version = get_object_or_404(ScoringVersion, pk=pk)
    test = BackTest.objects.filter(version=version).exclude(done_at=None).first()
    if test is None:
        return redirect("leads:scoring-preview", pk)
    told = Preview(test, request.user, request.GET.get("outcome", ""))
    said = rows.asked(request.GET)
    leads = rows.chosen(told, said)
    found = rows.page(leads, key_of(request.GET.get("after", "")))
    context = {
        "version": version,
        "test": test,
        "asked": said,
        "count": leads.count(),
        "rows": [(lead, lead.label_for(request.user)) for lead in found[: rows.PAGE]],
        "next": str(found[rows.PAGE - 1].pk) if len(found) > rows.PAGE else "",
    }
    return render(request, "leads/scoring_preview_rows.html", context)
