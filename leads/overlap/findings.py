"""What an overlap says, as a sentence: how far the two meanings agree, and what each alone would have brought."""

from django.utils.translation import gettext as _

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
    assert question.first and question.second
    said = {
        "first": question.first.label,
        "second": question.second.label,
        "only_first": number(found["first"].leads),
        "won_first": number(found["first"].won),
        "only_second": number(found["second"].leads),
        "won_second": number(found["second"].won),
    }
    return (
        _(
            "Only %(first)s takes %(only_first)s leads, of which %(won_first)s were won; "
            "only %(second)s takes %(only_second)s, of which %(won_second)s were won."
        )
        % said
    )
