"""The papers of definitions: what both sign of one word, and the guide to all words in force."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from documents.blocks import Editions
from documents.models import Document, DocumentVersion
from people.models import Organisation
from sla import definition_document, guide
from sla.definition_document import Told

if TYPE_CHECKING:
    from .definition import DefinitionVersion


def issue(version: "DefinitionVersion", by: Any, at: datetime) -> DocumentVersion:
    """What the version says now, kept for good; each submission is an edition of its own."""
    titles = definition_document.titles(version.definition)
    return Document.objects.issue(
        definition_document.KIND,
        version.definition.key,
        titles,
        written(version, at),
        f"v{version.number}",
        by,
        at,
    )


def written(version: "DefinitionVersion", at: datetime) -> Editions:
    """The document that the version would be at `at`."""
    kind, key = definition_document.KIND, version.definition.key
    issued = DocumentVersion.objects.filter(document__kind=kind, document__key=key).count()
    earlier = list(version.siblings().filter(number__lt=version.number).order_by("number"))
    told = Told(version, issued + 1, at, Organisation.current(), earlier)
    return definition_document.editions(told)


def issue_guide(versions: "list[DefinitionVersion]", by: Any, at: datetime) -> DocumentVersion:
    """The next edition of the guide, or the newest where it says the same already."""
    editions = guide_of(versions, at)
    return Document.objects.issue(guide.KIND, guide.KEY, guide.titles(), editions, "", by, at)


def guide_of(versions: "list[DefinitionVersion]", at: datetime) -> Editions:
    """The guide as it would read at `at`, from the versions in force."""
    return guide.editions(versions, at, Organisation.current())
