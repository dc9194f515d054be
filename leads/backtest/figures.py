"""The preview's charts and what they find. Colours come from the page."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.scoring_words import points
from people.templatetags.formats import number, percent

from .measures import Band, Quality
from .outcomes import Tally
from .preview import Preview

ROLES = {"live": "compare", "new": "actual"}
WEEK_MS = 7 * 86_400_000


def lift(preview: Preview, url_of: Callable[[str, Band], str]) -> go.Figure:
    """Lift of each band, the best first, of either version; a line where a lead is as good as any."""
    figure = go.Figure()
    for side, quality in preview.qualities.items():
        bands = quality.bands
        figure.add_bar(
            x=[str(place) for place in range(1, len(bands) + 1)],
            y=[quality.lift(band) for band in bands],
            name=name_of(preview, side),
            text=[f"{quality.lift(band) or 0:.1f}" for band in bands] if side == "new" else None,
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            hovertext=[_hover(band) for band in bands],
            hoverinfo="text",
            customdata=[url_of(side, band) for band in bands],
            meta={"role": ROLES[side]},
        )
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 1, "y1": 1, "name": "baseline"}
    return figure.update_layout(
        barmode="group",
        xaxis={"type": "category", "title": {"text": _("tenths of the leads, best scores first")}},
        yaxis={"title": {"text": _("times the usual rate")}},
        shapes=[line],
        template=None,
    )


def _hover(band: Band) -> str:
    said = {
        "low": points(band.low),
        "high": points(band.high),
        "hits": number(band.hits),
        "n": number(band.count),
        "rate": percent(band.rate),
    }
    return _("%(low)s to %(high)s points: %(hits)s of %(n)s, %(rate)s") % said


def name_of(preview: Preview, side: str) -> str:
    version = preview.test.version if side == "new" else preview.test.against
    return _("version %(number)s") % {"number": version.number if version else "–"}


def of_lift(preview: Preview) -> str:
    new, live = preview.qualities["new"], preview.qualities.get("live")
    said = {"new": times(new), "live": times(live)}
    if live is None or live.top_lift is None or new.top_lift is None:
        return _("The best tenth has %(new)s times the usual rate") % said
    if abs(new.top_lift - live.top_lift) < 0.05:
        return _("The best tenth is as good as today: %(new)s times the usual rate") % said
    return _("The best tenth has %(new)s times the usual rate, today %(live)s") % said


def times(quality: Quality | None) -> str:
    found = quality.top_lift if quality else None
    return number(round(found, 1)) if found is not None else "–"


def volume(preview: Preview, bearable: float | None, url_of: Callable[[str, Any], str]) -> go.Figure:
    """MQLs of each week by either version, and how many Sales has the hours for."""
    days = [day.isoformat() for day in preview.weeks]
    figure = go.Figure()
    for side in preview.sides:
        figure.add_scatter(
            x=days,
            y=preview.volume[side],
            name=name_of(preview, side),
            mode="lines+markers" if side == "new" else "lines",
            customdata=[url_of(side, day) for day in preview.weeks],
            meta={"role": ROLES[side]},
        )
    most = max((count for counts in preview.volume.values() for count in counts), default=0)
    if bearable is not None and bearable <= 3 * max(most, 1):
        figure.add_scatter(
            x=days,
            y=[bearable] * len(days),
            name=_("Sales' hours"),
            mode="lines",
            meta={"role": "target"},
        )
    return figure.update_layout(
        xaxis={"type": "date", "tick0": days[0], "dtick": 2 * WEEK_MS},
        yaxis={"title": {"text": _("MQLs a week")}},
        template=None,
    )


def of_volume(preview: Preview, bearable: float | None) -> str:
    counts = preview.volume["new"]
    mean = number(round(sum(counts) / len(counts)))
    if bearable is None:
        return _("%(mean)s MQLs a week on average") % {"mean": mean}
    over = sum(count > bearable for count in counts)
    said = {"mean": mean, "bears": number(int(bearable)), "n": over, "all": len(counts)}
    if not over:
        return _("%(mean)s MQLs a week on average; Sales has the hours for %(bears)s") % said
    return (
        ngettext(
            "%(n)s week of %(all)s brings more than the %(bears)s MQLs that Sales has the hours for",
            "%(n)s weeks of %(all)s bring more than the %(bears)s MQLs that Sales has the hours for",
            over,
        )
        % said
    )


def says(preview: Preview) -> str:
    """The answer in one breath: how many more or fewer, and what became of those who come and go."""
    came, went = preview.judged["second"], preview.judged["first"]
    if preview.test.definition is None:
        return _("No definition of MQL is in force, so nobody crosses and nobody leaves.")
    if not came.leads and not went.leads:
        return _("The same leads would have been MQLs.")
    said = {"came": number(came.leads), "went": number(went.leads)}
    said |= {"came_fared": _fared(came, preview.outcome), "went_fared": _fared(went, preview.outcome)}
    if came.leads and went.leads:
        words = _(
            "%(came)s past leads more would have been MQLs (%(came_fared)s), %(went)s fewer (%(went_fared)s)."
        )
    elif came.leads:
        words = ngettext(
            "%(came)s past lead more would have been an MQL (%(came_fared)s), and none fewer.",
            "%(came)s past leads more would have been MQLs (%(came_fared)s), and none fewer.",
            came.leads,
        )
    else:
        words = ngettext(
            "%(went)s past lead fewer would have been an MQL (%(went_fared)s), and none more.",
            "%(went)s past leads fewer would have been MQLs (%(went_fared)s), and none more.",
            went.leads,
        )
    return words % said


def _fared(tally: Tally, outcome: str) -> str:
    """What became of them, in a bracket."""
    if outcome == "accepted":
        rate = tally.acceptance
        return (
            _("none answered by Sales") if rate is None else _("%(rate)s accepted") % {"rate": percent(rate)}
        )
    rate = tally.win_rate
    return _("%(rate)s won") % {"rate": percent(rate)}
