"""A KPI's values in words, in the form of its unit."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.kpis import Reading
from dashboards.statistics import Interval
from people.models import Organisation
from people.templatetags.formats import number, percent, shown

PLAIN = ("days", "score")
TYPED = {"percent": 100, "duration": 1 / 3600, "span": 1 / 86400}
"""From a KPI's own unit to the one in which people type: percent, hours, days."""


def words_of(value: Any, unit: str) -> str:
    """61.4 %, 3 h 20 min, 12 days, €4,300; a dash for None. `unit` may be a currency's code: pages that show many amounts
    look it up once (`unit_of`)."""
    if value is None:
        return shown(None, "number")
    if unit == "percent":
        return percent(value, 0 if round(value * 100, 1).is_integer() else 1)
    if unit == "money":
        return shown(value, Organisation.current().currency)
    if unit in PLAIN:
        return f"{number(value)} {_counted(value, unit)}"
    return shown(value, unit)


def _counted(value: Any, unit: str) -> str:
    several = 1 if abs(value) == 1 else 2
    return ngettext("day", "days", several) if unit == "days" else ngettext("point", "points", several)


def unit_of(unit: str, company: Organisation) -> str:
    return company.currency if unit == "money" else unit


def typed_unit(unit: str) -> Any:
    """The unit in which people type it."""
    words = {
        "percent": _("percent"),
        "duration": _("hours"),
        "span": _("days"),
        "days": _("days"),
        "score": _("points"),
    }
    return words.get(unit, _("money") if unit == "money" else "")


def interval_words(reading: Reading, unit: str) -> str:
    """Both ends; blank where one is missing."""
    if reading.low is None or reading.high is None:
        return ""
    return f"{words_of(reading.low, unit)} – {words_of(reading.high, unit)}"


def difference_words(value: float | None, unit: str) -> str:
    """The same of a difference, with its sign; shares differ by points."""
    if value is None:
        return words_of(None, unit)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    if unit == "percent":
        return _("%(sign)s%(points)s points") % {"sign": sign, "points": number(round(abs(value) * 100, 1))}
    return sign + words_of(abs(value), unit)


def differences_words(ends: Interval | None, unit: str) -> str:
    """Both ends of a difference; blank without."""
    return " … ".join(difference_words(end, unit) for end in ends) if ends else ""


def chance_words(chance: float | None) -> str:
    """As papers write it: p = 0.03; a dash where nothing was tested."""
    if chance is None:
        return shown(None, "number")
    return f"p < {number(0.001, 3)}" if chance < 0.001 else f"p = {number(chance, 3)}"
