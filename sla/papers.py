"""An agreement version as a paper to read: its issued document, or the one that a draft would be now."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.blocks import Blocks
from documents.comparing import compare, counted, marked
from documents.rendering.paper import Paper, paper_of
from people.models import Organisation

from .models import AgreementVersion


def paper(version: AgreementVersion, language: str, at: datetime) -> Paper:
    if version.document:
        return paper_of(version.document, language)
    return _live(version, _blocks(version, language, at), language, at)


def comparison(
    before: AgreementVersion, after: AgreementVersion, language: str, at: datetime
) -> tuple[Paper, dict[str, int]]:
    """What changed from one version to another, word by word, and how many parts came, went and changed."""
    changes = compare(_blocks(before, language, at), _blocks(after, language, at))
    return _live(after, marked(changes), language, at, is_comparison=True), counted(changes)


def _blocks(version: AgreementVersion, language: str, at: datetime) -> Blocks:
    return version.editions(at)[language]


def _live(
    version: AgreementVersion, blocks: Blocks, language: str, at: datetime, is_comparison: bool = False
) -> Paper:
    with override(language):
        return Paper(
            title=version.agreement.name,
            language=language,
            blocks=blocks,
            edition=_("Version %(number)s") % {"number": version.number},
            issued=_("draft"),
            issued_at=at,
            company=Organisation.current().name,
            is_comparison=is_comparison,
        )
