"""Proposals to disqualify over REST: what waits for a person's word, and the word."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from leads.handing import MARKETING, REVOPS, SALES, TooLate, Unproved
from leads.models import Proposal, RejectionReason
from leads.wording import state_label
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.api.refusals import Conflict
from people.moment import now

from .loop import Reasoned, note, unproved

DECIDERS = SALES | MARKETING | REVOPS


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    class Meta:
        model = Proposal
        fields = ("id", "lead", "cycle", "definition_version", "proposed_at", "outcome", "by", "decided_at")


@extend_schema_serializer(
    examples=[
        OpenApiExample("A lead that Sales has", value={"reason": "FIT-03", "note": "A student."}),
        OpenApiExample("A lead that nobody has got", value={}),
    ]
)
class TakenSerializer(Reasoned):
    """Where Sales has the lead, with a reason, as in its answer to a handoff."""

    reason = serializers.PrimaryKeyRelatedField(
        queryset=RejectionReason.objects.all(), required=False, allow_null=True, default=None
    )
    note = note()


class ProposalFilter(django_filters.FilterSet):
    lead = django_filters.NumberFilter(field_name="lead_id")
    state = django_filters.ChoiceFilter(
        choices=[("waiting", "waiting"), *Proposal.Outcome.choices], method="in_state"
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(outcome="" if value == "waiting" else value)


class ProposalViewSet(ReadOnlyModelViewSet[Proposal]):
    """Leads that meet the definition of a disqualified one; nothing happens to them until somebody says so."""

    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    lookup_value_regex = r"\d{1,18}"
    filter_backends = [WhiteList]
    filterset_class = ProposalFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Proposal.objects.visible_to(user)

    @extend_schema(request=TakenSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def acceptance(self, request: Request, pk: str) -> Response:
        """The lead is disqualified. The first decision stands."""
        asked = TakenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        return self.decided(
            lambda one, user, at: one.take(user, at, reason=said["reason"], note=said["note"])
        )

    @extend_schema(request=None, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def refusal(self, request: Request, pk: str) -> Response:
        """The lead is kept, and this version doesn't ask again in its cycle. The first decision stands."""
        return self.decided(lambda one, user, at: one.keep(user, at))

    def decided(self, decide: Callable[[Proposal, Any, Any], Proposal]) -> Response:
        user: Any = self.request.user
        proposal = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        mine = proposal.outcome or Proposal.objects.asked_of(user).filter(pk=proposal.pk).exists()
        if not mine or user.role not in DECIDERS:
            raise PermissionDenied
        try:
            done = proposal if proposal.outcome else decide(proposal, user, now())
        except Unproved as fault:
            raise unproved(fault) from fault
        except TooLate as late:
            said = {"state": state_label(late.state)}
            raise Conflict(_("This can't be done now: %(state)s.") % said) from late
        return Response(ProposalSerializer(done).data)
