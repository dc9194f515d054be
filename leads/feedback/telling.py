"""What the monthly review says of one line, one lead and one criterion, in the reader's language."""

from django.utils.translation import gettext as _

from leads.models import Lead
from people.templatetags.formats import number, points

from .board import Line
from .remedies import Measured
from .weighing import Weighed


def change_words(line: Line) -> str:
    if line.change is None:
        return _("nothing to compare with")
    size = points(abs(line.change))
    if line.verdict == "more":
        return _("%(points)s more") % {"points": size}
    if line.verdict == "less":
        return _("%(points)s less") % {"points": size}
    return _("not shown")


def masked(lead: Lead) -> str:
    return _("Lead %(id)s") % {"id": lead.pk}


def known_words(lead: Lead) -> str:
    """What says nothing of the person."""
    size = (
        _("%(n)s employees") % {"n": number(lead.employees)}
        if lead.employees is not None
        else _("size unknown")
    )
    said = [lead.source or _("source not stated"), lead.segment, lead.industry, lead.country, size]
    return " · ".join(word for word in said if word)


def kept_words(one: Weighed) -> str:
    return _("%(n)s of %(of)s") % {"n": number(one.all.unwanted), "of": number(one.all.of_unwanted)}


def cost_words(one: Weighed) -> str:
    return _("%(n)s of %(of)s accepted, %(won)s won") % {
        "n": number(one.all.good),
        "of": number(one.all.of_good),
        "won": number(one.all.won),
    }


def verdict_words(one: Measured) -> str:
    words = {
        "improved": _("fewer"),
        "worse": _("more"),
        "not_shown": _("no change shown"),
        "waiting": _("not in force yet"),
    }
    return words[one.verdict]
