"""Criteria over REST: a field that reads a tree strictly, and how many rows a tree matches."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.moment import now
from sla.criteria import Catalogue, catalogues, read
from sla.criteria.counting import count
from sla.criteria.sentences import in_every_language

EXAMPLE = {
    "catalogue": "lead",
    "criteria": {
        "all": [
            {"field": "country", "op": "in", "value": ["ES", "PT"]},
            {"events": "page_view", "op": ">=", "value": 3, "within_days": 14},
        ]
    },
}


@extend_schema_field(OpenApiTypes.OBJECT)
class CriteriaField(serializers.Field):
    """A tree over a catalogue. What is wrong is told by path: `{"all[0].value": ["Write a number here."]}`."""

    def __init__(self, catalogue: str = "lead", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.catalogue = catalogue

    def asked(self) -> Catalogue:
        """As far as the caller may ask it."""
        catalogue = catalogues[self.catalogue]
        request = self.context.get("request")
        return catalogue.impersonal() if request and request.user.sees_masked else catalogue

    def to_internal_value(self, data: Any) -> Any:
        faults = read(data, self.asked()).faults
        if faults:
            raise serializers.ValidationError({fault.path or ".": [fault.message] for fault in faults})
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class AskedSerializer(serializers.Serializer[Any]):
    catalogue = serializers.ChoiceField(choices=[("lead", "lead")], default="lead")
    criteria = CriteriaField()


class CountedSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(allow_null=True, help_text="Null where counting would take too long.")
    total = serializers.IntegerField(allow_null=True)
    sentences = serializers.DictField(child=serializers.CharField())


class CriteriaCount(APIView):
    """How many of the rows that the caller sees match criteria, and the criteria in words; nothing is stored."""

    @extend_schema(
        request=AskedSerializer,
        responses=CountedSerializer,
        examples=[OpenApiExample("Leads of two countries who came back", EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        field = asked.fields["criteria"]
        assert isinstance(field, CriteriaField)
        criteria = read(asked.validated_data["criteria"], field.asked()).criteria
        assert criteria is not None
        rows = criteria.catalogue.model.objects.visible_to(request.user)
        counted = count(criteria, rows, now())
        said = {"count": counted and counted.count, "total": counted and counted.total}
        return Response(said | {"sentences": dict(in_every_language(criteria.root))})
