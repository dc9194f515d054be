"""Impact for programs: the eight numbers before and after a day, with what chance could have done."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards import rollups, showing
from dashboards.asking import Asked, Window
from dashboards.impact import sentences
from dashboards.impact.effects import Effect
from dashboards.impact.pilots import pilot_of
from dashboards.impact.question import DEFAULT_WEEKS, WEEKS, changes, first_day, study_of
from dashboards.impact.study import Finding, Pilot, Side, Study
from dashboards.impact.verdicts import Verdict
from dashboards.models import DIMENSIONS
from leads.api.stating import Known
from people.models import Organisation
from people.moment import now

from .serializers import TEXTS, DayField, IntervalSerializer, ReadingSerializer, numbered, several_of
from .views import several

EXAMPLE = {
    "since": "2026-03-02",
    "weeks": 13,
    "pilot": "",
    "before": {"from": "2025-12-01", "to": "2026-03-01"},
    "after": {"from": "2026-03-02", "to": "2026-05-31"},
    "is_over": True,
    "findings": [
        {
            "kpi": "lead_acceptance_rate",
            "verdict": "improved",
            "chance": 0.004,
            "sentence": "+12 points (+5 … +19 points); p = 0.004.",
            "effect": {
                "by": 0.12,
                "interval": {"low": 0.05, "high": 0.19},
                "alike": None,
                "alike_interval": None,
                "cases": {"before": 410, "after": 436},
                "needed": 271,
            },
        }
    ],
}


class ImpactQuery(Known):
    since = DayField(
        required=False,
        help_text="The day of the change; without it, that on which the agreement went into force.",
    )
    weeks = serializers.ChoiceField(WEEKS, default=DEFAULT_WEEKS, help_text="So many weeks on either side.")
    pilot = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=1100,
        help_text="Who began first, such as `team:3` or `source:web`; what the rest did in the same time is taken off.",
    )

    def get_fields(self) -> dict[str, Any]:
        """Each dimension may be named several times: any of its values counts."""
        texts = {name: several_of(serializers.CharField(allow_blank=True)) for name in TEXTS}
        return super().get_fields() | texts | {name: several_of(numbered()) for name in ("team", "owner")}


class SideSerializer(ReadingSerializer):
    rows = serializers.CharField(help_text="The page that lists the n rows; blank where it has none.")


class CasesSerializer(serializers.Serializer[Any]):
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class EffectSerializer(serializers.Serializer[Any]):
    """After less before, in the KPI's own unit; null where a side has nothing to say."""

    by = serializers.FloatField(allow_null=True)
    interval = IntervalSerializer(allow_null=True, help_text="95 %.")
    alike = serializers.FloatField(allow_null=True, help_text="Had both periods been mixed alike.")
    alike_interval = IntervalSerializer(allow_null=True)
    cases = CasesSerializer()
    needed = serializers.IntegerField(
        allow_null=True, help_text="Cases that each period would need to show a difference of this size."
    )


class FindingSerializer(serializers.Serializer[Any]):
    kpi = serializers.CharField()
    before = SideSerializer()
    after = SideSerializer()
    effect = EffectSerializer(allow_null=True)
    chance = serializers.FloatField(
        allow_null=True,
        help_text="That nothing changed and this came about all the same, for eight questions (Holm).",
    )
    verdict = serializers.ChoiceField([str(one) for one in Verdict])
    sentence = serializers.CharField(help_text="The verdict in words.")


class WindowSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateField(source="since"), "to": serializers.DateField(source="until")}


@extend_schema_serializer(examples=[OpenApiExample("Before and after an agreement", value=EXAMPLE)])
class ImpactSerializer(serializers.Serializer[Any]):
    since = serializers.DateField(source="day")
    weeks = serializers.IntegerField()
    pilot = serializers.CharField()
    before = WindowSerializer()
    after = WindowSerializer()
    is_over = serializers.BooleanField(help_text="The later period has ended.")
    findings = FindingSerializer(many=True)


class ImpactView(APIView):
    @extend_schema(
        operation_id="impact",
        summary="Each of the eight numbers before and after a day: effect, interval, chance, verdict and rows",
        parameters=[ImpactQuery],
        responses=ImpactSerializer,
    )
    def get(self, request: Request) -> Response:
        query = ImpactQuery(data=several(request.query_params))
        query.is_valid(raise_exception=True)
        rollups.freshen()
        said = query.validated_data
        asked = _asked(request, said)
        study = study_of(asked, _day(said), said["weeks"], _pilot(said["pilot"], asked))
        return Response(ImpactSerializer(told(study, said, request)).data)


def _asked(request: Request, said: dict[str, Any]) -> Asked:
    user: Any = request.user
    today = now().astimezone(Organisation.current().zone).date()
    cuts = {name: tuple(said[name]) for name in DIMENSIONS if said.get(name)}
    return Asked(user, Window(today, today), today, cuts)


def _day(said: dict[str, Any]) -> date:
    day: date | None = said.get("since") or first_day(changes())
    if day is None:
        raise ValidationError({"since": [_("No agreement is in force yet: name the day of the change.")]})
    return day


def _pilot(said: str, asked: Asked) -> Pilot | None:
    pilot = pilot_of(said, asked)
    if said and pilot is None:
        raise ValidationError(
            {"pilot": [_("All leads say the same here, or none does: there is no rest to compare with.")]}
        )
    return pilot


def told(study: Study, said: dict[str, Any], request: Request) -> dict[str, Any]:
    company = Organisation.current()
    named = {name: getattr(study, name) for name in ("day", "before", "after", "is_over")}
    findings = [_finding(one, showing.unit_of(one.kpi.unit, company), request) for one in study.findings]
    return named | {"weeks": said["weeks"], "pilot": said["pilot"], "findings": findings}


def _finding(finding: Finding, unit: str, request: Request) -> dict[str, Any]:
    return {
        "kpi": finding.kpi.key,
        "before": _side(finding.before, request),
        "after": _side(finding.after, request),
        "effect": _effect(finding.effect),
        "chance": finding.chance,
        "verdict": finding.verdict,
        "sentence": sentences.of(finding, unit),
    }


def _side(side: Side, request: Request) -> dict[str, Any]:
    named = {name: getattr(side.reading, name) for name in READ}
    return named | {"rows": request.build_absolute_uri(side.url) if side.url else ""}


READ = ("value", "numerator", "denominator", "n", "low", "high", "trust", "parts", "spread", "amounts")


def _effect(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    ends = {
        name: pair and dict(zip(("low", "high"), pair, strict=True))
        for name, pair in (("interval", effect.interval), ("alike_interval", effect.alike_interval))
    }
    cases = dict(zip(("before", "after"), effect.cases, strict=True))
    return {"by": effect.by, "alike": effect.alike, "needed": effect.needed, "cases": cases, **ends}
