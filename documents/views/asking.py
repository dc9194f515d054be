"""What an address asks for: the language of a document, which two of its versions, and how much of what changed."""

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from documents.comparing import Change, compare, shortened
from documents.models import Document, DocumentVersion

Changes = tuple[Change, ...]
Pair = tuple[DocumentVersion | None, DocumentVersion | None]


def language_of(request: HttpRequest, version: DocumentVersion) -> str:
    """`?language=`, else the reader's; the first one the version has where it lacks both."""
    for wanted in (request.GET.get("language", ""), (get_language() or "")[:2]):
        if wanted in version.editions:
            return wanted
    return next(iter(version.editions))


def pair_of(request: HttpRequest, document: Document) -> Pair:
    """`?from=&to=`; without them the newest and the one before, which a first version lacks."""
    new = _version(request, document, "to") or document.versions.for_reading().order_by("-number").first()
    if new is None:
        return None, None
    before = document.versions.for_reading().filter(number__lt=new.number).order_by("-number")
    return _version(request, document, "from") or before.first(), new


def changes_of(request: HttpRequest, old: DocumentVersion, new: DocumentVersion, language: str) -> Changes:
    """What became of each block; `?only=changes` leaves out what stayed."""
    changes = compare(old.in_language(language), new.in_language(language))
    return shortened(changes) if request.GET.get("only") else changes


def _version(request: HttpRequest, document: Document, key: str) -> DocumentVersion | None:
    number = request.GET.get(key, "")
    if not number:
        return None
    found = document.versions.for_reading().filter(number=number) if _is_number(number) else None
    version = found.first() if found is not None else None
    if version is None:
        raise Http404
    return version


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8
