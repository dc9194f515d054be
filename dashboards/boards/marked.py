"""The scorecard on leadership's board: the month that was closed last, line by line, and the figure in the title."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards import showing
from dashboards.kpis import registry
from dashboards.scorecard.course import Month, course, rows_of, told_of
from dashboards.scorecard.words import NAMES, TONES, caution, figure_of
from people.models import Organisation
from people.templatetags.formats import month as month_words
from people.templatetags.formats import number

from .look import Look
from .parts import Cell, Head, Row, Table


def marked(look: Look) -> Table | None:
    """None before both teams agreed on a card, and where some of the leads are asked for: a card is of the whole company."""
    months = [] if look.is_cut else course(look.at, look.known)
    if not months:
        return None
    month, company = told_of(months), Organisation.current()
    heads = [Head(_("Number"), False), Head(_("Value")), Head(_("Points")), Head(_("Colour"))]
    return Table(
        "scorecard",
        _title(month),
        heads,
        _rows(month, look, company),
        " ".join(caution(month)),
        reverse("dashboards:scorecard"),
        _("Scorecard"),
    )


def _title(month: Month) -> str:
    said = {"total": figure_of(month.total), "month": month_words(month.window.since)}
    colour = month.total.colour if month.total else None
    if colour is None:
        return _("Scorecard of %(month)s: %(total)s of 100") % said
    return _("Scorecard of %(month)s: %(total)s of 100, %(colour)s") % (said | {"colour": NAMES[colour]})


def _rows(month: Month, look: Look, company: Organisation) -> list[Row]:
    found = []
    for line, mark, told in month.marks:
        kpi = registry.get(line.kpi)
        unit = showing.unit_of(kpi.unit, company) if kpi else "number"
        value = Cell(
            showing.words_of(told.value, unit),
            "word",
            rows_of(line, look.asked.user, month),
            f"n\u00a0=\u00a0{number(told.n)}",
        )
        colour = (
            Cell(NAMES[mark.colour], "text", tone=TONES[mark.colour])
            if mark.colour
            else Cell(_("missing"), "word")
        )
        points = Cell(None if mark.points is None else round(mark.points))
        name = Cell(kpi.name if kpi else line.kpi, "text", note=_("critical") if line.is_critical else "")
        found.append(Row([name, value, points, colour]))
    return found
