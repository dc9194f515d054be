"""Service levels over REST: read them all, and answer to a breach."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.moment import now
from sla.guards import Refused
from sla.models import AgreementVersion, Breach, Clock, Commitment, DefinitionVersion

from . import filters, meanings, promised, serializers


class ClockViewSet(ReadOnlyModelViewSet[Clock]):
    """Clocks that the caller may see, newest first; `?running=true&due_before=2026-03-02T12:00:00Z` are those that press."""

    serializer_class = serializers.ClockSerializer
    queryset = Clock.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.ClockFilter

    def get_queryset(self) -> Any:
        return Clock.objects.visible_to(self.request.user).select_related("commitment")


class BreachViewSet(ReadOnlyModelViewSet[Breach]):
    """Breaches that the caller may see, newest first; `?state=open` are those that nobody has acknowledged."""

    serializer_class = serializers.BreachSerializer
    queryset = Breach.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.BreachFilter
    keyset_ordering = ("-reached_at", "-id")

    def get_queryset(self) -> Any:
        return Breach.objects.visible_to(self.request.user).with_answers()

    @extend_schema(
        request=serializers.AcknowledgementSerializer, responses={201: serializers.AcknowledgementSerializer}
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def acknowledgement(self, request: Request, pk: str) -> Response:
        """Say that the breach was seen; the first who says so stands."""
        asked = serializers.AcknowledgementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        done = self.get_object().acknowledge(request.user, now(), asked.validated_data.get("note", ""))
        return Response(serializers.AcknowledgementSerializer(done).data, status=201)

    @extend_schema(request=serializers.WaiverSerializer, responses={201: serializers.WaiverSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def waiver(self, request: Request, pk: str) -> Response:
        """A manager decides that the breach does not count, and says why."""
        asked = serializers.WaiverSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            done = self.get_object().waive(request.user, now(), asked.validated_data["reason"])
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused
        return Response(serializers.WaiverSerializer(done).data, status=201)


class CommitmentViewSet(ReadOnlyModelViewSet[Commitment]):
    """Every single promise of every agreement version; `?state=in_force&party=sales` is what Sales promises now."""

    serializer_class = promised.CommitmentSerializer
    queryset = Commitment.objects.select_related("calendar").prefetch_related("steps")
    filter_backends = [WhiteList]
    filterset_class = filters.CommitmentFilter


class DefinitionViewSet(ReadOnlyModelViewSet[DefinitionVersion]):
    """Every version of every definition; `?state=in_force&definition__key=mql` is what a word means now."""

    serializer_class = meanings.DefinitionSerializer
    queryset = DefinitionVersion.objects.select_related("definition", "document__document").prefetch_related(
        "document__signatures"
    )
    filterset_fields = ("state", "definition__key")


class AgreementViewSet(ReadOnlyModelViewSet[AgreementVersion]):
    """Every version of every agreement with its commitments; `?state=in_force` are those that run."""

    serializer_class = promised.AgreementSerializer
    queryset = AgreementVersion.objects.select_related("agreement", "document__document").prefetch_related(
        "clauses", "commitments__steps", "commitments__calendar", "document__signatures"
    )
    filterset_fields = ("state", "agreement")
