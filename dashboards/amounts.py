"""A KPI's values and differences in words, in the form of its unit; money in the form of its currency (`unit_of`)."""

from django.utils.translation import gettext as _

from people.models import Organisation
from people.shares import Interval
from people.templatetags.formats import NOTHING, number, shown


def unit_of(unit: str, organisation: Organisation) -> str:
    return organisation.currency if unit == "money" else unit


def value(told: float | None, unit: str) -> str:
    """61 %, 2 h 10 min, 34 days, €1,200."""
    if told is None:
        return NOTHING
    if unit == "days":
        return _("%(number)s days") % {"number": number(told)}
    if unit == "score":
        return _("%(number)s points") % {"number": number(told)}
    return shown(told, unit)


def difference(told: float | None, unit: str) -> str:
    """With its sign; a percentage moves by points: +9 points, −20 min."""
    if told is None:
        return NOTHING
    sign = "+" if told > 0 else "−" if told < 0 else ""
    return sign + value(abs(told), "points" if unit == "percent" else unit)


def differences(ends: Interval | None, unit: str) -> str:
    return (
        f"{difference(ends[0], unit)} … {difference(ends[1], unit)}".replace(" ", "\N{NO-BREAK SPACE}")
        if ends
        else ""
    )


def chance(told: float | None) -> str:
    """As papers write it: p = 0.03."""
    if told is None:
        return NOTHING
    return f"p < {number(0.001, 3)}" if told < 0.001 else f"p = {number(told, 3)}"
