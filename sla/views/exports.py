"""The breach list as a file: exactly the rows that the address asks for and the reader may see."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import structlog
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from people.exporting import csv_lines
from people.models import User
from people.moment import now
from sla.filters import BreachAsked
from sla.rows import BreachRow, breach_rows

from .breaches import asked_for

log = structlog.get_logger(__name__)
BATCH = 500


@require_safe
def export_breaches(request: HttpRequest) -> StreamingHttpResponse:
    """CSV, sent while it is read."""
    user: Any = request.user
    asked = BreachAsked.of(request.GET, user)
    found = (
        asked_for(request).in_state(asked.state).with_answers().with_course().order_by("-reached_at", "-pk")
    )
    return StreamingHttpResponse(
        csv_lines(_counted(_table(found, user), user), timezone.get_current_timezone()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="breaches-{now():%Y-%m-%d}.csv"'},
    )


def _table(found: Any, user: User) -> Iterator[list[Any]]:
    """The heads in the reader's language, then a row a breach; names are looked up a batch at a time."""
    yield [
        pgettext("of a row", "Number"), _("About"), _("Promise"), _("Team"), _("Owner"), _("Started"), _("Due"), _("Broken"), _("Answered"),
        _("Late (working hours)"), _("Why it was late"), _("Steps reached"), _("State"), _("Acknowledged by"),
        _("Acknowledged"), _("Note"), _("Waived by"), _("Reason of the waiver"), _("Excuse"),
    ]  # fmt: skip
    at, breaches = now(), found.iterator(chunk_size=BATCH)
    while batch := list(islice(breaches, BATCH)):
        yield from (_cells(row) for row in breach_rows(batch, user, at))


def _cells(row: BreachRow) -> list[Any]:
    breach: Any = row.breach
    clock = breach.clock
    seen, waived, excused = (getattr(breach, name, None) for name in ("acknowledgement", "waiver", "excuse"))
    return [
        breach.pk, row.label, str(clock.commitment), str(clock.team or ""), str(clock.owner or ""), clock.started_at,
        clock.due_at, breach.reached_at, clock.stopped_at,
        None if row.late_seconds is None else round(row.late_seconds / 3600, 2),
        "; ".join(row.reasons), "; ".join(step.words for step in row.steps), str(row.state_label),
        str(seen.by) if seen else "", seen.at if seen else None, seen.note if seen else "",
        str(waived.by) if waived else "", waived.reason if waived else "", str(excused or ""),
    ]  # fmt: skip


def _counted(rows: Iterator[list[Any]], user: User) -> Iterator[list[Any]]:
    """Who took how many rows away is kept in the log; whose they were is not."""
    sent = 0
    try:
        for row in rows:
            yield row
            sent += 1
    finally:
        log.info("breaches_exported", user=user.pk, rows=max(sent - 1, 0))
