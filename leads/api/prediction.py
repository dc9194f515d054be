"""Prediction over REST: whether there is enough to learn from, what is in use, and the chance of one lead with its reasons."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.foretelling import foretell
from leads.forms.prediction import PredictionForm
from leads.models import Lead, PredictiveModel
from leads.models.predicting.model import LEAST_CONVERSIONS, LEAST_LEADS
from people.models import Role
from people.moment import now


class FloorSerializer(serializers.Serializer[Any]):
    """What there is to learn from, of what there must be."""

    leads = serializers.IntegerField()
    least_leads = serializers.IntegerField()
    missing_leads = serializers.IntegerField()
    conversions = serializers.IntegerField()
    least_conversions = serializers.IntegerField()
    missing_conversions = serializers.IntegerField()


class PredictiveModelSerializer(serializers.ModelSerializer[PredictiveModel]):
    measures = serializers.DictField(help_text="On later leads that it did not learn from; beside the rules.")
    excluded = serializers.ListField(child=serializers.DictField(), help_text="Fields left out, and why")
    fields_read = serializers.ListField(child=serializers.CharField(), source="fields")

    class Meta:
        model = PredictiveModel
        fields = (
            "number", "state", "outcome", "horizon_days", "known_days", "since", "until", "fields_read", "leads",
            "conversions", "measures", "excluded", "created_at", "published_at",
        )  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Not enough data",
            value={
                "state": "not_enough_data",
                "floor": {
                    "leads": 640,
                    "least_leads": 1000,
                    "missing_leads": 360,
                    "conversions": 31,
                    "least_conversions": 120,
                    "missing_conversions": 89,
                },
                "in_use": None,
                "under_way": None,
            },
        )
    ]
)
class PredictionSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        choices=["not_enough_data", "may_be_trained", "training", "in_use"],
        help_text="Whatever is in use goes on, also where there would not be enough to learn from today.",
    )
    floor = FloorSerializer()
    in_use = PredictiveModelSerializer(allow_null=True)
    under_way = PredictiveModelSerializer(allow_null=True)


class PartSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    points = serializers.DecimalField(max_digits=6, decimal_places=1)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A chance",
            value={
                "model": 3,
                "chance": "18.4",
                "average": "10.5",
                "parts": [{"field": "source: paid search", "points": "7.9"}],
                "sentence": "Above all “source: paid search” speaks for it.",
                "refused": "",
            },
        )
    ]
)
class ForetoldSerializer(serializers.Serializer[Any]):
    """In percent and points of it; the average and the parts add up to the chance."""

    model = serializers.IntegerField()
    chance = serializers.DecimalField(max_digits=6, decimal_places=1, allow_null=True)
    average = serializers.DecimalField(max_digits=6, decimal_places=1, allow_null=True)
    parts = PartSerializer(many=True)
    sentence = serializers.CharField()
    refused = serializers.CharField(help_text="Why no chance is told; then the rest is empty.")


class PredictionView(APIView):
    """Is there enough to learn from, what is missing, and what is in use?"""

    @extend_schema(operation_id="prediction", responses=PredictionSerializer)
    def get(self, request: Request) -> Response:
        if getattr(request.user, "role", "") == Role.PRIVACY:
            raise PermissionDenied
        floor = _floor()
        live, training = PredictiveModel.objects.live(), PredictiveModel.objects.under_way().first()
        said = {"state": _state(floor, live, training), "floor": floor, "in_use": live, "under_way": training}
        return Response(PredictionSerializer(said).data)


def _floor() -> dict[str, int]:
    """As the page counts it: by what the past suggests to learn from."""
    leads, conversions = PredictionForm(None, now()).counted()
    return {
        "leads": leads,
        "least_leads": LEAST_LEADS,
        "missing_leads": max(LEAST_LEADS - leads, 0),
        "conversions": conversions,
        "least_conversions": LEAST_CONVERSIONS,
        "missing_conversions": max(LEAST_CONVERSIONS - conversions, 0),
    }


def _state(floor: dict[str, int], live: PredictiveModel | None, training: PredictiveModel | None) -> str:
    if training:
        return "training"
    if live:
        return "in_use"
    lacks = floor["missing_leads"] or floor["missing_conversions"]
    return "not_enough_data" if lacks else "may_be_trained"


class LeadPredictionView(APIView):
    """The chance of one open lead, and what each field gives to it; 404 where nothing is foretold."""

    @extend_schema(operation_id="leads_prediction_retrieve", responses=ForetoldSerializer)
    def get(self, request: Request, pk: int) -> Response:
        user: Any = request.user
        lead = get_object_or_404(Lead.objects.visible_to(user), pk=pk)
        found = foretell(lead, now())
        if found is None:
            raise Http404
        refused = bool(found.refused)
        said = {
            "model": found.model.number,
            "chance": None if refused else found.chance,
            "average": None if refused else found.average,
            "parts": [{"field": line.label, "points": line.points} for line in found.lines],
            "sentence": found.sentence,
            "refused": found.refused,
        }
        return Response(ForetoldSerializer(said).data)
