"""Numbers for programs: the funnel by cohort, and every KPI with what it stands on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request as AnyRequest
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import closing, freshness, own, periods, rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import KPI, Measured, Reading, registry
from dashboards.labels import labels
from dashboards.models import DIMENSIONS, FunnelDay, PlacedLead
from dashboards.own import OTHER
from leads.models import Lead
from leads.stages import FUNNEL
from people.models import Organisation, User
from people.moment import now

from .serializers import (
    CALENDAR,
    OWN_CUTS,
    FunnelQuery,
    FunnelSerializer,
    KpiQuery,
    KpiSerializer,
    MeasuredSerializer,
)


class Request(AnyRequest):
    """Behind the API's door: somebody is known."""

    user: User


FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
LEAST_DAYS, MOST_GROUPS = {"week": 7, "month": 28, "quarter": 90}, 1500


class FunnelView(APIView):
    @extend_schema(
        operation_id="funnel",
        summary="Distinct leads by cohort of entry into the first stage asked for, and how many ever reached each stage",
        parameters=[FunnelQuery],
        responses=FunnelSerializer,
    )
    def get(self, request: Request) -> Response:
        query = FunnelQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        rollups.freshen()
        return Response({"cohorts": self.cohorts(request, **query.validated_data)})

    def cohorts(
        self,
        request: Request,
        by: str,
        stages: Sequence[str] = FUNNEL,
        since: date = FIRST,
        until: date = LAST,
        system: str = "",
    ) -> list[dict[str, Any]]:
        """From the cells, or from single leads where only one system's count."""
        if not system:
            cells = FunnelDay.objects.visible_to(request.user).entered(stages[0], since, until)
            return cells.cohorts(by, stages)
        known = PlacedLead.objects.visible_to(request.user).filter(lead__in=Lead.objects.known_by(system))
        return known.entered(stages[0], since, until).cohorts(by, stages)


class KpiList(APIView):
    @extend_schema(
        operation_id="kpis", summary="Every KPI with its definition", responses=KpiSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return Response({"results": KpiSerializer(list(registry.values()), many=True).data, "next": None})


class KpiDetail(APIView):
    @extend_schema(
        operation_id="kpi",
        summary="One KPI over a period, with its parts, interval, n and the previous equal window",
        parameters=[KpiQuery],
        responses=MeasuredSerializer,
    )
    def get(self, request: Request, key: str) -> Response:
        if key not in registry:
            raise Http404
        query = KpiQuery(data=several(request.query_params))
        query.is_valid(raise_exception=True)
        rollups.freshen()
        kpi, by = registry[key], query.validated_data.get("by")
        if by and by not in CALENDAR and not kpi.groups_by(by):
            raise ValidationError({"by": [_("“%(name)s” doesn't group this number.") % {"name": by}]})
        asked = _asked(request, query.validated_data)
        if by in CALENDAR and asked.window.days > MOST_GROUPS * LEAST_DAYS[by]:
            raise ValidationError({"by": [_("That is too many groups. Choose fewer days or longer steps.")]})
        if unknown := [name for name in asked.cuts if not kpi.groups_by(name)]:
            raise ValidationError({name: [_("This number can't be narrowed by it.")] for name in unknown})
        answer = measured(kpi, asked, by, request)
        return Response(MeasuredSerializer(answer).data)


def measured(kpi: KPI, asked: Asked, by: str | None, request: Request) -> dict[str, Any]:
    before = asked.window.before()
    read = kpi.measure(asked, asked.window.joined(before))
    return {
        "kpi": kpi,
        "since": asked.window.since,
        "until": asked.window.until,
        "reading": read.over(asked.window),
        "previous": read.over(before),
        "currency": Organisation.current().currency,
        "maturity": maturity(read, asked),
        "freshness": freshness.told(),
        "said": closing.numbers_then(asked, kpi.key),
        "groups": [
            {
                "group": group,
                "name": name,
                "reading": reading,
                "rows": _rows(request, kpi, narrowed) if group != OTHER else "",
            }
            for group, name, narrowed, reading in _groups(kpi, asked, by)
        ],
        "rows": _rows(request, kpi, asked),
        "part_rows": {
            part: request.build_absolute_uri(asked.rows_url(kpi.key, part))
            for part in read.over(asked.window).parts
        },
    }


def maturity(read: Measured, asked: Asked) -> dict[str, Any]:
    until = read.mature_until
    return {"mature_until": until, "is_mature": until is None or asked.window.until <= until}


def _rows(request: Request, kpi: KPI, asked: Asked) -> str:
    part = kpi.main(asked)
    return request.build_absolute_uri(asked.rows_url(kpi.key, part)) if part else ""


def _groups(kpi: KPI, asked: Asked, by: str | None) -> list[tuple[Any, str, Asked, Reading]]:
    if by is None:
        return []
    if by not in CALENDAR:
        found = kpi.by(asked, by)
        words = labels(by, found)
        return [(value, words[value], asked.cut(**{by: value}), reading) for value, reading in found.items()]
    read = kpi.measure(asked)
    windows = _windows(asked.window, by)
    return [
        (one.since.isoformat(), one.since.isoformat(), asked.over(one), read.over(one)) for one in windows
    ]


def _windows(window: Window, by: str) -> list[Window]:
    if by == "week":
        return window.weeks(Organisation.current().week_start)
    return window.months() if by == "month" else window.quarters()


def _asked(request: Request, said: dict[str, Any]) -> Asked:
    today = now().astimezone(Organisation.current().zone).date()
    until = said.get("until", max(today, said.get("since", today)))
    since = said.get("since") or periods.window_of(periods.DEFAULT, until).since
    cuts = {name: tuple(said[name]) for name in (*DIMENSIONS, *OWN_CUTS, *own.FIELDS) if said.get(name)}
    cuts |= {
        name: tuple(value.replace("\x00", "") for value in request.query_params.getlist(name))
        for name in request.query_params
        if own.is_own(name) and name not in cuts and "\x00" not in name
    }
    times = (said.get("population", ""), said.get("clock", ""))
    return Asked(request.user, Window(since, until), today, cuts, *times)


def several(params: Any) -> dict[str, Any]:
    """A dimension may be named several times; everything else counts once."""
    several = (*DIMENSIONS, *OWN_CUTS, *own.FIELDS)
    return {name: params.getlist(name) if name in several else params[name] for name in params}
