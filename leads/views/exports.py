"""The lead list as a file: exactly the rows that the address asks for and the reader may see."""

import tempfile
from collections.abc import Iterator
from typing import Any

import structlog
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from leads.forms.filters import asked_of, order_of
from leads.models import Lead, LeadScore
from people.exporting import csv_lines, write_sheet
from people.models import User
from people.moment import now

log = structlog.get_logger(__name__)
BATCH = 2000
COLUMNS = (
    "id", "name", "email", "phone", "job_title", "company_name", "company_domain", "industry", "employees", "country", "region",
    "city", "segment", "source", "channel", "campaign", "language", "consent", "stage", "owner", "team", "captured_at", "mql_at",
    "handed_off_at", "accepted_at", "rejected_at", "sql_at", "opportunity_at", "won_at", "lost_at",
)  # fmt: skip


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """CSV is sent while it is read; XLSX is written to a file first."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    user: Any = request.user
    leads = Lead.objects.visible_to(user).narrowed(asked_of(request.GET, user)).for_list()
    rows = _counted(table(order_of(request.GET).sorted(leads), user), user, kind)
    name = f"leads-{now():%Y-%m-%d}.{kind}"
    zone = timezone.get_current_timezone()
    if kind == "csv":
        return StreamingHttpResponse(
            csv_lines(rows, zone),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_sheet(rows, zone, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def table(leads: Any, user: User) -> Iterator[list[Any]]:
    """The heads in the reader's language, then a row a lead, masked where the reader's role asks for it."""
    fields: list[Any] = [Lead._meta.get_field(name) for name in COLUMNS]
    heads = [str(field.verbose_name) for field in fields]
    yield [*(head[:1].upper() + head[1:] for head in heads), *_score_heads()]
    for lead in leads.iterator(chunk_size=BATCH):
        lead.shown_to(user)
        score = getattr(lead, "score", None)
        yield [
            *(_value(lead, name) for name in COLUMNS),
            score.score if score else None,
            score.grade if score else "",
        ]


def _score_heads() -> list[str]:
    fields: list[Any] = [LeadScore._meta.get_field(name) for name in ("score", "grade")]
    return [str(field.verbose_name).capitalize() for field in fields]


def _value(lead: Lead, name: str) -> Any:
    if name in ("owner", "team"):
        return str(getattr(lead, name) or "")
    return str(lead.get_stage_display()) if name == "stage" else getattr(lead, name)


def _counted(rows: Iterator[list[Any]], user: User, kind: str) -> Iterator[list[Any]]:
    """Who took how many rows away is kept in the log; whose they were is not."""
    sent = 0
    try:
        for row in rows:
            yield row
            sent += 1
    finally:
        log.info("leads_exported", user=user.pk, kind=kind, rows=max(sent - 1, 0), masked=user.sees_masked)
