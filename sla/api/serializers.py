"""How service levels look to a program: stored words in English, moments with their offset."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from sla.models import (
    Acknowledgement,
    Breach,
    Clock,
    Excuse,
    Waiver,
)


class ClockSerializer(serializers.ModelSerializer[Clock]):
    commitment_kind = serializers.CharField(source="commitment.kind")

    class Meta:
        model = Clock
        fields = (
            "id",
            "commitment",
            "commitment_kind",
            "subject",
            "subject_id",
            "cycle",
            "owner",
            "team",
            "dimensions",
            "target_seconds",
            "started_at",
            "due_at",
            "paused_at",
            "stopped_at",
            "running",
            "outcome",
            "elapsed_seconds",
            "shadow",
        )


class ExcuseSerializer(serializers.ModelSerializer[Excuse]):
    class Meta:
        model = Excuse
        fields = ("cause", "answered_at", "at")


@extend_schema_serializer(
    examples=[OpenApiExample("Waiver", value={"reason": "The CRM was down all morning."})]
)
class WaiverSerializer(serializers.ModelSerializer[Waiver]):
    class Meta:
        model = Waiver
        fields = ("reason", "by", "at")
        read_only_fields = ("by", "at")


@extend_schema_serializer(examples=[OpenApiExample("Acknowledgement", value={"note": "Sara calls at noon."})])
class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    class Meta:
        model = Acknowledgement
        fields = ("note", "by", "at")
        read_only_fields = ("by", "at")


class BreachSerializer(serializers.ModelSerializer[Breach]):
    clock = ClockSerializer()
    excuse = ExcuseSerializer(default=None)
    waiver = WaiverSerializer(default=None)
    acknowledgement = AcknowledgementSerializer(default=None)

    class Meta:
        model = Breach
        fields = ("id", "cycle", "reached_at", "declared_at", "clock", "excuse", "waiver", "acknowledgement")
