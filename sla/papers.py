"""A version as a paper to read: its issued document, or the one that a draft would be now."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.blocks import Blocks
from documents.comparing import compare, counted, marked
from documents.rendering.paper import Paper, paper_of
from people.models import Organisation

from .models import DefinitionVersion
from .models.version import Version


def paper(version: Version, language: str, at: datetime) -> Paper:
    if version.document:
        return paper_of(version.document, language)
    return _live(version, _blocks(version, language, at), language, at)


def comparison(before: Version, after: Version, language: str, at: datetime) -> tuple[Paper, dict[str, int]]:
    """What changed from one version to another, word by word, and how many parts came, went and changed."""
    changes = compare(_blocks(before, language, at), _blocks(after, language, at))
    return _live(after, marked(changes), language, at, is_comparison=True), counted(changes)


def _blocks(version: Version, language: str, at: datetime) -> Blocks:
    return version.editions(at)[language]


def _live(
    version: Version, blocks: Blocks, language: str, at: datetime, is_comparison: bool = False
) -> Paper:
    with override(language):
        return Paper(
            title=str(version.noun),
            language=language,
            blocks=blocks,
            edition=_("Version %(number)s") % {"number": version.number},
            issued=_("draft"),
            issued_at=at,
            company=Organisation.current().name,
            is_comparison=is_comparison,
        )


def guide_paper(language: str, at: datetime) -> Paper:
    """The guide before any edition of it was issued."""
    with override(language):
        return Paper(
            title=_("Qualification guide"),
            language=language,
            blocks=DefinitionVersion.objects.guide(at)[language],
            edition="",
            issued=_("draft"),
            issued_at=at,
            company=Organisation.current().name,
        )
