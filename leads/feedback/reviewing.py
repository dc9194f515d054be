"""A month's review: read from what runs, shown as a draft, and issued as a document."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.models import Document, DocumentVersion
from leads import review_document
from leads.models import Feedback, Lead, Remedy, Verdict
from leads.review_document import KIND, Review
from people.models import Organisation, Role, User

from .board import Board, Line
from .outliers import Outlier
from .reading import DIMENSIONS, Scope
from .remedies import measured
from .weighing import Trouble, Weighed, weigh

READERS = frozenset(set(Role) - {Role.PRIVACY})
MOST_REASONS = 3
EXAMPLES = 2
MOST_TROUBLES = 3
HISTORY = 180
"""A month has few answers: criteria are weighed over so many days up to its end."""


def read(first: date, at: datetime, actions: Sequence[str] = ()) -> Review:
    """The month that begins on this day, over the leads of everybody."""
    scope = Scope(None, first, last_day(first))
    board = Board(scope, DIMENSIONS[0], DIMENSIONS)
    in_force = [one for one in measured(Remedy.objects.for_reading()[:20], None, at) if one.was]
    return Review(
        month=first,
        company=Organisation.current().name,
        board=board,
        examples=[(line, _examples(line, scope)) for line in board.lines[:MOST_REASONS] if line.hits],
        suggestions=list(_suggestions(board, at)),
        remedies=in_force,
        feedback=_feedback(scope),
        actions=actions,
    )


def issue(review: Review, by: User, at: datetime) -> DocumentVersion:
    """The month's document; the newest edition where it says the same."""
    key = f"{review.month:%Y-%m}"
    editions = review_document.editions(review)
    return Document.objects.issue(KIND, key, review_document.titles(review.month), editions, key, by, at)


def last_day(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _examples(line: Line, scope: Scope) -> list[Verdict]:
    """The newest: what both teams still remember."""
    rows = scope.rows(reason=line.reason.pk).select_related("offer__handoff__lead")
    return list(rows.order_by("-decided_at", "-pk")[:EXAMPLES])


def _suggestions(board: Board, at: datetime) -> Iterator[tuple[Outlier | Line, Weighed]]:
    """The best criterion that pays for each trouble that stands out; of none, for the most frequent reason."""
    scope = Scope(None, board.scope.until - timedelta(days=HISTORY - 1), board.scope.until)
    troubles: list[Any] = list(board.outliers[:MOST_TROUBLES]) or [one for one in board.lines[:1] if one.hits]
    for one in troubles:
        if weighed := [
            found for found in weigh(_trouble(scope, one), at) if found.holds_up and found.all.pays
        ]:
            yield one, weighed[0]


def _trouble(scope: Scope, one: Outlier | Line) -> Trouble:
    if isinstance(one, Line):
        return Trouble(scope, one.reason.pk)
    return Trouble(scope, one.reason, one.dimension, one.value)


def _feedback(scope: Scope) -> tuple[int, int]:
    company = Organisation.current()
    since, until = company.start_of(scope.since), company.start_of(scope.until + timedelta(days=1))
    said = Feedback.objects.effective().filter(
        occurred_at__gte=since, occurred_at__lt=until, lead__in=Lead.objects.standing()
    )
    return said.count(), said.waiting().count()


def may_read(user: User) -> bool:
    return user.role in READERS


def page_of(key: str) -> str:
    return f"{reverse('leads:review')}?month={key}"


def register() -> None:
    """Its numbers are the whole company's, and name nobody: all who work with leads read them."""
    kinds.register(kinds.Kind(KIND, _("Review of rejections"), may_read=may_read, source_url=page_of))
