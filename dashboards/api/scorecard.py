"""The scorecard for programs: the card that counts, the one that waits for a signature, and every month by its marks."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import rollups
from dashboards.models import Scorecard, ScorecardLine
from dashboards.scorecard.course import Month, course, rows_of, share_of
from dashboards.scorecard.marking import Colour
from people.moment import now

from .signing import WordSerializer

COLOURS = [str(colour) for colour in Colour]
EXAMPLE = {
    "card": {
        "id": 3,
        "recorded_by": "Rita Rey",
        "recorded_at": "2026-03-02T09:00:00Z",
        "agreed_at": "2026-03-03T10:30:00Z",
        "lines": [
            {
                "kpi": "lead_acceptance_rate",
                "part": "together",
                "weight": 3.0,
                "red": 0.4,
                "green": 0.6,
                "is_critical": False,
            }
        ],
        "signatures": [
            {"party": "marketing", "by": "Marta Gil", "signed_at": "2026-03-02T12:00:00Z"},
            {"party": "sales", "by": "Silvia Roca", "signed_at": "2026-03-03T10:30:00Z"},
        ],
    },
    "proposed": None,
    "months": [
        {
            "month": "2026-03-01",
            "until": "2026-03-31",
            "card": 3,
            "is_closed": True,
            "total": {"least": 75.0, "most": 75.0, "value": 75.0, "colour": "amber", "told": 1.0, "capped_by": []},
            "parts": {
                "together": {"least": 75.0, "most": 75.0, "value": 75.0, "colour": "amber", "told": 1.0, "capped_by": []}
            },
            "lines": [
                {
                    "kpi": "lead_acceptance_rate",
                    "part": "together",
                    "weight": 3.0,
                    "share": 1.0,
                    "red": 0.4,
                    "green": 0.6,
                    "is_critical": False,
                    "value": 0.55,
                    "n": 240,
                    "trust": "",
                    "points": 75.0,
                    "colour": "amber",
                    "rows": "https://alignment.example.com/dashboards/rows/?kpi=lead_acceptance_rate&part=decided",
                }
            ],
        }
    ],
}  # fmt: skip


class LineSerializer(serializers.Serializer[Any]):
    """One agreed number: worth nothing at `red`, everything at `green`, in the KPI's own unit."""

    kpi = serializers.CharField()
    part = serializers.ChoiceField(ScorecardLine.Part.values)
    weight = serializers.FloatField()
    red = serializers.FloatField()
    green = serializers.FloatField()
    is_critical = serializers.BooleanField(help_text="Its red caps the whole.")


class CardSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    recorded_by = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    agreed_at = serializers.DateTimeField(allow_null=True, help_text="When the second team signed.")
    lines = LineSerializer(source="lines.all", many=True)
    signatures = WordSerializer(source="signatures.all", many=True)


class TotalSerializer(serializers.Serializer[Any]):
    """0 to 100. What is missing counts as nothing in `least` and as everything in `most`."""

    least = serializers.FloatField()
    most = serializers.FloatField()
    value = serializers.FloatField(allow_null=True, help_text="One figure where nothing is missing.")
    colour = serializers.ChoiceField(COLOURS, allow_null=True, help_text="Null where the range has several.")
    told = serializers.FloatField(help_text="The share of the weights that has a value.")
    capped_by = serializers.ListField(
        child=serializers.CharField(),
        help_text="Critical numbers that are red and hold the total below amber.",
    )


class MarkedSerializer(LineSerializer):
    """A line with what its number said of the month, and what that is worth."""

    share = serializers.FloatField(help_text="What it weighs of the whole card, 0 to 1.")
    value = serializers.FloatField(allow_null=True, help_text="As it was said when the month was closed.")
    n = serializers.IntegerField()
    trust = serializers.CharField()
    points = serializers.FloatField(allow_null=True, help_text="0 to 100; null where the number is missing.")
    colour = serializers.ChoiceField(COLOURS, allow_null=True)
    rows = serializers.CharField(
        help_text="The page with the rows behind the number; blank where it has none."
    )


class MonthSerializer(serializers.Serializer[Any]):
    month = serializers.DateField(help_text="Its first day.")
    until = serializers.DateField(help_text="Its last day; of the month that runs, today.")
    card = serializers.IntegerField(help_text="The card that counted then.")
    is_closed = serializers.BooleanField(help_text="Its values are final; else they are counted now.")
    total = TotalSerializer(allow_null=True)
    parts = serializers.DictField(
        child=TotalSerializer(allow_null=True), help_text="{part of the card: its total}"
    )
    lines = MarkedSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("An agreed card", value=EXAMPLE)])
class ScorecardSerializer(serializers.Serializer[Any]):
    card = CardSerializer(
        allow_null=True, help_text="The one that counts; null until both teams have signed one."
    )
    proposed = CardSerializer(allow_null=True, help_text="The one that waits for a signature.")
    months = MonthSerializer(
        many=True, help_text="The closed months of a year in order, then the one that runs."
    )


class ScorecardView(APIView):
    @extend_schema(
        operation_id="scorecard",
        summary="The agreed numbers with weights, bands and signatures, and what each month is worth",
        responses=ScorecardSerializer,
    )
    def get(self, request: Request) -> Response:
        """Values are of the whole company, as months are closed; `rows` opens what the caller may see of them."""
        rollups.freshen()
        standing = list(Scorecard.objects.for_page().standing())
        answer = {
            "card": next((card for card in standing if card.is_agreed), None),
            "proposed": next((card for card in standing if not card.is_agreed), None),
            "months": [told(month, request) for month in course(now())],
        }
        return Response(ScorecardSerializer(answer).data)


def told(month: Month, request: Request) -> dict[str, Any]:
    return {
        "month": month.window.since,
        "until": month.window.until,
        "card": month.card.pk,
        "is_closed": month.is_closed,
        "total": month.total,
        "parts": month.parts,
        "lines": [_line(place, month, request) for place in range(len(month.marks))],
    }


def _line(place: int, month: Month, request: Request) -> dict[str, Any]:
    line, mark, said = month.marks[place]
    user: Any = request.user
    url = rows_of(line, user, month)
    return {
        **{name: getattr(line, name) for name in ("kpi", "part", "weight", "red", "green", "is_critical")},
        **{name: getattr(said, name) for name in ("value", "n", "trust")},
        "points": mark.points,
        "colour": mark.colour,
        "share": share_of(mark, month),
        "rows": request.build_absolute_uri(url) if url else "",
    }
