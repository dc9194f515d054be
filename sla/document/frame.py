"""What the agreement stands on: its parties, purpose and scope, and the words that both use alike."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import writing as say
from documents.blocks import Block
from people.templatetags.formats import day
from sla.parties import Party
from sla.targets import scope_words

from .gathered import Gathered, named

GLOSSARY = (
    (gettext_lazy("Lead"), gettext_lazy("one person's interest in what we sell, from whatever source.")),
    (
        gettext_lazy("Handoff"),
        gettext_lazy("the delivery of a lead from Marketing to Sales; it waits until Sales answers."),
    ),
    (
        gettext_lazy("Acceptance, rejection, return"),
        gettext_lazy(
            "Sales' answer to a handoff: it works on the lead, gives it back with a reason, or asks for what is missing."
        ),
    ),
    (
        gettext_lazy("First contact"),
        gettext_lazy("the first act of a person towards the lead; an automatic message is none."),
    ),
    (
        gettext_lazy("Working time"),
        gettext_lazy("time inside the calendar named with the promise; nights, weekends and holidays don't count."),
    ),
    (
        gettext_lazy("Clock"),
        gettext_lazy("the working time that one promise has taken for one lead, counted second by second."),
    ),
    (
        gettext_lazy("Breach"),
        gettext_lazy("a clock that ran out before it was stopped. It is never deleted."),
    ),
    (
        gettext_lazy("Excuse"),
        gettext_lazy("proof that the answer had been given in time; the breach then counts as kept."),
    ),
    (
        gettext_lazy("Waiver"),
        gettext_lazy("a manager's decision, with a reason, that a breach doesn't count; it is counted apart."),
    ),
)  # fmt: skip


def opening(gathered: Gathered) -> list[Block]:
    version = gathered.version
    subtitle = _("Service level agreement between Marketing and Sales at %(company)s")
    planned = day(version.planned_on) if version.planned_on else _("the day on which RevOps puts it in force")
    review = day(version.review_on) if version.review_on else _("not set")
    return [
        say.title(version.agreement.name, subtitle % {"company": gathered.company.name or "–"}),
        say.facts(
            [
                (_("Version"), str(version.number)),
                (_("Edition of this document"), str(gathered.edition)),
                (_("To be in force from"), planned),
                (_("Applies to"), str(version.get_applies_to_display())),
                (_("Review on"), review),
            ]
        ),
    ]


def parties(gathered: Gathered) -> list[Block]:
    said = {
        Party.MARKETING: _("represented by the marketing manager"),
        Party.SALES: _("represented by the sales manager"),
    }
    items: list[say.Said] = []
    for party, words in said.items():
        teams = ", ".join(team.name for team in gathered.teams if team.kind == party)
        more = _("; teams: %(teams)s") % {"teams": teams} if teams else ""
        items.append([say.strong(str(party.label)), ", ", words, more, "."])
    keeper = _("RevOps keeps the agreement, puts it in force and decides what both managers can't settle.")
    return [say.heading(_("Parties")), say.bullets(items), say.paragraph(keeper)]


def purpose(gathered: Gathered) -> list[Block]:
    return [say.heading(_("Purpose")), *(gathered.clause("purpose") or [_nothing()])]


def scope(gathered: Gathered) -> list[Block]:
    words = scope_words(gathered.version)
    covered = _("It covers the leads for which this holds: %(scope)s.") % {"scope": words}
    counted = _(
        "A lead is judged by the version that was in force when its clock started. "
        "Leads that were imported as history start no clock."
    )
    return [
        say.heading(_("Scope and segments")),
        say.paragraph(covered if words else _("It covers every lead.")),
        say.paragraph(counted),
    ]


def glossary(gathered: Gathered) -> list[Block]:
    items: list[say.Said] = [[say.strong(str(word)), ": ", str(meaning)] for word, meaning in GLOSSARY]
    return [say.heading(_("Glossary")), say.bullets(items)]


def definitions(gathered: Gathered) -> list[Block]:
    rows = [
        (
            named(one.definition),
            _("version %(number)s, since %(day)s")
            % {"number": one.number, "day": day(one.in_force_from.astimezone(gathered.company.zone).date())},
            [one.text, "\n" if one.text else "", say.emphasis(_meaning(one))],
        )
        for one in gathered.definitions
    ]
    columns = [say.column(_("Word")), say.column(_("Version"), share=2), say.column(_("Meaning"), share=5)]
    if not rows:
        return [say.heading(_("Definitions")), say.paragraph(_("No definition is in force yet."))]
    kept = _("A later version of a definition holds for this agreement from the day it is in force.")
    return [say.heading(_("Definitions")), say.table(columns, rows), say.paragraph(kept)]


def _meaning(definition: object) -> str:
    try:
        return str(definition.meaning().sentence())  # type: ignore[attr-defined]
    except ValueError as fault:
        return str(fault)


def _nothing() -> Block:
    return say.paragraph(say.emphasis(_("Nothing is agreed on this yet.")))
