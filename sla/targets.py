"""What a promise promises, in words of the reader's language: its target, its scope, what moves its clock."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.templatetags.formats import duration, number, percent

from .criteria import CriteriaFault
from .occasions import occasions

PERIODS = {
    "week": gettext_lazy("a week"),
    "month": gettext_lazy("a month"),
    "quarter": gettext_lazy("a quarter"),
}
DOES = {
    "start": pgettext_lazy("clock", "Starts"),
    "pause": pgettext_lazy("clock", "Pauses"),
    "resume": pgettext_lazy("clock", "Goes on"),
    "stop": pgettext_lazy("clock", "Stops: promise kept or not"),
    "cancel": pgettext_lazy("clock", "Ends without counting"),
    "reset": pgettext_lazy("clock", "Starts afresh"),
}
SHARES = ("acceptance_rate", "completeness")


def target_words(commitment: Any) -> str:
    """“within 4 h”, “6 attempts within 40 h”, “at least 100 a month”, “at least 70 % by month”."""
    if commitment.target_seconds is not None:
        time = duration(commitment.target_seconds)
        if commitment.kind == "attempts" and commitment.target_value:
            said = {"count": number(commitment.target_value), "time": time}
            return _("%(count)s attempts within %(time)s") % said
        return _("within %(time)s") % {"time": time}
    period = PERIODS.get(commitment.period, "")
    if commitment.kind in SHARES:
        return _("at least %(share)s %(period)s") % {
            "share": percent(commitment.target_value),
            "period": period,
        }
    return _("at least %(count)s %(period)s") % {
        "count": number(commitment.target_value),
        "period": period,
    }


def calendar_words(commitment: Any) -> str:
    """On whose hours it counts; a promise that is counted instead of timed has none."""
    if commitment.target_seconds is None:
        return ""
    return str(commitment.calendar) if commitment.calendar else _("every hour counts")


def scope_words(scoped: Any) -> str:
    """Whom a version or a commitment is about, as a sentence; empty where it is about all."""
    if not scoped.scope or scoped.scope == {"all": []}:
        return ""
    try:
        return str(scoped.covers().sentence())
    except CriteriaFault as fault:
        return str(fault)


def move_words(commitment: Any) -> list[tuple[str, str]]:
    """(what the clock does, when), in the usual order."""
    return [
        (str(DOES[does]), "; ".join(occasions.label(one) for one in named))
        for does, named in commitment.moved_by().items()
    ]


def step_words(step: Any) -> str:
    """Who is told at a rung of the ladder, and what else happens."""
    told = [", ".join(step.whom()) or _("nobody")]
    if step.urgent:
        told.append(_("outside working hours too"))
    if step.reoffers:
        told.append(_("the lead is offered to somebody else"))
    return "; ".join(told)
