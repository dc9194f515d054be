"""Watches and deviations for programs: which numbers are held against what, which weeks were news, and why."""

from math import isfinite
from typing import Any

import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from dashboards import rollups
from dashboards.deviations.chart import Chart, Week
from dashboards.deviations.looking import asked_of, chart_of, rows_of, week_of
from dashboards.kpis import registry
from dashboards.models import Cause, Deviation, Watch
from dashboards.models.watch import KINDS, WRITERS
from leads.api.feedback import TidyField
from leads.api.stating import Known
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.models import Organisation
from people.moment import now

NEWS = list(KINDS)
LONGEST = 500
EXAMPLE = {
    "id": 12,
    "watch": 3,
    "kpi": "lead_acceptance_rate",
    "week": "2026-03-02",
    "kind": "outside",
    "value": 0.21,
    "n": 84,
    "low": 0.35,
    "high": 0.71,
    "found_at": "2026-03-09T01:00:00Z",
    "cause": {"words": "The form was down.", "by": "Rita Rey", "said_at": "2026-03-09T09:00:00Z"},
    "rows": "https://alignment.example.com/dashboards/rows/?kpi=lead_acceptance_rate&part=decided",
}


class WatchSerializer(serializers.ModelSerializer[Watch]):
    """Limits from the stable weeks, or a threshold, in the KPI's own unit: a ratio is 0..1, a time is seconds or days."""

    class Meta:
        model = Watch
        fields = (
            "id",
            "kpi",
            "cuts",
            "stable_since",
            "stable_until",
            "with_runs",
            "low",
            "high",
            "created_at",
            "ended_at",
        )


class WeekSerializer(serializers.Serializer[Any]):
    since = serializers.DateField(source="window.since")
    until = serializers.DateField(source="window.until")
    value = serializers.FloatField()
    n = serializers.IntegerField(source="reading.n")
    low = serializers.FloatField(allow_null=True, help_text="The limit that held for this week.")
    high = serializers.FloatField(allow_null=True)
    news = serializers.ListField(child=serializers.ChoiceField(NEWS))
    rows = serializers.SerializerMethodField(
        help_text="The page with the rows of the week; blank for who doesn't see every lead."
    )

    def get_rows(self, week: Week) -> str:
        kpi, asked = self.context["asked"]
        request = self.context["request"]
        return _address(request, rows_of(week.window, kpi, asked, request.user))


class WatchedSerializer(WatchSerializer):
    """With its weeks as they are counted now; what was told of a week is a deviation and stays."""

    mean = serializers.FloatField(allow_null=True, help_text="Of the stable weeks.")
    stable_count = serializers.IntegerField()
    alarms = serializers.FloatField(
        allow_null=True, help_text="The chance of a false alarm within 52 weeks; null for a threshold."
    )
    weeks = WeekSerializer(many=True)

    class Meta(WatchSerializer.Meta):
        fields = (*WatchSerializer.Meta.fields, "mean", "stable_count", "alarms", "weeks")  # type: ignore[assignment]


@extend_schema_serializer(
    examples=[OpenApiExample("A cause", value={"words": "The form was down for two days."})]
)
class StatedCause(Known):
    words = TidyField(max_length=LONGEST)


class CauseSerializer(serializers.ModelSerializer[Cause]):
    by = serializers.CharField(allow_null=True)

    class Meta:
        model = Cause
        fields = ("words", "by", "said_at")


class DeviationSerializer(serializers.ModelSerializer[Deviation]):
    """A week that was news: what it was when it was found, and the limits that held; `week` is its first day."""

    kpi = serializers.CharField(source="watch.kpi")
    cause = CauseSerializer(allow_null=True)
    rows = serializers.SerializerMethodField(help_text="The page with the rows of the week, as they are now.")

    class Meta:
        model = Deviation
        fields = (
            "id",
            "watch",
            "kpi",
            "week",
            "kind",
            "value",
            "n",
            "low",
            "high",
            "found_at",
            "cause",
            "rows",
        )

    def get_rows(self, one: Deviation) -> str:
        kpi, request = registry.get(one.watch.kpi), self.context["request"]
        if kpi is None:
            return ""
        asked = asked_of(one.watch, one.week)
        return _address(request, rows_of(week_of(one), kpi, asked, request.user))

    def to_representation(self, instance: Deviation) -> dict[str, Any]:
        return _finite(super().to_representation(instance))


class WatchFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=[("active", "active"), ("ended", "ended")], method="in_state")
    kpi = django_filters.CharFilter()

    class Meta:
        model = Watch
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.active() if value == "active" else rows.ended()


class DeviationFilter(django_filters.FilterSet):
    watch = django_filters.NumberFilter(field_name="watch_id")
    kpi = django_filters.CharFilter(field_name="watch__kpi")
    kind = django_filters.ChoiceFilter(choices=list(KINDS.items()))
    explained = django_filters.BooleanFilter(method="is_explained")

    class Meta:
        model = Deviation
        fields: list[str] = []

    def is_explained(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(cause__isnull=False) if value else rows.unexplained()


class WatchViewSet(viewsets.ReadOnlyModelViewSet[Watch]):
    """What is watched, the newest first; `?state=active` leaves out what has ended."""

    serializer_class = WatchSerializer
    queryset: Any = Watch.objects.none()
    keyset_ordering = ("-pk",)
    lookup_value_regex = r"\d{1,18}"
    filter_backends = [WhiteList]
    filterset_class = WatchFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Watch.objects.visible_to(user)

    @extend_schema(responses=WatchedSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One watch with its weeks, their limits and what is news."""
        watch = get_object_or_404(self.get_queryset(), pk=pk)
        rollups.freshen()
        kpi, company, chart = registry.get(watch.kpi), Organisation.current(), Chart()
        asked = asked_of(watch, now().astimezone(company.zone).date())
        if kpi is not None:
            chart = chart_of(watch, kpi, asked, company)
        for name in ("mean", "stable_count", "alarms", "weeks"):
            setattr(watch, name, getattr(chart, name))
        context = {"request": request, "asked": (kpi, asked)}
        return Response(_finite(WatchedSerializer(watch, context=context).data))


@extend_schema_view(retrieve=extend_schema(examples=[OpenApiExample("Below its limits", value=EXAMPLE)]))
class DeviationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Deviation]):
    """Weeks that were news, the newest first, each with what somebody said was behind it."""

    serializer_class = DeviationSerializer
    queryset: Any = Deviation.objects.none()
    keyset_ordering = ("-week", "-pk")
    lookup_value_regex = r"\d{1,18}"
    filter_backends = [WhiteList]
    filterset_class = DeviationFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Deviation.objects.visible_to(user).select_related("watch", "cause__by")

    @extend_schema(request=StatedCause, responses={200: CauseSerializer, 201: CauseSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def cause(self, request: Request, pk: str) -> Response:
        """Say what was behind the week: 201, or 200 with the word that stands, for the first one does."""
        user: Any = request.user
        if user.role not in WRITERS:
            raise PermissionDenied
        one = get_object_or_404(self.get_queryset(), pk=pk)
        stated = StatedCause(data=request.data)
        stated.is_valid(raise_exception=True)
        at = now()
        said = one.explain(user, at, stated.validated_data["words"])
        return Response(CauseSerializer(said).data, status=201 if said.said_at == at else 200)


def _address(request: Request, page: str) -> str:
    return str(request.build_absolute_uri(page)) if page else ""


def _finite(told: Any) -> Any:
    """A limit that isn't there is null: JSON knows no infinity."""
    if isinstance(told, dict):
        return {name: _finite(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_finite(value) for value in told]
    return None if isinstance(told, float) and not isfinite(told) else told
