"""Why Sales sends leads back: over time and by group, what stands out, and the answers behind every number."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from leads import listing
from leads.feedback import figures, findings
from leads.feedback.board import MOST_GROUPS, Board, Line
from leads.feedback.outliers import Group, Outlier
from leads.feedback.remedies import Measured, measured
from leads.feedback.tiling import tiles
from leads.forms.feedback import PERIODS, Asked, asked_of, dimensions_for
from leads.models import RejectionReason, Remedy
from leads.models.narrowing import BLANK
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import rewritten
from sla.criteria import catalogues, parse

READERS = tuple(set(Role) - {Role.PRIVACY})
SHOWN_OUTLIERS = 6
SHOWN_REMEDIES = 5
BY_MOMENT = listing.Order("decided_at")


@method_decorator(for_roles(*READERS), name="dispatch")
class Rejections(TemplateView):
    template_name = "leads/feedback.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        at = now()
        asked = asked_of(self.request.GET, user, at)
        board = Board(asked.scope, asked.by, dimensions_for(user))
        url_of = partial(rows_url, asked)
        remedies = measured(Remedy.objects.for_reading()[:SHOWN_REMEDIES], user, at)
        return super().get_context_data(
            asked=asked,
            board=board,
            finding=findings.of_board(board),
            tiles=tiles(board, url_of),
            chart=figures.over_time(board, partial(_of_period, asked)),
            lines=_lines(board, asked),
            outliers=[_told(one, board, asked) for one in board.outliers[:SHOWN_OUTLIERS]],
            table=_table(board, asked),
            left_out=max(len(board.groups) - MOST_GROUPS, 0),
            remedies=[_remedy(one) for one in remedies],
            **menus(self.request, asked),
            **kwargs,
        )


def menus(request: Any, asked: Asked) -> dict[str, Any]:
    said = ("from", "to", "period")
    return {
        "question": {"since": asked.scope.since, "until": asked.scope.until},
        "periods": [
            {"key": key, "label": label, "on": key == asked.period} for key, (_n, label) in PERIODS.items()
        ],
        "kept": [(key, value) for key, values in request.GET.lists() if key not in said for value in values],
        "tabs": [
            {
                "label": findings.DIMENSION_WORDS[name],
                "url": rewritten(request.GET, by=name),
                "is_on": name == asked.by,
            }
            for name in dimensions_for(request.user)
        ],
        "narrowed": [
            {
                "label": f"{findings.DIMENSION_WORDS[name]}: {findings.value_words(value)}",
                "url": rewritten(request.GET, **{name: None}),
            }
            for name, value in asked.scope.values.items()
        ],
    }


def rows_url(asked: Asked, since: date | None = None, until: date | None = None, **cut: Any) -> str:
    """The answers behind a number: as the page was asked, and narrowed by these."""
    said = {"from": since or asked.scope.since, "to": until or asked.scope.until}
    return (
        f"{reverse('leads:feedback-rows')}?{urlencode(said | _written(asked.scope.values) | cut, doseq=True)}"
    )


def _lines(board: Board, asked: Asked) -> list[tuple[Line, str, str]]:
    """Each reason with its answers of these days, and of those before."""
    before = asked.scope.before()
    return [
        (
            line,
            rows_url(asked, reason=line.reason.pk),
            rows_url(asked, before.since, before.until, reason=line.reason.pk),
        )
        for line in board.lines
    ]


def _written(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value or BLANK for name, value in values.items()}


def _of_period(asked: Asked, period: Any, **cut: Any) -> str:
    since, until, _group = period
    return rows_url(asked, since, until, **cut)


def _told(one: Outlier, board: Board, asked: Asked) -> dict[str, Any]:
    """An outlier as the page tells it, with its answers and with the way to what would have helped."""
    days = {"from": asked.scope.since, "to": asked.scope.until}
    where = _written({one.dimension: one.value})
    trouble = {"reason": one.reason, "in": one.dimension, "value": one.value or BLANK}
    return {
        "sentence": findings.of_outlier(one, board.reasons[one.reason]),
        "interval": findings.of_interval(one),
        "excess": findings.of_excess(one),
        "rows": rows_url(asked, **where, reason=one.reason),
        "suggest": f"{reverse('leads:suggestion')}?{urlencode(days | trouble)}",
    }


def _table(board: Board, asked: Asked) -> list[dict[str, Any]]:
    """Groups by reasons; what stands out is marked."""
    marked = {(one.value, one.reason) for one in board.outliers if one.dimension == board.by}
    return [_row(group, board, asked, marked) for group in board.groups[:MOST_GROUPS]]


def _row(group: Group, board: Board, asked: Asked, marked: set[tuple[str, str]]) -> dict[str, Any]:
    where: dict[str, Any] = {board.by: group.value or BLANK}
    cells = [
        {
            "n": group.by_reason.get(reason.pk, 0),
            "share": group.share(reason.pk),
            "url": rows_url(asked, **where, reason=reason.pk),
            "stands_out": (group.value, reason.pk) in marked,
        }
        for reason in board.columns
    ]
    if board.has_others:
        cells.append(_others(group, board, asked, where))
    return {
        "label": findings.value_words(group.value),
        "group": group,
        "url": rows_url(asked, **where),
        "rejected_url": rows_url(asked, **where, which="rejected"),
        "cells": cells,
    }


def _others(group: Group, board: Board, asked: Asked, where: dict[str, Any]) -> dict[str, Any]:
    """The reasons without a column of their own."""
    named = [reason.pk for reason in board.columns]
    n = group.rejected - sum(group.by_reason.get(pk, 0) for pk in named)
    share = n / group.answered if group.answered else None
    return {"n": n, "share": share, "url": rows_url(asked, **where, besides=named), "stands_out": False}


def _remedy(one: Measured) -> dict[str, Any]:
    urls = [
        rows_url(Asked(scope, "", "", "", ""), reason=one.reason) if scope else ""
        for scope in (one.before, one.after)
    ]
    return {"measured": one, "before_url": urls[0], "after_url": urls[1]}


@require_safe
@for_roles(*READERS)
def row_list(request: SignedInRequest) -> HttpResponse:
    """The answers behind a number: as many as it says."""
    at = now()
    asked = asked_of(request.GET, request.user, at)
    rows = asked.scope.rows(asked.which, asked.reason, asked.kept_out, at, asked.besides)
    rows = rows.select_related("offer__handoff__lead", "reason", "by")
    page = listing.page(
        rows.defer("offer__handoff__lead__search", "offer__handoff__lead__attributes"),
        BY_MOMENT,
        request.GET.get("after", ""),
    )
    for verdict in page.rows:
        verdict.offer.handoff.lead.shown_to(request.user)
    context = {
        "rows": page.rows,
        "next": page.next,
        "count": rows.count(),
        "reason": RejectionReason.objects.filter(pk=asked.reason).first(),
        "besides": asked.besides,
        "kept_out": parse(asked.kept_out, catalogues["lead"]).sentence() if asked.kept_out else "",
        **menus(request, asked),
    }
    return render(request, "leads/feedback_rows.html", context)
