"""Two addresses behind the product's own middleware: one tile as its boards tell it, and the bare question to the rollup."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import include, path

from dashboards import rollups
from dashboards.asking import Asked
from dashboards.kpis import registry
from dashboards.models import HandoffTotal
from dashboards.periods import window_of
from dashboards.tiling import tile_of
from people.models import Organisation
from people.moment import now
from people.templatetags import pieces

WEEKS = 52
BARE = """
SELECT day, sum(accepted), sum(accepted + rejected + recycled) FROM {table}
WHERE day BETWEEN %s AND %s GROUP BY day
"""


def tile(request: HttpRequest) -> HttpResponse:
    """Acceptance over a year, against the year before, with its line by week, as the home page makes its tiles."""
    user: Any = request.user
    rollups.freshen()
    company: Organisation = request.organisation  # type: ignore[attr-defined]
    today = now().astimezone(company.zone).date()
    asked = Asked(user, window_of(request.GET["period"], today), today)
    made, reading = tile_of(registry["lead_acceptance_rate"], asked, company.week_start)
    answer = HttpResponse(render_to_string("_tile.html", pieces.tile(made)))
    answer.headers["X-Number"] = f"{reading.numerator}/{reading.denominator}"
    return answer


def bare(_request: HttpRequest) -> HttpResponse:
    """The same days, with nothing made of them."""
    today = now().date()
    first = today - timedelta(days=7 * WEEKS - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            BARE.format(table=HandoffTotal._meta.db_table), [first - timedelta(days=7 * WEEKS), today]
        )
        rows = cursor.fetchall()
    hits, of = (sum(row[place] for row in rows if row[0] >= first) for place in (1, 2))
    answer = JsonResponse({"days": len(rows)})
    answer.headers["X-Number"] = f"{hits}/{of}"
    return answer


urlpatterns = [
    path("bench/tile/", tile),
    path("bench/bare/", bare),
    path("", include("alignment.urls")),
]
