"""What the lists of service levels may be asked over REST."""

from typing import Any

import django_filters

from sla.models import Breach, Clock, Commitment
from sla.models.agreement import Party
from sla.models.answering import STATES


class CommitmentFilter(django_filters.FilterSet):
    kind = django_filters.MultipleChoiceFilter(choices=Commitment.Kind.choices)
    party = django_filters.ChoiceFilter(choices=Party.choices)
    agreement = django_filters.NumberFilter(field_name="version__agreement_id")
    version = django_filters.NumberFilter(field_name="version_id")
    state = django_filters.CharFilter(field_name="version__state", max_length=20)

    class Meta:
        model = Commitment
        fields: list[str] = []


class ClockFilter(django_filters.FilterSet):
    kind = django_filters.MultipleChoiceFilter(field_name="commitment__kind", choices=Commitment.Kind.choices)
    commitment = django_filters.NumberFilter(field_name="commitment_id")
    agreement = django_filters.NumberFilter(field_name="commitment__version__agreement_id")
    running = django_filters.BooleanFilter()
    outcome = django_filters.ChoiceFilter(choices=Clock.Outcome.choices)
    subject = django_filters.CharFilter(max_length=20)
    subject_id = django_filters.NumberFilter()
    owner = django_filters.NumberFilter(field_name="owner_id")
    team = django_filters.NumberFilter(field_name="team_id")
    source = django_filters.CharFilter(field_name="dimensions__source", max_length=200)
    shadow = django_filters.BooleanFilter()
    due_from = django_filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="gte")
    due_before = django_filters.IsoDateTimeFilter(field_name="due_at", lookup_expr="lt")

    class Meta:
        model = Clock
        fields: list[str] = []


class BreachFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=[(state, state) for state in STATES], method="in_state")
    kind = django_filters.MultipleChoiceFilter(
        field_name="clock__commitment__kind", choices=Commitment.Kind.choices
    )
    clock = django_filters.NumberFilter(field_name="clock_id")
    owner = django_filters.NumberFilter(field_name="clock__owner_id")
    team = django_filters.NumberFilter(field_name="clock__team_id")
    shadow = django_filters.BooleanFilter(field_name="clock__shadow")
    reached_from = django_filters.IsoDateTimeFilter(field_name="reached_at", lookup_expr="gte")
    reached_before = django_filters.IsoDateTimeFilter(field_name="reached_at", lookup_expr="lt")

    class Meta:
        model = Breach
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.in_state(value)
