"""What holds when something goes wrong, how both keep looking, and the signatures."""

from typing import Any

from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import Block
from people.templatetags.formats import day
from sla.parties import Party

from .gathered import Gathered


def _written(title: str, gathered: Gathered, kind: str) -> list[Block]:
    words = gathered.clause(kind)
    return [
        say.heading(title),
        *(words or [say.paragraph(say.emphasis(_("Nothing is agreed on this yet.")))]),
    ]


def exceptions(gathered: Gathered) -> list[Block]:
    return _written(_("Exceptions and waivers"), gathered, "exceptions")


def consequences(gathered: Gathered) -> list[Block]:
    return _written(_("Consequences for both teams"), gathered, "consequences")


def disputes(gathered: Gathered) -> list[Block]:
    return _written(_("Disputes"), gathered, "disputes")


def reporting(gathered: Gathered) -> list[Block]:
    return _written(_("Reporting"), gathered, "reporting")


def review(gathered: Gathered) -> list[Block]:
    on = gathered.version.review_on
    words = _(
        "Both teams review this agreement on %(day)s, and before that whenever one of them asks for it."
    )
    unset = _("Both teams review this agreement whenever one of them asks for it.")
    change = _("A change is a new version that both sign; nothing in force is edited.")
    return [
        say.heading(_("Review and changes")),
        say.paragraph(words % {"day": day(on)} if on else unset),
        say.paragraph(change),
    ]


def history(gathered: Gathered) -> list[Block]:
    rows = [(str(one.number), str(one.get_state_display()), _days(one, gathered)) for one in gathered.earlier]
    if not rows:
        return [say.heading(_("Version history")), say.paragraph(_("This is the first version."))]
    columns = [say.column(_("Version")), say.column(_("State"), share=2), say.column(_("In force"), share=4)]
    return [say.heading(_("Version history")), say.table(columns, rows)]


def _days(version: Any, gathered: Gathered) -> str:
    if version.in_force_from is None:
        return "–"
    zone = gathered.company.zone
    since = day(version.in_force_from.astimezone(zone).date())
    if version.in_force_until is None:
        return _("since %(day)s") % {"day": since}
    until = day(version.in_force_until.astimezone(zone).date())
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def signatures(gathered: Gathered) -> list[Block]:
    bound = _(
        "Each signature names the person, the role, the moment and the fingerprint of exactly this text in both languages."
    )
    slots = {party.value: str(party.label) for party in Party}
    return [say.heading(_("Signatures")), say.paragraph(bound), say.signatures(slots)]
