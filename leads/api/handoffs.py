"""Handoffs over REST: read them, accept one, send one back."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from leads.models import Handoff, Offer, Verdict
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.moment import now

from . import filters
from .serializers import HandoffSerializer, RejectionSerializer, VerdictSerializer


class HandoffViewSet(ReadOnlyModelViewSet[Handoff]):
    """Handoffs of the leads that the caller may see, newest first; `?state=waiting` are those to answer."""

    serializer_class = HandoffSerializer
    queryset = Handoff.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.HandoffFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Handoff.objects.visible_to(user).with_offers()

    @extend_schema(request=None, responses={201: VerdictSerializer, 200: VerdictSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def acceptance(self, request: Request, pk: str) -> Response:
        """Sales takes the lead. The first answer stands: a later one gets it back with 200."""
        return self.answer(request, Verdict.Kind.ACCEPTED)

    @extend_schema(request=RejectionSerializer, responses={201: VerdictSerializer, 200: VerdictSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def rejection(self, request: Request, pk: str) -> Response:
        """Sales sends the lead back, with a coded reason. The first answer stands."""
        offer = self.offer()
        asked = RejectionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.answer(request, Verdict.Kind.REJECTED, offer, **asked.validated_data)

    def offer(self) -> Offer:
        """The last offer of the handoff, if the caller may answer it; what they can't see doesn't exist for them."""
        if not str(self.kwargs["pk"]).isdigit():
            raise Http404
        user: Any = self.request.user
        handoff = self.get_object()
        offer = Offer.objects.answerable_by(user).filter(handoff=handoff).order_by("-number").first()
        if offer is None:
            raise PermissionDenied
        return offer

    def answer(self, request: Request, kind: str, offer: Offer | None = None, **said: Any) -> Response:
        at = now()
        user: Any = request.user
        verdict = (offer or self.offer()).decide(kind, by=user, at=at, **said)
        data = VerdictSerializer(verdict, context={"request": request}).data
        return Response(data, status=201 if verdict.recorded_at == at else 200)
