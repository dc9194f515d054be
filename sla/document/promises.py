"""What each team promises, how it is measured, and who hears when it isn't kept."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import writing as say
from documents.blocks import Block
from sla.parties import REVOPS, Party
from sla.targets import calendar_words, scope_words, step_words, target_words

from .gathered import Gathered

METRICS = (
    (
        gettext_lazy("SLA compliance"),
        gettext_lazy("met / (met + breached + open past due); not yet due is left out, waived is counted apart."),
    ),
    (
        gettext_lazy("Acceptance rate"),
        gettext_lazy("accepted / decided, and accepted / delivered; both are shown."),
    ),
    (
        gettext_lazy("Response time"),
        gettext_lazy("first contact by a person minus handoff, in working time; leads never contacted stay in."),
    ),
    (
        gettext_lazy("Completeness"),
        gettext_lazy("handoffs without anything missing from the checklist / all handoffs."),
    ),
    (
        gettext_lazy("Conversion from lead to opportunity"),
        gettext_lazy("leads that became an opportunity / leads that entered in the same period, once it has matured."),
    ),
)  # fmt: skip


def of_marketing(gathered: Gathered) -> list[Block]:
    return [say.heading(_("Marketing's commitments")), *_promised(gathered.promised_by(Party.MARKETING))]


def of_sales(gathered: Gathered) -> list[Block]:
    return [say.heading(_("Sales' commitments")), *_promised(gathered.promised_by(Party.SALES))]


def of_arbitration(gathered: Gathered) -> list[Block]:
    """By when RevOps rules on a dispute; nothing where nothing is promised, for RevOps is no side."""
    promised = gathered.promised_by(REVOPS)
    return [say.heading(_("Arbitration")), *_promised(promised)] if promised else []


def _promised(commitments: list[Any]) -> list[Block]:
    if not commitments:
        return [say.paragraph(say.emphasis(_("Nothing is promised yet.")))]
    columns = [
        say.column(_("Promise"), share=4),
        say.column(_("Target"), share=3),
        say.column(_("Calendar"), share=2),
        say.column(_("Weight"), "end"),
    ]
    rows = [(_promise(one), target_words(one), calendar_words(one), str(one.weight)) for one in commitments]
    return [say.table(columns, rows)]


def _promise(commitment: Any) -> list[Any]:
    words: list[Any] = [say.strong(str(commitment))]
    if str(commitment) != str(commitment.get_kind_display()):
        words.append(f" ({commitment.get_kind_display()})")
    only = scope_words(commitment)
    return [*words, "\n", _("only for: %(scope)s") % {"scope": only}] if only else words


def metrics(gathered: Gathered) -> list[Block]:
    items: list[say.Said] = [[say.strong(str(name)), ": ", str(formula)] for name, formula in METRICS]
    weights = _("Where promises are summed up, each counts by its weight.")
    return [say.heading(_("Joint metrics and formulas")), say.bullets(items), say.paragraph(weights)]


def escalation(gathered: Gathered) -> list[Block]:
    timed = gathered.timed()
    blocks: list[Block] = [say.heading(_("Escalation"))]
    if not timed:
        return [*blocks, say.paragraph(_("No promise runs a clock, so nothing escalates."))]
    held = _(
        "Alerts wait for the working hours of whoever gets them, unless a step says otherwise. "
        "Each step is taken once for each clock."
    )
    rows = [
        (str(one) if first else "", f"{percent} %", step_words(step))
        for one in timed
        for first, percent, step in _rungs(one)
    ]
    columns = [
        say.column(_("Promise"), share=4),
        say.column(_("At, of its time"), "end", share=2),
        say.column(_("Who is told"), share=5),
    ]
    return [*blocks, say.paragraph(held), say.table(columns, rows)]


def _rungs(commitment: Any) -> list[tuple[bool, int, Any]]:
    ladder = commitment.ladder().items()
    return [(place == 0, percent, step) for place, (percent, step) in enumerate(ladder)]
