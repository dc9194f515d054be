"""What the API asks of a number and what it answers."""

import re
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from dashboards import own
from dashboards.asking import CLOCKS, POPULATIONS
from dashboards.forms import OUT_OF_YEARS
from dashboards.kpis import KPI
from dashboards.models import DIMENSIONS
from leads.stages import FUNNEL, STAGES

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
TEXTS = ("source", "segment", "region", "channel")
CALENDAR = ("week", "month", "quarter")
OWN_CUTS = ("reason", "kind", "party", "outcome")


class DayField(serializers.DateField):
    """A day as YYYY-MM-DD and in no other form, of the years that a calendar reaches on both sides."""

    def to_internal_value(self, value: Any) -> Any:
        is_day = isinstance(value, str) and ISO_DAY.fullmatch(value)
        if not is_day or not "1900" <= value[:4] < "3000":
            raise serializers.ValidationError(OUT_OF_YEARS if is_day else _("Write the day as YYYY-MM-DD."))
        return super().to_internal_value(value)


class StagesField(serializers.CharField):
    """Stages joined by commas; the first one decides the cohort."""

    def to_internal_value(self, data: Any) -> Any:
        stages = [name.strip() for name in super().to_internal_value(data).split(",")]
        if unknown := [name for name in stages if name not in STAGES]:
            raise serializers.ValidationError(
                _("“%(name)s” is no stage. Known are: %(known)s.")
                % {"name": unknown[0], "known": ", ".join(STAGES)}
            )
        return list(dict.fromkeys(stages))


class PeriodQuery(serializers.Serializer[Any]):
    """`from` and `to`, both included. A parameter that nobody knows would answer another question: it is refused."""

    def get_fields(self) -> dict[str, Any]:
        days = {
            "from": DayField(source="since", required=False, help_text="First day, in the company's zone."),
            "to": DayField(source="until", required=False, help_text="Last day, included."),
        }
        return days | super().get_fields()

    def to_internal_value(self, data: Any) -> Any:
        if unknown := sorted(name for name in data if name not in self.fields and not own.is_own(name)):
            raise serializers.ValidationError(
                {name[:80]: [_("There is no such filter.")] for name in unknown}
            )
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "since" in attrs and "until" in attrs and attrs["since"] > attrs["until"]:
            raise serializers.ValidationError({"to": [_("The period ends before it begins.")]})
        return attrs


class FunnelQuery(PeriodQuery):
    by = serializers.ChoiceField(
        ["month", "source"], default="month", help_text="Group by month of entry or by source."
    )
    stages = StagesField(
        required=False,
        help_text="Stages to count, joined by commas; the first one decides the cohort. Without it, the whole funnel: "
        + ",".join(FUNNEL),
    )
    system = serializers.CharField(
        required=False,
        max_length=60,
        help_text="Only leads that this system (CRM, file) knows by an id of its own.",
    )


class CohortSerializer(serializers.Serializer[Any]):
    group = serializers.CharField(
        help_text="Month as YYYY-MM, or the source as it is stored; blank where none is stated."
    )
    stages = serializers.DictField(
        child=serializers.IntegerField(), help_text="Distinct leads that ever reached each stage."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By month",
            value={
                "cohorts": [
                    {"group": "2018-01", "stages": {"mql": 1141, "won": 152}},
                    {"group": "2018-02", "stages": {"mql": 1028, "won": 149}},
                ]
            },
        )
    ]
)
class FunnelSerializer(serializers.Serializer[Any]):
    cohorts = CohortSerializer(many=True)


class KpiQuery(PeriodQuery):
    by = serializers.CharField(
        required=False,
        max_length=100,
        help_text="Also read the number for each of these: "
        + ", ".join((*CALENDAR, *DIMENSIONS, *OWN_CUTS, *own.FIELDS))
        + " or attributes.<name>. By what is none of the six dimensions, the largest fifty and the others together.",
    )
    population = serializers.ChoiceField(
        POPULATIONS,
        required=False,
        help_text="Of times: the finished alone, by linear interpolation; forward, those that end after they begin. "
        "Without it, all, those that go on as going on (Kaplan-Meier).",
    )
    clock = serializers.ChoiceField(
        CLOCKS, required=False, help_text="Of days between stages: from moment to moment, not in whole days."
    )

    def validate_by(self, value: str) -> str:
        if value not in (*CALENDAR, *DIMENSIONS, *OWN_CUTS) and not own.is_own(value):
            raise serializers.ValidationError(_("“%(name)s” groups nothing.") % {"name": value})
        return value

    def get_fields(self) -> dict[str, Any]:
        """Each dimension may be named several times: any of its values counts."""
        texts = {
            name: several_of(serializers.CharField(allow_blank=True))
            for name in (*TEXTS, *OWN_CUTS, *own.FIELDS)
        }
        return super().get_fields() | texts | {name: several_of(numbered()) for name in ("team", "owner")}


def numbered() -> Any:
    return serializers.IntegerField(min_value=1, max_value=2**62)


def several_of(child: Any) -> Any:
    return serializers.ListField(child=child, required=False)


class KpiSerializer(serializers.Serializer[Any]):
    """What the number means."""

    key = serializers.CharField()
    name = serializers.CharField()
    definition = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(["number", "percent", "duration", "span", "days", "money", "score"])
    better = serializers.ChoiceField(["up", "down"])
    cadence = serializers.ChoiceField(["weekly", "monthly", "quarterly"])
    cohort = serializers.CharField(help_text="Which day decides into which window a row falls.")
    clock = serializers.CharField(help_text="Which moments are measured, and in what time.")
    owner = serializers.ChoiceField(["marketing", "sales", "both", "revops"])
    sources = serializers.ListField(child=serializers.CharField(), help_text="The facts it is counted from.")
    parts = serializers.SerializerMethodField(help_text="What can be counted and opened, in words.")

    def get_parts(self, kpi: KPI) -> dict[str, str]:
        return {name: str(words) for name, words in kpi.parts.items()}


class IntervalSerializer(serializers.Serializer[Any]):
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class ReadingSerializer(serializers.Serializer[Any]):
    """A ratio is 0..1, a time is seconds or days, as the unit says; null where nothing can be said."""

    value = serializers.FloatField(allow_null=True)
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    interval = IntervalSerializer(source="*")
    trust = serializers.ChoiceField(["", "few", "immature", "incomplete"])
    parts = serializers.DictField(child=serializers.IntegerField())
    spread = serializers.DictField(
        child=serializers.FloatField(allow_null=True),
        help_text="Quantiles and what else the number is made of.",
    )
    amounts = serializers.DictField(
        child=serializers.DecimalField(max_digits=18, decimal_places=2), help_text="Sums of money, exact."
    )


class MaturitySerializer(serializers.Serializer[Any]):
    mature_until = serializers.DateField(
        allow_null=True, help_text="The last cohort that had its time to grow; null where nothing grows."
    )
    is_mature = serializers.BooleanField(help_text="All of the asked window had its time.")


class FreshnessSerializer(serializers.Serializer[Any]):
    """How far the numbers followed the facts."""

    changed_at = serializers.DateTimeField(allow_null=True, help_text="The newest change that is counted.")
    followed_at = serializers.DateTimeField(allow_null=True, help_text="When it was counted.")
    waiting = serializers.IntegerField(help_text="Changes that are not counted yet.")


class SaidSerializer(serializers.Serializer[Any]):
    """What the number said of a month when the month was closed; later facts may have restated it since."""

    month = serializers.DateField(source="closed.month")
    as_of = serializers.DateTimeField(source="closed.closed_at")
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    interval = IntervalSerializer(source="*")
    trust = serializers.CharField()
    parts = serializers.DictField(child=serializers.IntegerField())


class GroupSerializer(serializers.Serializer[Any]):
    group = serializers.JSONField(help_text="First day of the week or month, or the value of the dimension.")
    name = serializers.CharField(help_text="The group in words.")
    reading = ReadingSerializer()
    rows = serializers.CharField(help_text="The page that lists its n rows; blank for the others together.")


class MeasuredSerializer(serializers.Serializer[Any]):
    kpi = KpiSerializer()
    reading = ReadingSerializer()
    previous = ReadingSerializer(help_text="The window of equal length that ends the day before.")
    currency = serializers.CharField(help_text="Of money: the company's.")
    maturity = MaturitySerializer()
    freshness = FreshnessSerializer()
    said = SaidSerializer(many=True, help_text="Of the closed months that lie whole in the window.")
    groups = GroupSerializer(many=True)
    rows = serializers.CharField(
        help_text="The page that lists the n rows behind the number; blank where none may."
    )
    part_rows = serializers.DictField(
        child=serializers.URLField(), help_text="The page that lists each part of the number."
    )

    def get_fields(self) -> dict[str, Any]:
        return {
            "from": serializers.DateField(source="since"),
            "to": serializers.DateField(source="until"),
        } | super().get_fields()
