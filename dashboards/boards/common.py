"""Parts that more than one board shows: a share by week, a share by groups, cohorts by month."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dashboards.asking import Window
from dashboards.kpis import Reading, registry
from dashboards.statistics import FEW
from people.templatetags.formats import dated, day, number, percent

from .look import Look
from .parts import Cell, Chart, Head, Row, Series, Table

MOST_BARS = 12
"""So many groups stand in a chart; its table has all."""


def n_words(n: int) -> str:
    """At the end of a sub-title, so that no chart stands without its n."""
    return f"n\u00a0=\u00a0{number(n)}"


def share_cell(reading: Reading, url: str = "") -> Cell:
    """A share with its interval below it."""
    if reading.value is None:
        return Cell(None, "percent")
    return Cell(reading.value, "percent", url, f"{percent(reading.low)} – {percent(reading.high)}")


def few(n: int) -> str:
    return _("n = %(n)s: too few") % {"n": number(n)} if 0 < n < FEW else ""


def short_month(window: Window) -> str:
    return dated(window.since, "M Y")


def share_by_week(look: Look, key: str, title: str, note: str, parts: Sequence[str]) -> Chart | None:
    """A line with its interval; where an agreement went into force, a mark. The table opens the rows of each week."""
    kpi, measured = registry[key], look.measured(key)
    weeks = [(week, measured.over(week)) for week in look.weeks()]
    told = [(week, reading) for week, reading in weeks if reading.value is not None]
    if not told:
        return None
    main = kpi.main(look.asked)
    readings = [reading for _week, reading in told]
    labels = [day(week.since) for week, _reading in told]
    return Chart(
        f"{key}-weeks",
        title,
        f"{note}; {n_words(sum(reading.n for reading in readings))}",
        "lines",
        labels,
        [
            Series(
                kpi.name,
                [reading.value for reading in readings],
                urls=[look.url(key, main, week) for week, _reading in told],
            )
        ],
        Table(
            f"{key}-weeks-table",
            _("%(name)s by week") % {"name": kpi.name},
            [Head(_("Week of"), False), *(Head(kpi.parts[part]) for part in parts), Head(_("Share"))],
            [_week_row(look, key, parts, week, reading) for week, reading in reversed(told)],
        ),
        unit="percent",
        band=([reading.low for reading in readings], [reading.high for reading in readings]),
        marks=marks(look, [week for week, _reading in told], labels),
    )


def _week_row(look: Look, key: str, parts: Sequence[str], week: Window, reading: Reading) -> Row:
    counted = [Cell(reading.parts[part], url=look.url(key, part, week)) for part in parts]
    return Row([Cell(week.since, "day"), *counted, share_cell(reading)], few(reading.n))


def marks(look: Look, windows: Sequence[Window], labels: Sequence[str]) -> dict[str, str]:
    """What was agreed, at the label of the days on which it was."""
    found = {}
    for on, name in look.agreed_on():
        for window, label in zip(windows, labels, strict=True):
            if on in window:
                found[label] = name
    return found


def share_by_group(look: Look, key: str, dimension: str, title: str, parts: Sequence[str]) -> Table | None:
    """Each group's share with its interval, the largest first; every count opens its rows."""
    kpi, found = registry[key], look.by(key, dimension)
    if not found:
        return None
    words = look.labels(dimension, found)
    rows = [
        Row(
            [
                Cell(words[value], "text"),
                *(Cell(reading.parts[part], url=look.url(key, part, **{dimension: value})) for part in parts),
                share_cell(reading),
            ],
            few(reading.n),
        )
        for value, reading in found.items()
    ]
    heads = [Head(title_of(dimension), False), *(Head(kpi.parts[part]) for part in parts), Head(kpi.name)]
    return Table(f"{key}-{dimension}", title, heads, rows, lede=kpi.definition)


def cohorts(look: Look, key: str, title: Callable[[Sequence[Any]], str], note: str) -> Chart | None:
    """A conversion by month of entry; months that may still grow are hatched."""
    measured, kpi = look.measured(key), registry[key]
    months = [(month, measured.over(month)) for month in look.months()]
    told = [(month, reading) for month, reading in months if reading.n]
    if not told:
        return None
    grown = measured.mature_until
    young = frozenset(
        at for at, (month, _reading) in enumerate(told) if grown is not None and month.until > grown
    )
    return Chart(
        f"{key}-cohorts",
        title([(month, reading) for at, (month, reading) in enumerate(told) if at not in young]),
        f"{note}; {n_words(sum(reading.n for _month, reading in told))}",
        "bars",
        [short_month(month) for month, _reading in told],
        [
            Series(
                kpi.name,
                [reading.value for _month, reading in told],
                urls=[look.url(key, "reached", month) for month, _reading in told],
                words=[percent(reading.value) for _month, reading in told],
            )
        ],
        _cohort_table(look, key, told, young),
        unit="percent",
        young=young,
    )


def _cohort_table(
    look: Look, key: str, told: Sequence[tuple[Window, Reading]], young: frozenset[int]
) -> Table:
    kpi, parts = registry[key], ("entered", "reached")
    rows = [
        Row(
            [
                Cell(month.since, "month"),
                *(Cell(reading.parts[part], url=look.url(key, part, month)) for part in parts),
                share_cell(reading),
            ],
            _("still maturing") if at in young else few(reading.n),
            at in young,
        )
        for at, (month, reading) in enumerate(told)
    ]
    heads = [Head(_("Month"), False), *(Head(kpi.parts[part]) for part in parts), Head(_("Share"))]
    return Table(f"{key}-cohorts-table", kpi.name, heads, rows)


def title_of(dimension: str) -> str:
    return {
        "source": _("Source"),
        "segment": _("Segment"),
        "region": _("Region"),
        "channel": _("Channel"),
        "team": _("Team"),
        "owner": _("Person"),
        "campaign": _("Campaign"),
        "reason": _("Reason"),
        "grade": _("Grade"),
        "kind": _("Promise"),
    }.get(dimension, dimension)
