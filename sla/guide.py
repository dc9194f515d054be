"""The qualification guide: every definition in force with its examples, as one document in both languages.

It is written anew from what runs whenever a definition goes into force, so that it never says something else.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import Block, Blocks, Editions
from people.templatetags.formats import day
from sla.criteria import CriteriaFault
from sla.definition_document import criteria, leaving, named, words

KIND = "qualification_guide"
KEY = "current"
ORDER = ("mql", "sal", "sql", "disqualified")


def titles() -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = _("Qualification guide")
    return found


def editions(versions: list[Any], at: datetime, company: Any) -> Editions:
    """{language: the blocks}, from the versions in force."""
    listed = sorted(versions, key=lambda one: ORDER.index(one.definition.key))
    written: Editions = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            written[language] = _blocks(listed, company)
    return written


def _blocks(versions: list[Any], company: Any) -> Blocks:
    subtitle = _("When is a lead what, at %(company)s") % {"company": company.name or "–"}
    blocks: list[Block] = [say.title(_("Qualification guide"), subtitle)]
    if not versions:
        return (*blocks, say.paragraph(_("No definition is in force yet.")))
    blocks += _overview(versions, company)
    for version in versions:
        blocks += _chapter(version)
    return (*blocks, *_closing())


def _overview(versions: list[Any], company: Any) -> list[Block]:
    intro = _(
        "Both teams signed what stands here. The system runs the same criteria, so a lead is called what this guide says."
    )
    columns = [
        say.column(_("Word"), share=2),
        say.column(_("In words"), share=5),
        say.column(_("Version"), share=2),
    ]
    rows = [
        (
            say.strong(named(one.definition)),
            one.text,
            _("version %(number)s, since %(day)s")
            % {"number": one.number, "day": day(one.in_force_from.astimezone(company.zone).date())},
        )
        for one in versions
    ]
    return [say.paragraph(intro), say.heading(_("At a glance")), say.table(columns, rows)]


def _chapter(version: Any) -> list[Block]:
    return [
        say.heading(named(version.definition)),
        *words(version),
        say.heading(_("When it holds"), 2),
        *criteria(version.criteria, version),
        *leaving(version),
        *_examples(version),
    ]


def _examples(version: Any) -> list[Block]:
    """Without a name: how each answers the questions that are asked."""
    try:
        listed = [(one, one.answers()) for one in version.examples.all()]
    except CriteriaFault:
        return []
    if not listed:
        return []
    rows: list[list[Any]] = [
        [str(one.get_kind_display()), [_answered(answer) for answer in answers] or "–"]
        for one, answers in listed
    ]
    note = _("Real leads, as they stood when this version was sent to review. Who they are is left out.")
    columns = [say.column(_("Example"), share=2), say.column(_("What is known of it"), share=7)]
    return [say.heading(_("Examples"), 2), say.paragraph(note), say.table(columns, rows)]


def _answered(answer: Any) -> list[Any]:
    mark = "✓" if answer.holds else "✗"
    said = _("%(question)s (here: %(value)s)") % {"question": answer.question, "value": answer.value}
    return [f"{mark} ", said, "\n"]


def _closing() -> list[Block]:
    rules = [
        _(
            "Whoever meets a lead that fits and is not called so, or the other way round, tells RevOps: "
            "then the criteria are wrong, and not the lead."
        ),
        _("A change is a new version that both managers sign; nothing in force is edited."),
    ]
    return [say.heading(_("When in doubt")), say.bullets(rules)]
