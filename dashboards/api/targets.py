"""Targets for programs: what was decided, and how far it is."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import rollups
from dashboards.models import Target
from dashboards.targets.progress import VERDICTS, followed
from people.moment import now

from .serializers import ReadingSerializer
from .signing import WordSerializer


class TargetSerializer(serializers.Serializer[Any]):
    """Values are in the KPI's own unit: a ratio is 0..1, a time is seconds or days."""

    id = serializers.IntegerField(source="target.pk")
    kpi = serializers.CharField(source="target.kpi")
    scope = serializers.JSONField(
        source="target.scope", help_text='{"source": ["web"]}; empty, the whole company.'
    )
    kind = serializers.ChoiceField(["relative", "points", "level"], source="target.kind")
    amount = serializers.FloatField(source="target.amount")
    from_value = serializers.FloatField(source="target.from_value")
    from_n = serializers.IntegerField(source="target.from_n")
    is_stated = serializers.BooleanField(
        source="target.is_stated", help_text="The company said where it stands; it was not counted."
    )
    value = serializers.FloatField(source="target.value", help_text="Where the number shall stand.")
    reference_from = serializers.DateField(source="target.since")
    reference_to = serializers.DateField(source="target.until")
    matures_on = serializers.DateField(source="target.matures_on")
    decided_by = serializers.CharField(source="target.decided_by")
    recorded_at = serializers.DateTimeField(source="target.recorded_at")
    ended_at = serializers.DateTimeField(source="target.ended_at", allow_null=True)
    replaces = serializers.IntegerField(source="target.replaces_id", allow_null=True)
    signatures = WordSerializer(source="target.signatures.all", many=True)
    reading = ReadingSerializer(
        allow_null=True, help_text="The number of the days since the reference, no more than it had."
    )
    gone = serializers.FloatField(allow_null=True, help_text="The share of the way: 1 at the target.")
    elapsed = serializers.FloatField(help_text="The share of the time that has passed.")
    verdict = serializers.ChoiceField(list(VERDICTS))


class TargetList(APIView):
    @extend_schema(
        operation_id="targets",
        summary="The standing targets and how far each is",
        responses=TargetSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        rollups.freshen()
        found = followed(Target.objects.for_page().standing(), request.user, now())  # type: ignore[arg-type]
        return Response({"results": TargetSerializer(found, many=True).data, "next": None})


class TargetDetail(APIView):
    @extend_schema(operation_id="target", summary="One target, ended ones too", responses=TargetSerializer)
    def get(self, request: Request, pk: int) -> Response:
        rollups.freshen()
        target = get_object_or_404(Target.objects.for_page(), pk=pk)
        (found,) = followed([target], request.user, now())  # type: ignore[arg-type]
        return Response(TargetSerializer(found).data)
