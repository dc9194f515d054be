"""The words for what may happen to a handoff, as the conditions of a commitment name it."""

from django.utils.translation import gettext_lazy as _

from sla.occasions import occasions

WORDS = {
    "handed_off": _("the lead is handed off"),
    "accepted": _("Sales accepts the lead"),
    "rejected": _("Sales rejects the lead"),
    "returned": _("Sales returns the lead for data"),
    "answered": _("Marketing answers a return"),
    "recycled": _("the lead is recycled"),
    "expired": _("the offer expires"),
    "reoffered": _("the lead is offered to somebody else"),
    "first_touch": _("the first human contact"),
    "attempts_made": _("the agreed number of attempts is made"),
    "conversation": _("the lead is reached"),
    "qualified": _("the lead becomes an SQL"),
    "disqualified": _("the lead is disqualified or lost"),
    "feedback": _("Sales gives feedback"),
    "disputed": _("Marketing disputes a rejection"),
    "ruled": _("a dispute is ruled on"),
    "overruled": _("Sales rejects the lead and is overruled later"),
    "overturned": _("the lead comes back to Sales after arbitration"),
    "gone": _("the lead is merged into another"),
}


def register() -> None:
    for key, label in WORDS.items():
        occasions.register(key, label)
