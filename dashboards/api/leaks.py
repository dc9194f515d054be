"""The leaks of the funnel for programs, as their page tells them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import rollups
from dashboards.asking import Asked
from dashboards.leaks import READERS
from dashboards.leaks.table import DIMENSIONS, LeakTable
from dashboards.models import FunnelDay
from dashboards.periods import window_of
from leads.api.stating import Known
from people.models import Organisation, Role, User
from people.moment import now


class LeakQuery(Known):
    by = serializers.ChoiceField(DIMENSIONS, default=DIMENSIONS[0])
    period = serializers.ChoiceField(["26w", "52w", "all"], default="52w")


class LeakSerializer(serializers.Serializer[Any]):
    """A group at a step against the rest of the company. `gap` above 0: it leaks."""

    step = serializers.CharField()
    group = serializers.JSONField(source="value")
    n = serializers.IntegerField(source="own.of")
    went_on = serializers.IntegerField(source="own.hits")
    rate = serializers.FloatField(source="own.rate")
    interval = serializers.ListField(
        child=serializers.FloatField(), allow_null=True, help_text="Wilson, 95 %."
    )
    rest_n = serializers.IntegerField(source="rest.of")
    rest_rate = serializers.FloatField(source="rest.rate")
    gap = serializers.FloatField()
    chance = serializers.FloatField(allow_null=True, help_text="After Holm's adjustment for the whole table.")
    is_shown = serializers.BooleanField()
    extra = serializers.FloatField(help_text="Leads more a year if the group did as the rest.")
    money = serializers.FloatField(
        allow_null=True, help_text="What they would bring a year; null without a leak."
    )
    money_interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)


class PointSerializer(serializers.Serializer[Any]):
    """What one more point of the whole company at a step is worth a year."""

    step = serializers.CharField(source="step.key")
    n = serializers.IntegerField(source="step.whole.of")
    rate = serializers.FloatField(source="step.whole.rate")
    money = serializers.FloatField()
    interval = serializers.ListField(child=serializers.FloatField())


class LeaksSerializer(serializers.Serializer[Any]):
    by = serializers.CharField(source="dimension")
    currency = serializers.CharField()
    ranked = LeakSerializer(many=True, help_text="Those that leak, the most valuable first.")
    cells = LeakSerializer(many=True)
    points = PointSerializer(many=True)


class LeaksView(APIView):
    @extend_schema(
        operation_id="leaks",
        summary="Where the funnel loses the most against the rest of the company",
        parameters=[LeakQuery],
        responses=LeaksSerializer,
    )
    def get(self, request: Request) -> Response:
        if getattr(request.user, "role", "") not in READERS:
            raise PermissionDenied
        query = LeakQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        rollups.freshen()
        company = Organisation.current()
        today = now().astimezone(company.zone).date()
        window = window_of(query.validated_data["period"], today, FunnelDay.objects.first_day())
        table = LeakTable(Asked(User(role=Role.REVOPS), window, today), query.validated_data["by"])
        told = {"dimension": table.dimension, "currency": company.currency, "ranked": table.ranked}
        return Response(LeaksSerializer(told | {"cells": table.cells, "points": table.points}).data)
