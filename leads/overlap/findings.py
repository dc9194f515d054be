"""What an overlap says, as a sentence: how far the two meanings agree, and what each alone would have brought."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.backtest.outcomes import Tally
from leads.backtest.reading import Parted
from people.templatetags.formats import number, percent

from .asking import Question


def agreement(found: Parted) -> float | None:
    """Of the leads that either takes, those that both take (the Jaccard index)."""
    return found["both"].leads / found.either.leads if found.either.leads else None


def of_overlap(question: Question, found: Parted) -> str:
    share = agreement(found)
    if share is None:
        return _("Neither takes any of these leads.")
    said = {"share": percent(share), "either": number(found.either.leads)}
    if share == 1:
        return _("Both take the same %(either)s leads.") % said
    if share == 0:
        return _("They have no lead in common: %(either)s are taken by one and not by the other.") % said
    return _("They agree on %(share)s of the %(either)s leads that either takes.") % said


def of_parts(question: Question, found: Parted) -> str:
    """What is at stake: the leads that only one takes, and how many of them were won."""
    sides = ((question.first, found["first"]), (question.second, found["second"]))
    return " ".join(_alone(side.label, tally) for side, tally in sides if side)


def _alone(label: str, tally: Tally) -> str:
    if not tally.leads:
        return _("%(side)s takes none that the other leaves.") % {"side": label}
    said = {"side": label, "leads": number(tally.leads), "won": number(tally.won)}
    words = ngettext(
        "Only %(side)s takes %(leads)s lead; won: %(won)s.",
        "Only %(side)s takes %(leads)s leads; won: %(won)s.",
        tally.leads,
    )
    return words % said
