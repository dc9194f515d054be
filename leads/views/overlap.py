"""The same leads through two meanings of a word: what both take, what only one takes, and what became of them."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from leads import listing
from leads.backtest.outcomes import REACHED
from leads.backtest.reading import DIMENSIONS, PARTS, Parted, part_of, parted, parted_by
from leads.forms.overlap import OverlapForm
from leads.overlap import figures, findings, venn
from leads.overlap.asking import Question, asked
from people.asking import SignedInRequest
from people.moment import now
from people.querystrings import rewritten

DIMENSION_LABELS = {
    "source": gettext_lazy("Source"),
    "segment": gettext_lazy("Segment"),
    "channel": gettext_lazy("Channel"),
    "country": gettext_lazy("Country"),
}
ANY = "*"
"""The value of an address that narrows to no group: an empty one means that nothing is stated."""


def _asked(request: SignedInRequest) -> tuple[OverlapForm, Question]:
    form = OverlapForm(request.GET, request.user)
    form.is_valid()
    said = request.GET.dict() | form.cleaned_data
    return form, asked(said, request.user, now())


@require_safe
def overlap(request: SignedInRequest) -> HttpResponse:
    form, question = _asked(request)
    context: dict[str, Any] = {
        "form": form,
        "question": question,
        "dimensions": _dimensions(request, question),
        "kept": [(name, request.GET[name]) for name in ("from", "to", "by") if name in request.GET],
    }
    if question.first and question.second:
        context |= _answer(request, question)
    return render(request, "leads/overlap.html", context)


def _dimensions(request: SignedInRequest, question: Question) -> list[tuple[Any, str, bool]]:
    return [
        (DIMENSION_LABELS[name], rewritten(request.GET, by=name), name == question.dimension)
        for name in DIMENSIONS
    ]


def _answer(request: SignedInRequest, question: Question) -> dict[str, Any]:
    leads, conditions = question.leads(), question.conditions()
    found = parted(leads, *conditions)
    groups = parted_by(leads, *conditions, question.dimension)
    url_of = partial(_rows_url, request, question)
    return {
        # a template would ask `found` for a part of this name
        "totals": {name: getattr(found, name) for name in ("first", "second", "either", "whole")},
        "sides_said": [
            (side.label, side.criteria.sentence()) for side in (question.first, question.second) if side
        ],
        "finding": findings.of_overlap(question, found),
        "stakes": findings.of_parts(question, found) if found.either.leads else "",
        "parts": [_line(question, found, part, url_of) for part in PARTS],
        "venn": venn.draw(found["first"].leads, found["both"].leads, found["second"].leads),
        "venn_urls": {part: url_of(part) for part in PARTS},
        "groups": [_group(one, url_of) for one in groups if one.either.leads],
        "figure": figures.by_group(question, groups, url_of),
        "dimension": DIMENSION_LABELS[question.dimension],
    }


def _line(question: Question, found: Parted, part: str, url_of: Any) -> dict[str, Any]:
    tally = found[part]
    return {
        "part": part,
        "label": label_of(question, part),
        "tally": tally,
        "share": tally.leads / found.whole.leads if found.whole.leads else None,
        "lift": found.lift(tally),
        "urls": {reached: url_of(part, reached) for reached in REACHED},
    }


def label_of(question: Question, part: str) -> str:
    assert question.first and question.second
    only = _("Only %(side)s")
    return {
        "both": _("Both"),
        "first": only % {"side": question.first.label},
        "second": only % {"side": question.second.label},
        "neither": _("Neither"),
    }[part]


def _group(group: Parted, url_of: Any) -> dict[str, Any]:
    return {
        "label": figures.label_of(group),
        "share": findings.agreement(group),
        "cells": [
            (
                group[part],
                url_of(part, value=group.value) if group.value is not None else "",
                url_of(part, "won", value=group.value) if group.value is not None else "",
            )
            for part in ("first", "both", "second")
        ],
    }


def _rows_url(
    request: SignedInRequest, question: Question, part: str, reached: str = "leads", value: Any = ANY
) -> str:
    """The rows behind a number, as the page was asked."""
    address = request.GET.copy()
    for name in ("part", "reached", "value", "after"):
        address.pop(name, None)
    for side in (question.first, question.second):
        if side and side.version:
            address[side.letter] = str(side.version.pk)
    cut = {"part": part, "reached": reached, "value": value, "by": question.dimension}
    address.pop("by", None)
    return f"{reverse('leads:overlap-rows')}?{address.urlencode()}&{urlencode(cut)}"


@require_safe
def row_list(request: SignedInRequest) -> HttpResponse:
    """The leads behind a number of the overlap."""
    _form, question = _asked(request)
    part, reached = request.GET.get("part", "both"), request.GET.get("reached", "leads")
    if not (question.first and question.second) or part not in PARTS or reached not in REACHED:
        raise Http404
    leads, value = question.leads(), request.GET.get("value", ANY)
    if value != ANY:
        leads = leads.filter(**{question.dimension: value})
    rows = part_of(leads, *question.conditions(), part, reached)
    page = listing.page(rows.for_list(), listing.Order("captured_at"), request.GET.get("after", ""))
    counted, is_more = listing.count(rows)
    cut = dict.fromkeys(("part", "reached", "value", "after"))
    context = {
        "rows": [lead.shown_to(request.user) for lead in page.rows],
        "next": page.next,
        "counted": counted,
        "is_more": is_more,
        "heading": label_of(question, part),
        "narrowed": [words for words in (_reached(reached), _cut(question, value)) if words],
        "back": reverse("leads:overlap") + rewritten(request.GET, **cut),
        "back_label": _("Overlap"),
    }
    return render(request, "leads/behind.html", context)


def _reached(reached: str) -> str:
    words = {"answered": _("answered by Sales"), "accepted": _("accepted"), "won": _("won")}
    return words.get(reached, "")


def _cut(question: Question, value: str) -> str:
    if value == ANY:
        return ""
    stated = value or _("Not stated")
    return f"{DIMENSION_LABELS[question.dimension]}: {stated}"
