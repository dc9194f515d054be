"""Rows in error as a file: to be corrected and sent again."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leads.corrections import rows_to_correct
from leads.models import Import
from leads.reading.faults import Refused
from leads.wording import say
from people.doors import for_roles
from people.exporting import csv_lines

from .imports import IMPORTERS, find


@require_safe
@for_roles(*IMPORTERS)
def download(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    one = find(request, pk)
    rows = rows_to_correct(_columns(one), _faulty(one))
    return StreamingHttpResponse(
        csv_lines(rows, timezone.get_current_timezone()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{one.pk}-rows-to-correct.csv"'},
    )


def _columns(one: Import) -> tuple[str, ...]:
    """The heads of the file; those of the mapping once the file itself is gone."""
    try:
        return one.table().columns
    except (Refused, OSError, csv.Error):
        return tuple(one.mapping.get("columns", {}))


def _faulty(one: Import) -> Iterator[tuple[list[str], str]]:
    for row in one.faulty_rows.iterator(chunk_size=1000):
        yield row.cells, " · ".join(say(fault) for fault in row.faults)
