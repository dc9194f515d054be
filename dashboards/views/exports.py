"""The numbers of a board as a file: exactly those of the page, for the same question and reader."""

import tempfile
from collections.abc import Iterable
from typing import Any

import structlog
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from dashboards.boards import Board, boards
from dashboards.boards.paper import paper
from dashboards.boards.sheet import lines
from documents.rendering import pdf, slides
from people.exporting import Row, csv_lines, write_sheet

from .frame import FILES, looked

log = structlog.get_logger(__name__)


@require_safe
def export(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    if kind not in FILES or key not in boards:
        raise Http404
    asking: Any = request
    _form, look = looked(asking)
    board = boards[key](look)
    log.info("board_exported", user=request.user.pk, board=key, kind=kind)
    return {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf, "pptx": _slides}[kind](board, _name(board, kind))


def _name(board: Board, kind: str) -> str:
    return f"{slugify(str(board.name)) or board.key}-{board.look.at:%Y-%m-%d}.{kind}"


def _csv(board: Board, name: str) -> HttpResponseBase:
    return as_csv(lines(board), name)


def _xlsx(board: Board, name: str) -> HttpResponseBase:
    return as_xlsx(lines(board), name)


def as_csv(rows: Iterable[Row], name: str) -> HttpResponseBase:
    return StreamingHttpResponse(
        csv_lines(rows, timezone.get_current_timezone()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def as_xlsx(rows: Iterable[Row], name: str) -> HttpResponseBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_sheet(rows, timezone.get_current_timezone(), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def _pdf(board: Board, name: str) -> HttpResponseBase:
    return _whole(pdf.render(paper(board)), "application/pdf", name)


def _slides(board: Board, name: str) -> HttpResponseBase:
    return _whole(slides.render(paper(board)), slides.CONTENT_TYPE, name)


def _whole(file: bytes, content_type: str, name: str) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=content_type, headers=headers)
