"""How leads look to a program: moments with their offset, money as text, stored words in English."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from leads.models import (
    Event,
    ExternalId,
    Handoff,
    Lead,
    LeadScore,
    Offer,
    Opportunity,
    RejectionReason,
    Verdict,
)
from leads.stages import STAGES

PERSONAL = ("email", "phone")


class ExternalIdSerializer(serializers.ModelSerializer[ExternalId]):
    class Meta:
        model = ExternalId
        fields = ("system", "external_id")


class ScoreSerializer(serializers.ModelSerializer[LeadScore]):
    version = serializers.IntegerField(source="version.number")

    class Meta:
        model = LeadScore
        fields = ("score", "grade", "fit", "engagement", "version", "scored_at")


class LeadSerializer(serializers.ModelSerializer[Lead]):
    """Personal fields are blank for readers whose role asks for it."""

    company = serializers.CharField(source="company_name")
    owner_in_crm = serializers.CharField(source="owner_label")
    score = ScoreSerializer(default=None)
    external_ids = ExternalIdSerializer(many=True)
    reached = serializers.SerializerMethodField(help_text="When each stage was first reached")

    class Meta:
        model = Lead
        fields = (
            "id", "cycle", "stage", "name", "email", "phone", "job_title", "company", "company_domain", "industry", "employees",
            "country", "region", "city", "segment", "source", "channel", "campaign", "language", "consent", "owner", "team",
            "owner_in_crm", "attributes", "score", "external_ids", "reached", "recorded_at",
        )  # fmt: skip

    @extend_schema_field(dict[str, str])
    def get_reached(self, lead: Lead) -> dict[str, Any]:
        moments = {stage: lead.reached_at(stage) for stage in STAGES}
        return {
            stage: serializers.DateTimeField().to_representation(at) for stage, at in moments.items() if at
        }

    def to_representation(self, lead: Lead) -> dict[str, Any]:
        user = self.context["request"].user
        said = super().to_representation(lead.shown_to(user))
        return said | {"attributes": {}, "external_ids": []} if user.sees_masked else said


class EventSerializer(serializers.ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = (
            "id",
            "lead",
            "kind",
            "occurred_at",
            "occurred_on",
            "precision",
            "recorded_at",
            "origin",
            "values",
        )

    def to_representation(self, event: Event) -> dict[str, Any]:
        said = super().to_representation(event)
        return said | {"values": {}} if self.context["request"].user.sees_masked else said


class OpportunitySerializer(serializers.ModelSerializer[Opportunity]):
    class Meta:
        model = Opportunity
        fields = (
            "id", "lead", "system", "external_id", "name", "amount", "currency", "amount_base", "opened_at", "closed_at", "outcome",
        )  # fmt: skip


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    class Meta:
        model = Verdict
        fields = ("kind", "reason", "note", "by", "decided_at")

    def to_representation(self, verdict: Verdict) -> dict[str, Any]:
        said = super().to_representation(verdict)
        return said | {"note": ""} if self.context["request"].user.sees_masked else said


class OfferSerializer(serializers.ModelSerializer[Offer]):
    verdict = VerdictSerializer(default=None)

    class Meta:
        model = Offer
        fields = ("number", "team", "owner", "offered_at", "verdict")


class HandoffSerializer(serializers.ModelSerializer[Handoff]):
    offers = OfferSerializer(many=True)

    class Meta:
        model = Handoff
        fields = (
            "id", "lead", "cycle", "definition_version", "opened_at", "by", "missing", "first_touch_at", "touches", "offers",
        )  # fmt: skip


@extend_schema_serializer(
    examples=[OpenApiExample("Rejected", value={"reason": "QUAL-01", "note": "No budget this year."})]
)
class RejectionSerializer(serializers.Serializer[Any]):
    reason = serializers.PrimaryKeyRelatedField(queryset=RejectionReason.objects.all())
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)

    def validate_reason(self, reason: RejectionReason) -> RejectionReason:
        if reason.retired_at is not None:
            self.fields["reason"].fail("does_not_exist", pk_value=reason.pk)
        return reason
