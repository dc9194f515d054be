"""How routing looks to a program: a rule, what may be stated of one, an order, and the outcome of a dry run."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from leads.models import RoutingRule
from people.models import Team, TeamKind, User
from sla.api.criteria import CriteriaField

from .stating import Known

RULE = {
    "name_en": "Spain",
    "name_es": "España",
    "criteria": {"field": "country", "op": "is", "value": "Spain"},
    "team": 2,
    "method": "weighted",
    "person": None,
    "skills": [],
    "by_language": True,
    "by_territory": False,
    "in_hours": False,
    "owner": None,
    "weights": {"7": 2, "8": 1},
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By weight", value=RULE | {"id": 3, "position": 1, "catches_all": False}, response_only=True
        )
    ]
)
class RoutingRuleSerializer(serializers.ModelSerializer[RoutingRule]):
    """`weights` are empty where everybody of the team takes part alike."""

    criteria = CriteriaField()
    catches_all = serializers.BooleanField(source="is_catch_all")
    skills = serializers.ListField(child=serializers.CharField())
    weights = serializers.SerializerMethodField()

    class Meta:
        model = RoutingRule
        fields = (
            "id", "position", "name_en", "name_es", "criteria", "team", "method", "person", "skills", "by_language",
            "by_territory", "in_hours", "owner", "catches_all", "weights",
        )  # fmt: skip

    @extend_schema_field(dict[str, int])
    def get_weights(self, rule: RoutingRule) -> dict[str, int]:
        return {str(share.person_id): share.weight for share in rule.shares.all()}


class RoutingRules(serializers.Serializer[Any]):
    results = RoutingRuleSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Weights(serializers.DictField):
    """{person: weight}; the keys of JSON are texts."""

    child = serializers.IntegerField(min_value=0, max_value=100)

    def to_internal_value(self, data: Any) -> Any:
        said = super().to_internal_value(data)
        if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in said):
            self.fail("not_a_dict", input_type="people")
        return {int(key): weight for key, weight in said.items()}


@extend_schema_serializer(
    examples=[OpenApiExample("By weight", value=RULE | {"why": "Madrid opened an office"}, request_only=True)]
)
class StatedRule(Known):
    """What is left out stays as it is, and is the usual in a new rule."""

    name_en = serializers.CharField(required=False, max_length=200)
    name_es = serializers.CharField(required=False, max_length=200)
    criteria = CriteriaField(required=False)
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.filter(kind=TeamKind.SALES), required=False
    )
    method = serializers.ChoiceField(choices=RoutingRule.Method.choices, required=False)
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True
    )
    skills = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=40)
    by_language = serializers.BooleanField(required=False)
    by_territory = serializers.BooleanField(required=False)
    in_hours = serializers.BooleanField(required=False)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True, help_text="Only of what catches all."
    )
    weights = Weights(required=False, help_text="Representatives of the team; who isn't named takes no part.")
    why = serializers.CharField(required=False, allow_blank=True, max_length=300)

    def validate_skills(self, skills: list[str]) -> list[str]:
        if any("," in skill for skill in skills):
            self.fields["skills"].fail("not_a_list", input_type="str")
        return skills


@extend_schema_serializer(examples=[OpenApiExample("Third first", value={"order": [5, 3, 4]})])
class Order(Known):
    order = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=500)


@extend_schema_serializer(
    examples=[
        OpenApiExample("The rules in force", value={}, request_only=True),
        OpenApiExample(
            "With a draft in the place of rule 3", value={"rule": 3, "draft": RULE}, request_only=True
        ),
    ]
)
class Tried(Known):
    """`draft` stands in for `rule`, or before the one that catches all."""

    rule = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    draft = serializers.DictField(required=False, help_text="As a rule is stated")
    frees_owners = serializers.BooleanField(
        required=False, default=False, help_text="Route those too whose owner a person had set."
    )


class TrialOfRule(serializers.Serializer[Any]):
    rule = serializers.IntegerField(allow_null=True, help_text="Null: the draft")
    name = serializers.CharField()
    takes = serializers.IntegerField()
    waits = serializers.IntegerField(help_text="Of these: nobody could take them.")


class TrialOfPerson(serializers.Serializer[Any]):
    person = serializers.IntegerField(allow_null=True, help_text="Null: the queue")
    got = serializers.IntegerField()
    would_have_got = serializers.IntegerField()


class TrialOfLead(serializers.Serializer[Any]):
    handoff = serializers.IntegerField()
    lead = serializers.IntegerField()
    rule = serializers.IntegerField(allow_null=True)
    got = serializers.IntegerField(allow_null=True)
    would_have_got = serializers.IntegerField(allow_null=True)
    passed_over = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A month",
            value={
                "from": "2026-06-01T09:00:00Z",
                "to": "2026-07-01T09:00:00Z",
                "handed_off": 310,
                "would_go_elsewhere": 42,
                "would_wait": 3,
                "not_taken_by_any_rule": 0,
                "owner_set_by_a_person": 12,
                "is_cut": False,
                "rules": [{"rule": 3, "name": "Spain", "takes": 120, "waits": 3}],
                "people": [{"person": 7, "got": 60, "would_have_got": 80}],
                "passed_over": {"absent": 14, "open_cap": 9},
                "changed": [
                    {
                        "handoff": 91, "lead": 4312, "rule": 3, "got": 8, "would_have_got": 7,
                        "passed_over": {"absent": [9]},
                    }
                ],
            },
            response_only=True,
        )
    ]
)  # fmt: skip
class TrialSerializer(serializers.Serializer[Any]):
    handed_off = serializers.IntegerField()
    would_go_elsewhere = serializers.IntegerField()
    would_wait = serializers.IntegerField()
    not_taken_by_any_rule = serializers.IntegerField()
    owner_set_by_a_person = serializers.IntegerField()
    is_cut = serializers.BooleanField(help_text="Only the newest 5,000 handoffs were tried.")
    rules = TrialOfRule(many=True)
    people = TrialOfPerson(many=True)
    passed_over = serializers.DictField(
        child=serializers.IntegerField(), help_text="Why, and for how many leads"
    )
    changed = TrialOfLead(many=True, help_text="At most 200 of those that the caller sees, the newest first.")

    def get_fields(self) -> dict[str, Any]:
        days = {name: serializers.DateTimeField() for name in ("from", "to")}
        return days | super().get_fields()
