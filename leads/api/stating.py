"""What programs may state: leads and events, every value read as that of a file is, unknown members refused."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from leads.fields import FIELDS
from leads.models import Arrival, Reached, When
from leads.models.importing.imports import refuse_reserved
from leads.reading.mapping import EVENT_KIND
from leads.reading.values import tidy
from leads.stages import CAPTURED
from leads.stating import state
from people.moment import now

MOST_EVENTS = 1000
DEEPEST = 4
LEAD = {
    "system": "website",
    "external_id": "form-81723",
    "email": "ana@nordica.example",
    "name": "Ana Ruiz",
    "company": "Nordica",
    "source": "webinar",
    "attributes": {"plan": "pro"},
}


STATE = {name: value for name, value in LEAD.items() if name not in ("system", "external_id")}


class Known(serializers.Serializer[Any]):
    """Refuses members that it doesn't name: a slip of the pen must not look like success."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError(
                {str(name)[:80]: [_("There is no such field.")] for name in unknown}
            )
        return super().to_internal_value(data)


def not_in_the_future(moment: datetime) -> None:
    if moment > now():
        raise serializers.ValidationError(_("This lies in the future."))


def values_field() -> serializers.Field[Any, Any, Any, Any]:
    return serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=1000)


@extend_schema_serializer(examples=[OpenApiExample("Lead", value=STATE)])
class StatedLead(Known):
    """Any fields of a lead; null or "" clears one. `attributes` are the company's own fields."""

    attributes = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)
    captured_at = serializers.DateTimeField(required=False, validators=[not_in_the_future])

    def get_fields(self) -> dict[str, Any]:
        return {name: values_field() for name in FIELDS} | super().get_fields()

    def validate_attributes(self, given: dict[str, Any]) -> dict[str, Any]:
        if any(isinstance(value, dict | list) for value in given.values()):
            raise serializers.ValidationError(_("An attribute is a text, a number, yes or no."))
        return given

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in said.items() if name in FIELDS}
        values, faults = state(given, said.get("attributes"))
        if faults:
            raise serializers.ValidationError(faults)
        return said | {"values": values}

    def arrival(self, external_id: str, at: datetime) -> Arrival:
        said = self.validated_data
        captured = said.get("captured_at")
        stages = [Reached(CAPTURED, When(captured), f"{external_id}:{CAPTURED}")] if captured else []
        return Arrival(
            external_id, said["values"], When(at), key=f"{external_id}@{uuid4().hex}", stages=stages
        )


@extend_schema_serializer(examples=[OpenApiExample("Lead", value=LEAD)])
class NewLead(StatedLead):
    """`system` and `external_id` say how the sender calls it; without them each request is a new lead."""

    system = serializers.CharField(required=False, default="api", max_length=60, validators=[refuse_reserved])
    external_id = serializers.CharField(required=False, max_length=255)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By id",
            value={
                "lead": 4312,
                "kind": "call",
                "occurred_at": "2026-03-02T10:15:00+01:00",
                "key": "call-991",
            },
        ),
        OpenApiExample(
            "Sales rejected it in the CRM",
            value={
                "system": "website",
                "external_id": "form-81723",
                "kind": "crm_rejected",
                "values": {"reason": "QUAL-01", "note": "No budget this year.", "by": "sara@acme.example"},
            },
        ),
    ]
)
class StatedEvent(Known):
    """`crm_accepted`, `crm_rejected` and `crm_recycled` answer the open offer, where Sales or RevOps say so.

    Of a lead by our id, or by the sender's (`system`, `external_id`). `key` makes a repetition harmless."""

    lead = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    system = serializers.CharField(required=False, max_length=60, validators=[refuse_reserved])
    external_id = serializers.CharField(required=False, max_length=255)
    kind = serializers.RegexField(rf"\A(?:{EVENT_KIND.pattern})\Z", max_length=60)
    occurred_at = serializers.DateTimeField(required=False, validators=[not_in_the_future])
    key = serializers.CharField(required=False, max_length=200)
    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False, default=dict)

    def validate_values(self, given: dict[str, Any]) -> dict[str, Any]:
        if len(given) > 50 or any(isinstance(value, dict | list) for value in given.values()):
            raise serializers.ValidationError(_("At most 50 values, each a text, a number, yes or no."))
        return {
            tidy(name)[:80]: tidy(value)[:4000] if isinstance(value, str) else value
            for name, value in given.items()
        }

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if ("lead" in said) == ("external_id" in said) or ("system" in said) != ("external_id" in said):
            raise serializers.ValidationError(
                _("Name the lead: either by lead, or by system and external_id.")
            )
        return said


class Told(serializers.Serializer[Any]):
    accepted = serializers.IntegerField(help_text="How many events were said for the first time")
    repeated = serializers.IntegerField(help_text="How many were known already, by their keys")
