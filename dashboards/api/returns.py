"""The return of the program for programs, as its page tells it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import rollups
from dashboards.models import Benefit, Pool
from dashboards.models.spend import READERS
from dashboards.returns.arithmetic import Outcome, Told, Verdict
from dashboards.returns.question import ALL, WITHIN, usual
from dashboards.returns.told import Entry, Return, told_of
from leads.api.stating import Known
from people.models import Organisation
from people.moment import now

from .serializers import DayField


class LikelySerializer(serializers.Serializer[Any]):
    """As the likely factors multiply, and the 95 % interval of 10,000 draws."""

    likely = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class PaybackSerializer(serializers.Serializer[Any]):
    """Months; null is never."""

    likely = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    never = serializers.FloatField(help_text="The chance that the cost doesn't come back.")


class FactorSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    unit = serializers.CharField()
    likely = serializers.FloatField(source="factor.likely")
    low = serializers.FloatField(source="factor.low")
    high = serializers.FloatField(source="factor.high")
    shape = serializers.ChoiceField(["counted", "measured", "judged"], source="factor.shape")


class BenefitSerializer(serializers.Serializer[Any]):
    """A line: the product of its factors. One line a pool counts."""

    id = serializers.IntegerField(source="benefit.pk")
    name = serializers.CharField(source="benefit.name")
    method = serializers.ChoiceField(Benefit.Method.choices, source="benefit.method")
    pool = serializers.ChoiceField(Pool.values, source="benefit.pool")
    counts = serializers.BooleanField()
    counted_by = serializers.IntegerField(
        source="rival.pk", default=None, allow_null=True, help_text="The line that counts this money instead."
    )
    why = serializers.CharField(
        source="found.why", help_text="Why it has no number yet; blank where it has one."
    )
    factors = FactorSerializer(source="found.assumptions", many=True)
    benefit = serializers.SerializerMethodField()

    @extend_schema(responses=LikelySerializer)
    def get_benefit(self, entry: Entry) -> dict[str, float] | None:
        line = entry.line
        return (
            None
            if line is None
            else {"likely": line.likely, "low": line.interval[0], "high": line.interval[1]}
        )


class SwingSerializer(serializers.Serializer[Any]):
    """The net benefit with one assumption at either of its ends."""

    words = serializers.CharField()
    benefit = serializers.IntegerField()
    at_low = serializers.FloatField()
    at_high = serializers.FloatField()


class QualitySerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    words = serializers.CharField()
    evidence = serializers.CharField()


class ReturnQuery(Known):
    since = DayField(required=False, help_text="First day of the new way; the first agreement's unless said.")
    costs = serializers.ChoiceField(
        [ALL, WITHIN], default=ALL, help_text="All that the program has cost, or of the months alone."
    )


class ProgramReturnSerializer(serializers.Serializer[Any]):
    """Ratios are 1 = 100 %. Numbers that can't be told are null."""

    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="The end of the last whole month.")
    currency = serializers.CharField()
    verdict = serializers.ChoiceField([str(one) for one in Verdict])
    cost = serializers.CharField(help_text="As a string.")
    unpriced = serializers.IntegerField(help_text="Rows in another currency without a rate: in no sum.")
    benefit = LikelySerializer(allow_null=True)
    roi = LikelySerializer(allow_null=True, help_text="(benefit - cost) / cost.")
    above_zero = serializers.FloatField(
        allow_null=True, help_text="The chance that the return is above zero."
    )
    payback = PaybackSerializer(allow_null=True, help_text="Cost / monthly net benefit.")
    benefits = BenefitSerializer(many=True)
    swings = SwingSerializer(many=True)
    qualities = QualitySerializer(many=True)


class ReturnView(APIView):
    @extend_schema(
        operation_id="roi",
        summary="What the program cost and brought, with its interval",
        parameters=[ReturnQuery],
        responses=ProgramReturnSerializer,
    )
    def get(self, request: Request) -> Response:
        if getattr(request.user, "role", "") not in READERS:
            raise PermissionDenied
        query = ReturnQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        rollups.freshen()
        company = Organisation.current()
        today = now().astimezone(company.zone).date()
        question = usual(today, query.validated_data.get("since"), query.validated_data["costs"])
        told = told_of(question) if question and question.months else None
        return Response(ProgramReturnSerializer(_told(told, company.currency)).data)


def _told(told: Return | None, currency: str) -> dict[str, Any]:
    outcome = told.outcome if told else Outcome((), 0.0, 0)
    window = told.question.window if told else None
    benefit: Told | None = outcome.benefit if outcome.lines else None
    return {
        "since": window.since if window else None,
        "until": window.until if window else None,
        "currency": currency,
        "verdict": outcome.verdict,
        "cost": f"{told.costs.total if told else 0:.2f}",
        "unpriced": told.costs.unpriced if told else 0,
        "benefit": benefit,
        "roi": outcome.roi,
        "above_zero": outcome.above_zero if outcome.roi else None,
        "payback": outcome.payback,
        "benefits": told.entries if told else [],
        "swings": _swings(told) if told else [],
        "qualities": told.qualities if told else [],
    }


def _swings(told: Return) -> list[dict[str, Any]]:
    return [
        {"words": str(one.words), "benefit": benefit.pk, "at_low": swing.at_low, "at_high": swing.at_high}
        for one, benefit, swing in told.swings
    ]
