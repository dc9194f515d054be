"""The page that shows every piece of the frame with sample data, for RevOps and under DEBUG."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from people.asking import SignedInRequest
from people.moment import now
from people.tiles import Tile

ACCEPTANCE = [0.44, 0.47, 0.43, 0.49, 0.52, 0.51, 0.55, 0.58, 0.57, 0.61, 0.6, 0.61]
ROWS = [
    ("Lucía Ferrer", "Molinos del Sur", "web", 86, "risk", 1500, 0),
    ("Pablo Iriarte", "Grupo Arganzuela", "fair", 74, "running", 9300, 1),
    ("Anna Kowalska", "Nordlys Energi", "referral", 71, "overdue", -4200, 2),
    ("Tomás Beltrán", "Hostelería Beltrán", "web", 63, "paused", 5400, 0),
    ("Ines Duarte", "Vinhos do Tejo", "partner", 58, "met", None, 3),
]


@require_GET
def pieces(request: SignedInRequest) -> HttpResponse:
    """Every piece once, to look at and to copy from."""
    if not (settings.DEBUG or request.user.is_revops):
        raise Http404
    if "toast" in request.GET:
        messages.success(request, _("Accepted. It is yours now."), extra_tags="undo:/people/pieces/")
    at = now()
    return render(request, "people/pieces.html", {**_numbers(), **_work(at), **_words(), "at": at})


def _numbers() -> dict[str, Any]:
    tiles = [*_sound_tiles(), *_doubtful_tiles()]
    return {"tiles": tiles, "figure": _figure(), "bars": _bars(), "cohorts": _cohorts()}


def _sound_tiles() -> list[Tile]:
    how = _("Accepted handoffs divided by answered handoffs, by the month of the handoff.")
    return [
        Tile(
            _("Acceptance"),
            0.61,
            "percent",
            change=0.09,
            since=_("since the agreement"),
            better="up",
            n=412,
            low=0.56,
            high=0.66,
            target=0.7,
            spark=ACCEPTANCE,
            rows_url="?rows",
            how=how,
        ),
        Tile(
            _("First contact"),
            8100,
            "duration",
            change=-15300,
            since=_("against the baseline"),
            better="down",
            n=398,
            low=7200,
            high=9900,
            target=14400,
            spark=[29, 27, 30, 25, 22, 18, 12, 9, 8, 8],
            rows_url="?rows",
            how=how,
        ),
    ]


def _doubtful_tiles() -> list[Tile]:
    return [
        Tile(
            _("Lead to opportunity"),
            0.183,
            "percent",
            change=0.004,
            better="up",
            n=37,
            low=0.09,
            high=0.33,
            trust="few",
        ),
        Tile(
            _("Cost per qualified lead"),
            84.5,
            "money",
            change=6.2,
            better="down",
            n=211,
            trust="immature",
            spark=[70, 74, None, 79, 81, 84.5],
        ),
    ]


def _figure() -> dict[str, Any]:
    weeks = [f"2026-W{week:02d}" for week in range(30, 42)]
    band = [value + 0.06 for value in ACCEPTANCE] + [value - 0.06 for value in ACCEPTANCE[::-1]]
    urls = [f"/people/pieces/?week={week}" for week in weeks]
    return {
        "data": [
            _line("band", _("interval"), weeks + weeks[::-1], band),
            _line("actual", _("acceptance"), weeks, ACCEPTANCE)
            | {"customdata": urls, "mode": "lines+markers"},
            _line("target", _("target"), weeks, [0.7] * 12),
            _line("baseline", _("baseline"), weeks, [0.46] * 12),
        ],
        "layout": {"yaxis": {"tickformat": ".0%", "range": [0.3, 0.8]}},
    }


def _line(role: str, name: str, x: list[str], y: list[float]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "meta": {"role": role}}


def _bars() -> dict[str, Any]:
    """Bars that lie down, and an unfriendly label that must stay a label."""
    names = [_("Web form"), "<a href='//evil'>x</a>", _("Referral"), _("Trade fair")]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [0.41, 0.44, 0.66, 0.72],
        "name": _("acceptance"),
    }
    return {"data": [bar | {"meta": {"role": "actual"}}], "layout": {"xaxis": {"tickformat": ".0%"}}}


def _cohorts() -> dict[str, Any]:
    months = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    won = [31, 34, 29, 38, 22, 9]
    sound = {"type": "bar", "name": _("mature"), "x": months[:4], "y": won[:4], "meta": {"role": "actual"}}
    young = {
        "type": "bar",
        "name": _("still maturing"),
        "x": months[4:],
        "y": won[4:],
        "meta": {"role": "immature"},
    }
    return {"data": [sound, young], "layout": {}}


def _work(at: datetime) -> dict[str, Any]:
    names = ("name", "company", "source", "score", "state", "left", "days")
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in ROWS]
    return {
        "rows": [row | {"at": at - timedelta(days=row["days"], hours=3)} for row in rows],
        "sources": [("web", _("Web form")), ("fair", _("Trade fair")), ("referral", _("Referral"))],
        "reasons": [
            (_("Company of 50 to 250 people"), 25),
            (_("Asked for a demo"), 40),
            (_("Personal e-mail address"), -8),
        ],
        "late": timedelta(hours=2),
        "signed_at": at - timedelta(days=40),
    }


def _words() -> dict[str, Any]:
    states = (
        ("done", _("Draft")),
        ("done", _("Review")),
        ("current", _("Signatures")),
        ("todo", _("In force")),
    )
    return {
        "steps": [{"state": state, "label": label, "url": ""} for state, label in states],
        "before": _("Sales answers each lead within 8 working hours and says why when it rejects one."),
        "after": _("Sales answers each lead within 4 working hours and picks a reason when it rejects one."),
    }
