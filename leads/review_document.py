"""The monthly review of rejections as a document: what Sales said, what changed, what to try, what was agreed on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import Block, Editions
from leads.feedback import findings
from leads.feedback.board import Board, Line
from leads.feedback.outliers import Outlier
from leads.feedback.remedies import Measured
from leads.feedback.telling import change_words, cost_words, kept_words, known_words, masked, verdict_words
from leads.feedback.weighing import Weighed
from leads.models import Verdict
from people.templatetags.formats import day, month, number, percent

KIND = "rejection_review"
CHARTED = 10


@dataclass(frozen=True)
class Review:
    """One month of answers, read; every list in the order in which it is told."""

    month: date
    company: str
    board: Board
    examples: Sequence[tuple[Line, Sequence[Verdict]]] = ()
    suggestions: Sequence[tuple[Outlier | Line, Weighed]] = ()
    remedies: Sequence[Measured] = ()
    feedback: tuple[int, int] = (0, 0)
    """Remarks of the month, and those of them that wait for an answer."""
    actions: Sequence[str] = field(default_factory=tuple)


def editions(review: Review) -> Editions:
    """{language: the blocks}."""
    written: Editions = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            written[language] = tuple(block for section in SECTIONS for block in section(review))
    return written


def titles(on: date) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = _("Review of rejections: %(month)s") % {"month": month(on)}
    return found


def _opening(review: Review) -> list[Block]:
    scope = review.board.scope
    now = review.board.now
    subtitle = _("What Sales answered to Marketing's leads at %(company)s") % {
        "company": review.company or "–"
    }
    said, waiting = review.feedback
    return [
        say.title(_("Review of rejections: %(month)s") % {"month": month(review.month)}, subtitle),
        say.callout(findings.of_board(review.board)),
        say.facts(
            [
                (_("Days"), f"{day(scope.since)} – {day(scope.until)}"),
                (_("Answered"), number(now.answered)),
                (
                    _("Rejected"),
                    _("%(n)s (%(share)s)")
                    % {"n": number(now.rejected), "share": _share(now.rejected, now.answered)},
                ),
                (
                    _("Feedback to Marketing"),
                    _("%(said)s, %(waiting)s of them without an answer")
                    % {"said": number(said), "waiting": number(waiting)},
                ),
            ]
        ),
    ]


def _mix(review: Review) -> list[Block]:
    lines = review.board.lines
    if not lines:
        return []
    columns = [
        say.column(_("Reason"), share=4),
        say.column(_("Rejections"), "end"),
        say.column(_("Of the answers"), "end"),
        say.column(_("Before"), "end"),
        say.column(_("Difference"), share=2),
    ]
    rows = [
        [str(one.reason), number(one.hits), percent(one.share), percent(one.before_share), change_words(one)]
        for one in lines
    ]
    note = _(
        "Share of all that Sales accepted or rejected; before: as many days just before. "
        "A change is told where its 95 % interval leaves out none."
    )
    return [say.heading(_("Reasons")), *_picture(review), say.table(columns, rows), say.paragraph(note)]


def _picture(review: Review) -> list[Block]:
    shown = [line for line in review.board.lines if line.hits][:CHARTED]
    if not shown:
        return []
    chart = say.chart(
        "bars",
        findings.of_board(review.board),
        [line.reason.name for line in shown],
        [
            say.series(_("this month"), [line.share for line in shown]),
            say.series(_("before"), [line.before_share for line in shown], "compare"),
        ],
        unit="percent",
        note=_("Share of %(n)s answers") % {"n": number(review.board.now.answered)},
    )
    return [chart]


def _standing_out(review: Review) -> list[Block]:
    outliers = review.board.outliers
    heading = say.heading(_("What stands out"))
    if not outliers:
        return [
            heading,
            say.paragraph(
                _("No reason is given more often in one source, campaign or segment than chance explains.")
            ),
        ]
    told = [
        f"{findings.of_outlier(one, review.board.reasons[one.reason])} {findings.of_interval(one)}."
        for one in outliers[:8]
    ]
    return [heading, say.bullets(told)]


def _examples(review: Review) -> list[Block]:
    if not review.examples:
        return []
    columns = [
        say.column(_("Reason"), share=2),
        say.column(_("Lead")),
        say.column(_("What is known of it"), share=4),
        say.column(_("Answered")),
    ]
    rows = [
        [
            line.reason.name,
            masked(one.offer.handoff.lead),
            known_words(one.offer.handoff.lead),
            day(one.decided_at),
        ]
        for line, some in review.examples
        for one in some
    ]
    note = _("Nobody is named: look the lead up by its number.")
    return [say.heading(_("Examples")), say.table(columns, rows), say.paragraph(note)]


def _suggestions(review: Review) -> list[Block]:
    if not review.suggestions:
        return [
            say.heading(_("Suggestions")),
            say.paragraph(
                _("No single criterion would have kept these leads out without costing as many good ones.")
            ),
        ]
    columns = [
        say.column(_("Against"), share=2),
        say.column(_("Criterion"), share=3),
        say.column(_("Would have kept out"), "end"),
        say.column(_("At a cost of"), "end"),
    ]
    rows: list[list[Any]] = [
        [_against(trouble, review), weighed.sentence, kept_words(weighed), cost_words(weighed)]
        for trouble, weighed in review.suggestions
    ]
    return [say.heading(_("Suggestions")), say.table(columns, rows)]


def _against(trouble: Outlier | Line, review: Review) -> str:
    if isinstance(trouble, Line):
        return trouble.reason.name
    return f"{review.board.reasons[trouble.reason].name} ({findings.value_words(trouble.value)})"


def _remedies(review: Review) -> list[Block]:
    if not review.remedies:
        return []
    columns = [
        say.column(_("Criterion"), share=3),
        say.column(_("Against"), share=2),
        say.column(_("Before"), "end"),
        say.column(_("After"), "end"),
        say.column(_("Verdict"), share=2),
    ]
    rows = [
        [
            one.remedy.sentence(),
            one.remedy.reason.name,
            percent(one.was_share),
            percent(one.share),
            verdict_words(one),
        ]
        for one in review.remedies
    ]
    return [say.heading(_("What was tried")), say.table(columns, rows)]


def _actions(review: Review) -> list[Block]:
    if not review.actions:
        return [say.heading(_("Actions")), say.paragraph(say.emphasis(_("None was written down.")))]
    return [say.heading(_("Actions")), say.bullets(review.actions, ordered=True)]


def _share(hits: int, of: int) -> str:
    return percent(hits / of) if of else "–"


SECTIONS: tuple[Callable[[Review], list[Block]], ...] = (
    _opening, _mix, _standing_out, _examples, _suggestions, _remedies, _actions,
)  # fmt: skip
