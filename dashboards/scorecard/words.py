"""A scorecard in words and colours that are also words."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboards.kpis import registry
from people.templatetags.formats import month as month_words
from people.templatetags.formats import number

from .course import Month, told_of
from .marking import Colour, Total

NAMES: dict[Colour, Any] = {
    Colour.GREEN: gettext_lazy("green"),
    Colour.AMBER: gettext_lazy("amber"),
    Colour.RED: gettext_lazy("red"),
}
TONES = {Colour.GREEN: "good", Colour.AMBER: "warn", Colour.RED: "bad"}
ICONS = {Colour.GREEN: "circle-check", Colour.AMBER: "triangle-alert", Colour.RED: "octagon-alert"}


def shade(colour: Colour | None) -> dict[str, Any] | None:
    """A colour as word, tone and shape, for a template; None where there is none."""
    return {"name": NAMES[colour], "tone": TONES[colour], "icon": ICONS[colour]} if colour else None


def figure_of(told: Total | None) -> str:
    """72; or 60 to 85 where numbers are missing."""
    if told is None:
        return number(None)
    if told.is_whole or told.least == told.most:
        return number(round(told.least))
    words = {"least": number(round(told.least)), "most": number(round(told.most))}
    return _("%(least)s to %(most)s") % words


def caution(month: Month) -> list[str]:
    """Why the total is a range, and what caps it."""
    told, said = month.total, []
    missing = [str(line) for line in _names(month, is_missing=True)]
    if missing:
        words = ngettext(
            "%(names)s has no value yet: its weight stays its own, so the total is a range.",
            "%(names)s have no value yet: their weight stays their own, so the total is a range.",
            len(missing),
        )
        said.append(words % {"names": ", ".join(missing)})
    if told and told.capped_by:
        names = ", ".join(str(registry[key].name) for key in told.capped_by if key in registry)
        said.append(_("Held below amber: %(names)s is critical and red.") % {"names": names})
    return said


def finding(months: Sequence[Month]) -> str:
    """The course in one line: where the month that is spoken of stands, and where the one before it stood."""
    at = months.index(told_of(months))
    words = {"month": capfirst(month_words(months[at].window.since)), "total": figure_of(months[at].total)}
    if not at:
        return _("%(month)s: %(total)s of 100") % words
    return _("%(month)s: %(total)s of 100; the month before, %(before)s") % (
        words | {"before": figure_of(months[at - 1].total)}
    )


def _names(month: Month, *, is_missing: bool) -> list[Any]:
    return [
        registry[line.kpi].name if line.kpi in registry else line.kpi
        for line, mark, _told in month.marks
        if (mark.points is None) is is_missing
    ]
