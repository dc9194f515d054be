"""What a subscription holds when it is read: the same question as the page, asked by its owner, who sees what they may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dashboards import rollups
from dashboards.boards import Look, boards, comparisons
from dashboards.boards.paper import paper
from dashboards.boards.sentences import three
from dashboards.forms import QuestionForm
from dashboards.models import Subscription
from dashboards.reports import reports
from dashboards.reports.months import last
from documents.rendering import pdf, slides
from documents.rendering.paper import Paper
from people.models import Organisation, User
from people.notices import File
from people.templatetags.formats import day

FORMS = {
    Subscription.Form.PDF: (pdf.render, "application/pdf", "pdf"),
    Subscription.Form.SLIDES: (slides.render, slides.CONTENT_TYPE, "pptx"),
}


@dataclass(frozen=True)
class Contents:
    """Name and period in the active language, what the numbers say, and the paper behind them."""

    name: str
    period: str
    sentences: list[str]
    paper: Paper


def may_get(one: Subscription, user: User) -> bool:
    """Boards are everybody's, cut to who looks; reports are for those who answer for leads."""
    return one.board in boards if one.board else one.report in reports and reports[one.report].may_read(user)


def name_of(one: Subscription) -> str:
    """Of a board or report that is no longer there, its key."""
    found: Any = boards.get(one.board) if one.board else reports.get(one.report)
    return str(found.name) if found else one.board or one.report


def url_of(one: Subscription) -> str:
    if one.board in boards:
        return f"{boards[one.board].address()}{'?' if one.query else ''}{one.query}"
    return f"{reverse('dashboards:report-list')}#{one.report}"


def read(one: Subscription, at: datetime) -> Contents:
    """In the active language and zone."""
    rollups.freshen()
    return _board(one, at) if one.board else _report(one, at)


def file_of(one: Subscription, contents: Contents) -> File:
    render, content_type, ending = FORMS[Subscription.Form(one.form)]
    name = slugify(contents.name) or "alignment"
    return File(f"{name}-{contents.paper.issued_at:%Y-%m-%d}.{ending}", render(contents.paper), content_type)


def _board(one: Subscription, at: datetime) -> Contents:
    said = QueryDict(one.query)
    asked = QuestionForm(said).asked(one.owner, at)
    look = Look(asked, at, comparisons.find(said.get("compare", "")))
    board = boards[one.board](look)
    if board.is_empty:
        words = [_("Nothing was counted on these days, within the filters and what you may see.")]
    else:
        words = three(look, board.tiles)
    period = f"{day(asked.window.since)} – {day(asked.window.until)}"
    return Contents(name_of(one), period, words, paper(board))


def _report(one: Subscription, at: datetime) -> Contents:
    kind = reports[one.report]
    today = at.astimezone(Organisation.current().zone).date()
    report = kind(one.owner, last(kind.months, today), at)
    return Contents(name_of(one), report.period, list(report.sentences()), report.paper())
