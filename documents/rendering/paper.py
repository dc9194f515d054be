"""What every form of a document is rendered from: its blocks, who signed them, and the words around them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import numbering
from documents import writing as say
from documents.blocks import Block, Blocks, Bullets, Marked, Paragraph, Run, Signatures, Title
from documents.charts import Tell
from documents.comparing import Change, marked
from documents.models import DocumentVersion, Signature
from people.models import Organisation
from people.templatetags import formats


@dataclass(frozen=True)
class Signed:
    """A signature as it is shown."""

    name: str
    role: str
    at: str
    hash: str


@dataclass(frozen=True)
class Paper:
    """Everything that is on it, in one language; moments are the company's, so that it reads the same to everybody."""

    title: str
    language: str
    blocks: Blocks
    edition: str
    """Which version it is, in words."""
    issued: str
    issued_at: datetime
    company: str
    hash: str = ""
    signed: Mapping[str, Signed] = field(default_factory=dict)
    is_comparison: bool = False

    def numbers(self) -> tuple[str, ...]:
        """A comparison holds headings of two versions, whose numbers would contradict each other."""
        return ("",) * len(self.blocks) if self.is_comparison else numbering.numbers(self.blocks)

    def around(self) -> dict[str, str]:
        """The words that stand around the document's own; asked for within its language."""
        return {
            "fingerprint": _("Fingerprint (SHA-256)"),
            "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "not_signed": _("Not signed yet"),
            "name": _("Name"),
            "date": _("Date"),
            "signed": _("Signed"),
            "came": _("added"),
            "went": _("removed"),
            "changed": _("changed"),
        }


def paper_of(version: DocumentVersion, language: str) -> Paper:
    """A version as it is read in this language, with the signatures it has now."""
    company = Organisation.current()
    with override(language):
        return Paper(
            title=version.document.title_in(language),
            language=language,
            blocks=version.in_language(language),
            edition=edition_of(version),
            issued=_issued(version.created_at, company),
            issued_at=version.created_at,
            company=company.name,
            hash=version.hash,
            signed={one.capacity: _signed(one, company) for one in version.signatures.all()},
        )


def comparison_paper(
    old: DocumentVersion, new: DocumentVersion, changes: Sequence[Change], language: str
) -> Paper:
    """What changed from one version to another, as a document of its own; it is never signed."""
    company = Organisation.current()
    with override(language):
        title = new.document.title_in(language)
        editions = _("%(old)s compared with %(new)s") % {"old": edition_of(old), "new": edition_of(new)}
        said = (*_opening(title, old, new, company), *_told(marked(changes)))
        return Paper(
            title=f"{title}: {editions}",
            language=language,
            blocks=said,
            edition=editions,
            issued=_issued(new.created_at, company),
            issued_at=new.created_at,
            company=company.name,
            is_comparison=True,
        )


def edition_of(version: DocumentVersion) -> str:
    words = _("Version %(number)s") % {"number": version.number}
    return f"{words} ({version.label})" if version.label else words


def teller(unit: str) -> Tell:
    """Numbers of this unit as the active language writes them."""
    return lambda value: str(formats.shown(value, unit))


def _opening(
    title: str, old: DocumentVersion, new: DocumentVersion, company: Organisation
) -> tuple[Block, ...]:
    rows = [
        (edition_of(version), [_moment(version.created_at, company), f"\n{version.hash}"])
        for version in (old, new)
    ]
    return (say.title(title, _("What changed")), say.facts(rows))


def _told(compared: Blocks) -> Iterator[Block]:
    """A comparison has its own title and nobody signs it: those of the versions are told where they changed."""
    for block in compared:
        if isinstance(block, Marked):
            yield replace(block, block=_as_told(block.block))
        elif not isinstance(block, Title | Signatures):
            yield block


def _as_told(block: Block) -> Block:
    if isinstance(block, Title):
        return Paragraph((*block.words, Run("\n"), *block.subtitle))
    if isinstance(block, Signatures):
        return Bullets(tuple(slot.label for slot in block.slots))
    return block


def _moment(at: datetime, company: Organisation) -> str:
    """In full, with the zone said: there is no reader whose own zone would be right."""
    return f"{formats.dated(at.astimezone(ZoneInfo(company.time_zone)), 'j M Y, H:i')} ({company.time_zone})"


def _issued(at: datetime, company: Organisation) -> str:
    return _("issued %(moment)s") % {"moment": _moment(at, company)}


def _signed(signature: Signature, company: Organisation) -> Signed:
    by = signature.by
    role = dict(by.Role.choices).get(signature.role, signature.role)
    return Signed(str(by), str(role), _moment(signature.signed_at, company), signature.hash)
