"""Our numbers beside the published figures that mean the same, in one table; the whole story stands on the page of benchmarks."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.benchmarks.beside import PLACES, Beside, Section
from dashboards.showing import words_of
from people.templatetags.formats import day

from .common import few
from .look import Look
from .parts import Cell, Head, Row, Table

TONES = {"is-good": "good", "is-bad": "bad"}


def benchmarked(look: Look) -> Table | None:
    """None where nothing of ours is counted yet."""
    beside = Beside(look.asked, lambda kpi: look.measured(kpi.key))
    told = [one for one in beside.sections if one.rows and one.reading.value is not None]
    if not told:
        return None
    heads = [
        Head(_("Number"), False),
        Head(_("Ours")),
        Head("n"),
        Head(_("Published")),
        Head(_("Where ours lies")),
    ]
    return Table(
        "benchmarks",
        _("Beside published figures"),
        heads,
        [_row(one) for one in told],
        _(
            "Only figures that mean the same as ours, from the lowest to the highest published; none of them is a target."
        ),
        f"{reverse('dashboards:benchmark-list')}?{look.asked.query()}",
        _("Sources, grades and warnings"),
    )


def _row(section: Section) -> Row:
    kpi, reading = section.kpi, section.reading
    young = ""
    if section.is_cut:
        young = _("cohorts until %(day)s, which had their time") % {"day": day(section.asked.window.until)}
    return Row(
        [
            Cell(kpi.name, "text", note=young),
            Cell(section.own, "word", note=section.interval),
            Cell(reading.n, url=section.rows_url),
            Cell(_published(section), "word", note=_of_whom(section)),
            _place(section),
        ],
        few(reading.n),
    )


def _published(section: Section) -> str:
    low, high = section.spread
    ends = [words_of(low, section.kpi.unit), words_of(high, section.kpi.unit)]
    return " – ".join(dict.fromkeys(ends))


def _of_whom(section: Section) -> str:
    count = len(section.rows)
    grade = min(row.benchmark.row.grade for row in section.rows)
    said = ngettext("%(count)s figure, grade %(grade)s", "%(count)s figures, grade %(grade)s at best", count)
    return said % {"count": count, "grade": grade}


def _place(section: Section) -> Cell:
    """One verdict where all figures give the same; where they don't, that is the verdict."""
    places = {row.place for row in section.rows}
    if len(places) > 1 or section.is_conflicting:
        return Cell(_("the figures disagree"), "word")
    (place,) = places
    return Cell(PLACES[place], "text", tone=TONES.get(section.rows[0].tone, ""))
