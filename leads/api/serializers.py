"""How leads look to a program: moments with their offset, money as text, stored words in English."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from leads.handing import State
from leads.models import (
    Event,
    ExternalId,
    Handoff,
    Lead,
    LeadScore,
    Offer,
    Opportunity,
    Verdict,
)
from leads.stages import STAGES

from .loop import SaidDispute, SaidRecycling, SaidReply

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
    """An answer, and what was said to it: Marketing's to a return, a dispute with its ruling."""

    reply = SaidReply(default=None)
    dispute = SaidDispute(default=None)
    taken_back_at = serializers.DateTimeField(source="retraction.at", default=None)

    class Meta:
        model = Verdict
        fields = (
            "kind", "reason", "note", "asked", "duplicate_of", "by", "heard_from", "definition_version", "decided_at", "taken_back_at",
            "reply", "dispute",
        )  # fmt: skip

    def to_representation(self, verdict: Verdict) -> dict[str, Any]:
        said = super().to_representation(verdict)
        return masked(said) if self.context["request"].user.sees_masked else said


def masked(said: dict[str, Any]) -> dict[str, Any]:
    """Without what people wrote, in which a lead may be named."""
    said |= {"note": ""}
    if said["reply"]:
        said["reply"] |= {"note": ""}
    if said["dispute"]:
        said["dispute"] |= {"argument": ""}
        said["dispute"]["ruling"] = said["dispute"]["ruling"] and said["dispute"]["ruling"] | {"grounds": ""}
    return said


class OfferSerializer(serializers.ModelSerializer[Offer]):
    verdict = VerdictSerializer(default=None)

    class Meta:
        model = Offer
        fields = ("number", "team", "owner", "offered_at", "verdict")


class HandoffSerializer(serializers.ModelSerializer[Handoff]):
    state = serializers.ChoiceField(choices=[one.value for one in State])
    offers = OfferSerializer(many=True)
    recycling = SaidRecycling(allow_null=True)

    class Meta:
        model = Handoff
        fields = (
            "id", "lead", "cycle", "state", "definition_version", "opened_at", "by", "missing", "first_touch_at", "touches",
            "offers", "recycling",
        )  # fmt: skip

    def to_representation(self, handoff: Handoff) -> dict[str, Any]:
        said = super().to_representation(handoff)
        if said["recycling"] and self.context["request"].user.sees_masked:
            said["recycling"] |= {"note": ""}
        return said
