"""What the verbs of a handoff are told, and what they answer."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from leads.asking import ASKABLE, LACKS
from leads.fields import FIELDS
from leads.handing import Unproved, Verb
from leads.models import Dispute, Lead, Recycling, RejectionReason, Reply, Ruling, StageChange
from leads.stating import state
from people.models import Organisation
from people.moment import now

from .stating import Known, values_field

LONGEST = 2000


def unproved(fault: Unproved) -> serializers.ValidationError:
    """The evidence that the reason asks for, named as the member that lacks it."""
    member = {"duplicate": "duplicate_of", "attempts": "reason"}.get(fault.lacks, fault.lacks)
    return serializers.ValidationError({member: [str(LACKS[fault.lacks])]})


def note() -> Any:
    return serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)


class Reasoned(Known):
    """A reason that is still in use."""

    def validate_reason(self, reason: RejectionReason | None) -> RejectionReason | None:
        if reason is not None and reason.retired_at is not None:
            self.fields["reason"].fail("does_not_exist", pk_value=reason.pk)
        return reason


@extend_schema_serializer(
    examples=[
        OpenApiExample("No budget", value={"reason": "QUAL-01", "note": "No budget this year."}),
        OpenApiExample("Duplicate", value={"reason": "DUP", "duplicate_of": 4312}),
    ]
)
class RejectionSerializer(Reasoned):
    """Each reason asks for its own evidence: a note, attempts that were made, or the lead that it duplicates."""

    reason = serializers.PrimaryKeyRelatedField(queryset=RejectionReason.objects.all())
    note = note()
    duplicate_of = serializers.PrimaryKeyRelatedField(
        queryset=Lead.objects.standing(), required=False, allow_null=True, default=None
    )


@extend_schema_serializer(
    examples=[OpenApiExample("No number", value={"asked": ["phone"], "note": "The number isn't in service."})]
)
class ReturnSerializer(Known):
    asked = serializers.ListField(child=serializers.ChoiceField(choices=list(ASKABLE)), min_length=1)
    note = note()

    def validate_asked(self, asked: list[str]) -> list[str]:
        return list(dict.fromkeys(asked))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Answered", value={"values": {"phone": "+34 600 111 222"}, "note": "Her direct number."}
        ),
        OpenApiExample("Not to be had", value={"values": {}, "note": "The company gives no numbers."}),
    ]
)
class AnswerSerializer(Known):
    """The fields that were asked for, as a lead's are stated; without any, a note that says why not."""

    values = serializers.DictField(child=values_field(), required=False, default=dict)
    note = note()

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if unknown := sorted(set(said["values"]) - set(FIELDS)):
            raise serializers.ValidationError(
                {"values": {name[:80]: [_("There is no such field.")] for name in unknown}}
            )
        values, faults = state({name: value for name, value in said["values"].items() if value})
        if faults:
            raise serializers.ValidationError({"values": faults})
        if not values and not said["note"].strip():
            raise serializers.ValidationError({"note": [str(LACKS["answer"])]})
        return {"values": values, "note": said["note"]}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Next spring", value={"returns_on": "2027-03-01", "list": "Spring", "reason": "ENG-02"}
        )
    ]
)
class RecyclingSerializer(Reasoned):
    returns_on = serializers.DateField()
    list = serializers.CharField(
        source="nurture_list", required=False, allow_blank=True, default="", max_length=80
    )
    reason = serializers.PrimaryKeyRelatedField(
        queryset=RejectionReason.objects.all(), required=False, allow_null=True, default=None
    )
    note = note()

    def validate_returns_on(self, day: Any) -> Any:
        if day <= now().astimezone(Organisation.current().zone).date():
            raise serializers.ValidationError(_("Choose a day to come."))
        return day


@extend_schema_serializer(
    examples=[OpenApiExample("Disputed", value={"argument": "They asked for a demo on Monday."})]
)
class DisputeSerializer(Known):
    argument = serializers.CharField(max_length=LONGEST)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Overturned", value={"outcome": "overturned", "grounds": "They did ask for a demo."})
    ]
)
class RulingSerializer(Known):
    outcome = serializers.ChoiceField(choices=Ruling.Outcome.choices)
    grounds = serializers.CharField(max_length=LONGEST)


@extend_schema_serializer(
    examples=[
        OpenApiExample("An SQL", value={"outcome": "qualify"}),
        OpenApiExample("Disqualified", value={"outcome": "disqualify", "reason": "QUAL-03"}),
    ]
)
class DispositionSerializer(Reasoned):
    """What became of an accepted lead; disqualified, it has a reason."""

    outcome = serializers.ChoiceField(choices=[Verb.QUALIFY.value, Verb.DISQUALIFY.value])
    reason = serializers.PrimaryKeyRelatedField(
        queryset=RejectionReason.objects.all(), required=False, allow_null=True, default=None
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["outcome"] == Verb.DISQUALIFY and said["reason"] is None:
            raise serializers.ValidationError({"reason": [str(LACKS["reason"])]})
        return said


class SaidRuling(serializers.ModelSerializer[Ruling]):
    class Meta:
        model = Ruling
        fields = ("outcome", "grounds", "by", "at")


class SaidDispute(serializers.ModelSerializer[Dispute]):
    ruling = SaidRuling(default=None)

    class Meta:
        model = Dispute
        fields = ("argument", "by", "at", "ruling")


class SaidReply(serializers.ModelSerializer[Reply]):
    class Meta:
        model = Reply
        fields = ("filled", "note", "by", "at")


class SaidRecycling(serializers.ModelSerializer[Recycling]):
    list = serializers.CharField(source="nurture_list")

    class Meta:
        model = Recycling
        fields = ("returns_on", "list", "reason", "note", "by", "decided_at", "entered_at")


class SaidStage(serializers.ModelSerializer[StageChange]):
    class Meta:
        model = StageChange
        fields = ("stage", "cycle", "occurred_at", "by", "cause")
