"""A version or a comparison as a file. Nothing is kept: a file is made in a fraction of a second, or in a few for hundreds
of pages, and is always of the signatures there are.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from documents.models import Document, DocumentVersion
from documents.rendering import pdf, slides, word
from documents.rendering.paper import Paper, comparison_paper, paper_of

from .asking import changes_of, language_of, pair_of

FORMS: dict[str, tuple[Callable[[Paper], bytes], str, str]] = {
    "pdf": (pdf.render, "application/pdf", "pdf"),
    "word": (word.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "slides": (slides.render, slides.CONTENT_TYPE, "pptx"),
}


@require_safe
def version_file(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponse:
    rows = DocumentVersion.objects.visible_to(request.user).for_reading()
    version = get_object_or_404(rows, document=pk, number=number)
    language = language_of(request, version)
    return file_of(version, language, form)


def file_of(version: DocumentVersion, language: str, form: str) -> HttpResponse:
    return _answer(paper_of(version, language), form, version.document, f"v{version.number}")


@require_safe
def comparison_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    old, new = pair_of(request, document)
    if old is None or new is None:
        raise Http404
    language = language_of(request, new)
    paper = comparison_paper(old, new, changes_of(request, old, new, language), language)
    return _answer(paper, form, document, f"v{old.number}-v{new.number}")


def _answer(paper: Paper, form: str, document: Document, edition: str) -> HttpResponse:
    render, content_type, ending = FORMS[form]
    # only letters, digits and hyphens, so that no program reads more into a name than a name
    name: Any = (
        slugify(document.title_in(paper.language))[:80].strip("-") or slugify(document.kind) or "document"
    )
    return HttpResponse(
        render(paper),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{edition}-{paper.language}.{ending}"',
            "Cache-Control": "private, no-cache",
        },
    )
