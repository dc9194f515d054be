"""A definition as a document, in both languages: the words and the criteria that run, for both managers to sign."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import Block, Blocks, Editions
from people.bilingual import told
from people.templatetags.formats import day
from sla.criteria import CriteriaFault
from sla.criteria.sentences import say as sentence
from sla.parties import Party

KIND = "definition"


@dataclass(frozen=True)
class Told:
    """Everything it is written from; `edition` counts the documents of this word, so that each submission is its own."""

    version: Any
    edition: int
    at: datetime
    company: Any
    earlier: list[Any]


def editions(of: Told) -> Editions:
    """{language: the blocks}."""
    written: Editions = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            written[language] = _blocks(of)
    return written


def titles(definition: Any) -> dict[str, str]:
    """{language: what the document is called}."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = _("Definition: %(name)s") % {"name": named(definition)}
    return found


def named(definition: Any) -> str:
    return told(definition.name_en, definition.name_es)


def _blocks(of: Told) -> Blocks:
    return (*_opening(of), *_meaning(of), *_counting(), *_history(of), *_signatures())


def _opening(of: Told) -> list[Block]:
    version = of.version
    subtitle = _("What Marketing and Sales at %(company)s mean by it")
    planned = day(version.planned_on) if version.planned_on else _("the day on which RevOps puts it in force")
    return [
        say.title(named(version.definition), subtitle % {"company": of.company.name or "–"}),
        say.facts(
            [
                (_("Version"), str(version.number)),
                (_("Edition of this document"), str(of.edition)),
                (_("To be in force from"), planned),
            ]
        ),
    ]


def _meaning(of: Told) -> list[Block]:
    return [
        say.heading(_("In words")),
        *words(of.version),
        say.heading(_("When it holds")),
        *criteria(of.version.criteria, of.version),
        *leaving(of.version),
    ]


def words(version: Any) -> list[Block]:
    """A paragraph a line; the document's language, else the other."""
    lines = [line.strip() for line in version.text.splitlines() if line.strip()]
    return [say.paragraph(line) for line in lines] or [
        say.paragraph(say.emphasis(_("Nothing is written yet.")))
    ]


def criteria(tree: Any, version: Any) -> list[Block]:
    """The criteria as they run: what must hold all together, or any of it, line by line."""
    if version.asks_nothing:
        return [say.paragraph(say.emphasis(_("Nothing is asked yet.")))]
    try:
        root = version.meaning().root
    except CriteriaFault as fault:
        return [say.paragraph(say.emphasis(str(fault)))]
    kind, parts = getattr(root, "kind", ""), getattr(root, "parts", ())
    if kind not in ("all", "any") or len(parts) < 2:
        return [say.paragraph(_finished(sentence(root)))]
    head = _("All of these must hold:") if kind == "all" else _("At least one of these must hold:")
    return [say.paragraph(head), say.bullets([_finished(sentence(part)) for part in parts])]


def leaving(version: Any) -> list[Block]:
    """When a lead that crossed falls back; nothing where the version says nothing about it."""
    try:
        asked = version.leaving()
    except CriteriaFault as fault:
        return [say.paragraph(say.emphasis(str(fault)))]
    if asked is None:
        return []
    head = _("A lead that was so, and that Sales has not got yet, falls back when this holds:")
    return [say.paragraph(head), say.bullets([_finished(asked.sentence())])]


def _finished(said: str) -> str:
    return said[:1].upper() + said[1:] + "."


def _counting() -> list[Block]:
    rules = [
        _("The system runs exactly these criteria; whoever hands a lead off by hand is named with it."),
        _(
            "A lead is judged by the version that is in force when something new is known of it, and keeps its number."
        ),
        _("A crossing is never taken back or dated back when the definition changes."),
    ]
    return [say.heading(_("How it counts")), say.bullets(rules)]


def _history(of: Told) -> list[Block]:
    if not of.earlier:
        return [say.heading(_("Version history")), say.paragraph(_("This is the first version."))]
    rows = [
        (str(one.number), str(one.get_state_display()), _days(one, of.company.zone)) for one in of.earlier
    ]
    columns = [say.column(_("Version")), say.column(_("State"), share=2), say.column(_("In force"), share=4)]
    return [say.heading(_("Version history")), say.table(columns, rows)]


def _days(version: Any, zone: Any) -> str:
    if version.in_force_from is None:
        return "–"
    since = day(version.in_force_from.astimezone(zone).date())
    if version.in_force_until is None:
        return _("since %(day)s") % {"day": since}
    until = day(version.in_force_until.astimezone(zone).date())
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def _signatures() -> list[Block]:
    bound = _(
        "Each signature names the person, the role, the moment and the fingerprint of exactly this text in both languages."
    )
    slots = {party.value: str(party.label) for party in Party}
    return [say.heading(_("Signatures")), say.paragraph(bound), say.signatures(slots)]
