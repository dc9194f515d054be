"""An agreement as a document, in both languages: built from what will run, so that what is signed is what counts."""

from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents.blocks import Block, Blocks, Editions

from . import closing, frame, promises, time
from .gathered import Gathered

__all__ = ["KIND", "Gathered", "editions", "titles"]

KIND = "agreement"
Section = Callable[[Gathered], list[Block]]

SECTIONS: tuple[Section, ...] = (
    frame.opening,
    frame.parties,
    frame.purpose,
    frame.scope,
    time.calendars,
    frame.glossary,
    frame.definitions,
    promises.of_marketing,
    promises.of_sales,
    promises.of_arbitration,
    promises.metrics,
    time.clocks,
    closing.exceptions,
    promises.escalation,
    closing.consequences,
    closing.disputes,
    closing.reporting,
    closing.review,
    closing.history,
    closing.signatures,
)
"""In the order in which it is read."""


def editions(gathered: Gathered) -> Editions:
    """{language: the blocks}: the same document in each language of the product."""
    written: Editions = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            written[language] = _blocks(gathered)
    return written


def _blocks(gathered: Gathered) -> Blocks:
    return tuple(block for section in SECTIONS for block in section(gathered))


def titles(name: str) -> dict[str, str]:
    """{language: what the document is called}."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = _("Service level agreement: %(name)s") % {"name": name}
    return found
