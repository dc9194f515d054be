"""What lists of the API may be asked: an explicit list each; a parameter that isn't on it is refused."""

from typing import Any

import django_filters
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from leads.models import Handoff, Lead, Opportunity, Stage, Verdict


class LeadFilter(django_filters.FilterSet):
    stage = django_filters.MultipleChoiceFilter(choices=Stage.choices)
    source = django_filters.CharFilter(field_name="source")
    segment = django_filters.CharFilter(field_name="segment")
    region = django_filters.CharFilter(field_name="region")
    owner = django_filters.NumberFilter(field_name="owner_id")
    team = django_filters.NumberFilter(field_name="team_id")
    grade = django_filters.CharFilter(field_name="score__grade", lookup_expr="startswith", max_length=2)
    system = django_filters.CharFilter(method="of_system")
    email = django_filters.CharFilter(method="of_person")
    q = django_filters.CharFilter(method="of_words")
    captured_from = django_filters.DateFilter(field_name="captured_on", lookup_expr="gte")
    captured_to = django_filters.DateFilter(field_name="captured_on", lookup_expr="lte")

    class Meta:
        model = Lead
        fields: list[str] = []

    def of_system(self, rows: Any, name: str, value: str) -> Any:
        return rows.known_by(value)

    def of_person(self, rows: Any, name: str, value: str) -> Any:
        self._refuse_masked(name)
        return rows.filter(email_key=value.strip().lower())

    def of_words(self, rows: Any, name: str, value: str) -> Any:
        self._refuse_masked(name)
        return rows.matching(value)

    def _refuse_masked(self, name: str) -> None:
        """Whoever reads no names can't find out one by asking for it."""
        if self.request.user.sees_masked:
            raise ValidationError({name: [_("Your role reads leads without their personal data.")]})


class EventFilter(django_filters.FilterSet):
    lead = django_filters.NumberFilter(field_name="lead_id")
    kind = django_filters.CharFilter(field_name="kind")


class OpportunityFilter(django_filters.FilterSet):
    lead = django_filters.NumberFilter(field_name="lead_id")
    system = django_filters.CharFilter(field_name="system")
    outcome = django_filters.ChoiceFilter(choices=Opportunity.Outcome.choices)
    is_open = django_filters.BooleanFilter(method="still_open")

    def still_open(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(outcome="") if value else rows.exclude(outcome="")


class HandoffFilter(django_filters.FilterSet):
    lead = django_filters.NumberFilter(field_name="lead_id")
    state = django_filters.ChoiceFilter(
        choices=[("waiting", "waiting"), *Verdict.Kind.choices], method="in_state"
    )

    class Meta:
        model = Handoff
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.in_state(value)
