"""Baselines for programs: what every number said when it was frozen, and of which data."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards.models import Baseline

from .serializers import IntervalSerializer
from .signing import WordSerializer


class OutcomeSerializer(serializers.Serializer[Any]):
    """One check of the data, as it stood when the baseline was frozen."""

    key = serializers.CharField()
    failing = serializers.IntegerField()
    of = serializers.IntegerField()
    most = serializers.FloatField(help_text="The largest share that may fail.")


class BaselineSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(["B0", "B1", "own"])
    name = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField()
    frozen_at = serializers.DateTimeField()
    frozen_by = serializers.CharField()
    is_below_gate = serializers.BooleanField()
    reason = serializers.CharField(help_text="Why it was frozen below the gate; quote it with the numbers.")
    gate = OutcomeSerializer(many=True)
    signatures = WordSerializer(source="signatures.all", many=True)


class FrozenNumberSerializer(serializers.Serializer[Any]):
    """In the KPI's own unit: a ratio is 0..1, a time is seconds or days; null where nothing could be said."""

    kpi = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    interval = IntervalSerializer(source="*")
    trust = serializers.CharField()
    parts = serializers.DictField(child=serializers.IntegerField())


class BaselineNumbersSerializer(BaselineSerializer):
    numbers = FrozenNumberSerializer(source="numbers.all", many=True)


class BaselineList(APIView):
    @extend_schema(
        operation_id="baselines", summary="The frozen baselines", responses=BaselineSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        found = Baseline.objects.for_page()
        return Response({"results": BaselineSerializer(found, many=True).data, "next": None})


class BaselineDetail(APIView):
    @extend_schema(
        operation_id="baseline",
        summary="One frozen baseline with every number it keeps",
        responses=BaselineNumbersSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        found = get_object_or_404(Baseline.objects.for_page().prefetch_related("numbers"), pk=pk)
        return Response(BaselineNumbersSerializer(found).data)
