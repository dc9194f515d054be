"""The published figures for programs, each with what it may be compared with."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards.benchmarks import Benchmark, benchmarks
from dashboards.benchmarks.meanings import Kind
from dashboards.benchmarks.table import GRADES


class BenchmarkQuery(serializers.Serializer[Any]):
    kpi = serializers.CharField(
        required=False, max_length=80, help_text="Only the figures that this KPI may be compared with."
    )


class FlagSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField([str(kind) for kind in Kind])
    words = serializers.CharField()


class BenchmarkSerializer(serializers.Serializer[Any]):
    """A published figure in the publisher's own unit; null where it states none."""

    metric = serializers.CharField(source="row.metric")
    name = serializers.CharField(source="meaning.words")
    kpi = serializers.CharField(help_text="The KPI that counts the same; blank where none does.")
    reason = serializers.CharField(help_text="Why the two mean the same, or don't.")
    low = serializers.FloatField(source="row.low", allow_null=True)
    mid = serializers.FloatField(source="row.mid", allow_null=True)
    high = serializers.FloatField(source="row.high", allow_null=True)
    unit = serializers.CharField(source="row.unit")
    segment = serializers.CharField(source="row.segment", help_text="Of whom.")
    definition_note = serializers.CharField(source="row.definition_note")
    publisher = serializers.CharField(source="row.source")
    document = serializers.CharField(source="row.source_url_or_doc")
    year = serializers.IntegerField(source="row.year", allow_null=True)
    grade = serializers.ChoiceField(
        GRADES, source="row.grade", help_text="A primary, B through one intermediary, C vendor claim."
    )
    warning = serializers.CharField(source="row.warning")
    flags = FlagSerializer(many=True)


class BenchmarkList(APIView):
    @extend_schema(
        operation_id="benchmarks",
        summary="Published figures with grade, source and warning, and the KPI that counts the same",
        parameters=[BenchmarkQuery],
        responses=BenchmarkSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        query = BenchmarkQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        kpi = query.validated_data.get("kpi")
        found: list[Benchmark] = [one for one in benchmarks() if kpi is None or one.kpi == kpi]
        return Response({"results": BenchmarkSerializer(found, many=True).data, "next": None})
