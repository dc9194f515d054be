"""What the capacity check says: its sentences and its charts."""

from collections.abc import Sequence
from datetime import date, datetime
from math import floor

import plotly.graph_objects as go
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.bilingual import reads_spanish
from people.templatetags.formats import dated, duration, number, percent

from .staffing import Check

WEEK_MS = 7 * 86_400_000


def says(check: Check, ninety: int | None) -> str:
    """The answer in one breath: what these people give, and what would give nine in ten."""
    said = {
        "people": ngettext("%(n)s person", "%(n)s people", check.count) % {"n": check.count},
        "share": percent(floored(check.share or 0)),
        "target": duration(check.asked.target),
    }
    if (check.share or 0) >= 0.9:
        return _("With %(people)s you touch %(share)s within %(target)s.") % said
    reached = check.served.target_for(0.9)
    said |= {
        "needed": number(ninety) if ninety else "–",
        "later": duration(_rounded(reached)) if reached else "–",
    }
    if ninety and reached:
        return (
            _(
                "With %(people)s you touch %(share)s within %(target)s; 90 %% takes %(needed)s people, or a target of %(later)s."
            )
            % said
        )
    if ninety:
        return (
            _("With %(people)s you touch %(share)s within %(target)s; 90 %% takes %(needed)s people.") % said
        )
    return (
        _("With %(people)s you touch %(share)s within %(target)s; no number of people makes 90 %% of it.")
        % said
    )


def floored(share: float) -> float:
    """In whole percent and never rounded up: 89.9 % does not reach 90 %."""
    return floor(100 * share + 1e-9) / 100


def _rounded(seconds: int) -> int:
    """Up to the next quarter of an hour: a target that one would write."""
    return -(-seconds // 900) * 900


def week(check: Check) -> go.Figure:
    """The average queue over the hours of the week, and the longest one that these people work off in time."""
    hours = list(range(168))
    figure = go.Figure()
    figure.add_scatter(
        x=hours,
        y=check.week,
        name=_("waiting"),
        mode="lines",
        line={"shape": "hv"},
        text=[_hour(place) for place in hours],
        hovertemplate="%{text}: %{y:.1f}<extra></extra>",
        meta={"role": "actual"},
    )
    bearable = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": check.bearable, "y1": check.bearable}
    is_near = check.bearable <= 3 * max(check.week)
    return figure.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": [24 * day + 12 for day in range(7)],
            "ticktext": [str(WEEKDAYS_ABBR[day]) for day in range(7)],
            "range": [0, 188],  # room for the line's word
        },
        shapes=[{**bearable, "name": "target"}] if is_near else [],
        template=None,
    )


def of_week(check: Check) -> str:
    said = {"hour": _hour(check.busiest), "n": number(round(check.week[check.busiest], 1))}
    if max(check.week) > check.bearable:
        return _("The queue overflows, most of all %(hour)s: %(n)s leads wait") % said
    return _("The queue is longest %(hour)s: %(n)s leads wait") % said


def _hour(place: int) -> str:
    day = str(WEEKDAYS[place // 24])
    return _("on %(day)s at %(hour)s:00") % {
        "day": day.lower() if reads_spanish() else day,
        "hour": place % 24,
    }


def by_people(check: Check, most: int) -> go.Figure:
    """The share within the target by the number of people."""
    counts = list(range(1, min(most + 2, 16)))
    shares = check.by_people(counts[-1])
    figure = go.Figure(
        go.Bar(
            x=counts,
            y=shares,
            name=_("within the target"),
            text=[percent(floored(share)) for share in shares],
            textposition="auto",
            meta={"role": "actual"},
        )
    )
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0.9, "y1": 0.9, "name": "target"}
    return figure.update_layout(
        xaxis={"type": "category", "title": {"text": _("people")}},
        yaxis={"tickformat": ".0%", "range": [0, 1.05]},
        shapes=[line],
        template=None,
    )


def of_people(ninety: int | None, most: int | None) -> str:
    if ninety is None:
        return _("No number of people is enough for this target")
    if most is None or most == ninety:
        return _("90 %% takes %(n)s people") % {"n": ninety}
    return _("90 %% takes %(n)s people, 95 %% takes %(m)s") % {"n": ninety, "m": most}


def load(check: Check, weeks: Sequence[date], starts: Sequence[datetime]) -> go.Figure:
    """Hours that the leads take, week by week, against the hours that are there."""
    rows = check.weekly_hours(starts)
    days = [day.isoformat() for day in weeks]
    figure = go.Figure()
    figure.add_bar(x=days, y=[needed for needed, _there in rows], name=_("needed"), meta={"role": "actual"})
    figure.add_scatter(
        x=days, y=[there for _needed, there in rows], name=_("there"), mode="lines", meta={"role": "target"}
    )
    ticks = {"tick0": days[0], "dtick": WEEK_MS * max(len(days) // 7, 1)} if days else {}
    return figure.update_layout(xaxis={"type": "date", **ticks}, yaxis={"ticksuffix": " h"}, template=None)


def of_load(check: Check, starts: Sequence[datetime]) -> str:
    rows = check.weekly_hours(starts)
    over = [place for place, (needed, there) in enumerate(rows) if needed > there]
    if not over:
        return _("Every week had the hours it took")
    worst = max(over, key=lambda place: rows[place][0] - rows[place][1])
    said = {"n": len(over), "all": len(rows), "day": dated(starts[worst], "j M")}
    return (
        ngettext(
            "%(n)s of %(all)s weeks took more hours than there were, that of %(day)s",
            "%(n)s of %(all)s weeks took more hours than there were, most of all that of %(day)s",
            len(over),
        )
        % said
    )
