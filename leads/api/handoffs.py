"""Handoffs over REST: read them, and every verb of their life as `leads.handing` writes it down."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from leads.handing import ROLES, TooLate, Unproved, Verb
from leads.models import Handoff, Offer, Verdict
from leads.wording import state_label
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.api.refusals import Conflict
from people.moment import now

from . import filters, loop
from .serializers import HandoffSerializer, VerdictSerializer

VERDICT = {201: VerdictSerializer, 200: VerdictSerializer}
Said = type[BaseSerializer[Any]]


class HandoffViewSet(ReadOnlyModelViewSet[Handoff]):
    """Handoffs of the leads that the caller may see, newest first; `?state=waiting` are those to answer."""

    serializer_class = HandoffSerializer
    queryset = Handoff.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.HandoffFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return Handoff.objects.visible_to(user).with_offers()

    @extend_schema(request=None, responses=VERDICT)
    @action(detail=True, methods=["post"])
    @idempotent
    def acceptance(self, request: Request, pk: str) -> Response:
        """Sales takes the lead. The first answer stands: a later one gets it back with 200."""
        return self.answered(request, Verdict.Kind.ACCEPTED)

    @extend_schema(request=loop.RejectionSerializer, responses=VERDICT)
    @action(detail=True, methods=["post"])
    @idempotent
    def rejection(self, request: Request, pk: str) -> Response:
        """Sales sends the lead back, with a coded reason and the evidence it asks for. The first answer stands."""
        return self.answered(request, Verdict.Kind.REJECTED, loop.RejectionSerializer)

    @extend_schema(request=loop.ReturnSerializer, responses=VERDICT)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    @idempotent
    def give_back(self, request: Request, pk: str) -> Response:
        """Sales returns the lead for data, naming the fields that are missing. The first answer stands."""
        return self.answered(request, Verdict.Kind.RETURNED, loop.ReturnSerializer)

    @extend_schema(request=loop.RecyclingSerializer, responses={201: loop.SaidRecycling})
    @action(detail=True, methods=["post"])
    @idempotent
    def recycling(self, request: Request, pk: str) -> Response:
        """Sales puts the lead in a list until a day; then it comes back as a new cycle."""
        return self.done(Verb.RECYCLE, loop.RecyclingSerializer, Handoff.recycle, loop.SaidRecycling)

    @extend_schema(request=loop.AnswerSerializer, responses={201: loop.SaidReply})
    @action(detail=True, methods=["post"])
    @idempotent
    def answer(self, request: Request, pk: str) -> Response:
        """Marketing answers a return: the lead is offered again to who asked. The first answer stands."""
        return self.done(Verb.ANSWER, loop.AnswerSerializer, Handoff.answer, loop.SaidReply)

    @extend_schema(request=loop.DisputeSerializer, responses={201: loop.SaidDispute})
    @action(detail=True, methods=["post"])
    @idempotent
    def dispute(self, request: Request, pk: str) -> Response:
        """Marketing disputes a rejection, within its days; RevOps rules on it."""
        return self.done(Verb.DISPUTE, loop.DisputeSerializer, Handoff.dispute, loop.SaidDispute)

    @extend_schema(request=loop.RulingSerializer, responses={201: loop.SaidRuling})
    @action(detail=True, methods=["post"])
    @idempotent
    def ruling(self, request: Request, pk: str) -> Response:
        """RevOps rules on a dispute; overturned, the lead is offered to Sales again. The first ruling stands."""
        return self.done(Verb.OVERTURN, loop.RulingSerializer, Handoff.rule, loop.SaidRuling)

    @extend_schema(request=loop.DispositionSerializer, responses={201: loop.SaidStage})
    @action(detail=True, methods=["post"])
    @idempotent
    def disposition(self, request: Request, pk: str) -> Response:
        """What became of an accepted lead: an SQL, or disqualified."""

        def dispose(handoff: Handoff, outcome: str, **said: Any) -> Any:
            return handoff.dispose(Verb(outcome), **said)

        return self.done(Verb.QUALIFY, loop.DispositionSerializer, dispose, loop.SaidStage)

    def done(self, verb: Verb, asks: Said, does: Callable[..., Model], shows: Said) -> Response:
        """Who may, what they said, and the deed; 409 where the handoff stands elsewhere by now."""
        handoff = self.handoff_for(verb)
        asked = asks(data=self.request.data)
        asked.is_valid(raise_exception=True)
        try:
            row = does(handoff, by=self.request.user, at=now(), **asked.validated_data)
        except Unproved as fault:
            raise loop.unproved(fault) from fault
        except TooLate as late:
            raise Conflict(
                _("This can't be done now: %(state)s.") % {"state": state_label(late.state)}
            ) from late
        return Response(shows(row, context={"request": self.request}).data, status=201)

    def handoff_for(self, verb: Verb) -> Handoff:
        """What they can't see doesn't exist for them; what their role doesn't do is refused."""
        if not str(self.kwargs["pk"]).isdigit():
            raise Http404
        handoff = self.get_object()
        if getattr(self.request.user, "role", "") not in ROLES[verb]:
            raise PermissionDenied
        return handoff

    def offer(self) -> Offer:
        """The last offer of the handoff, if the caller may answer it."""
        user: Any = self.request.user
        handoff = self.handoff_for(Verb.ACCEPT)
        offers = Offer.objects.answerable_by(user).filter(handoff=handoff).select_related("handoff")
        offer = offers.order_by("-number").first()
        if offer is None:
            raise PermissionDenied
        return offer

    def answered(self, request: Request, kind: str, asks: Said | None = None) -> Response:
        at, offer = now(), self.offer()
        user: Any = request.user
        said: dict[str, Any] = {}
        if asks is not None:
            asked = asks(data=request.data)
            asked.is_valid(raise_exception=True)
            said = asked.validated_data
        try:
            verdict = offer.decide(kind, by=user, at=at, **said)
        except Unproved as fault:
            raise loop.unproved(fault) from fault
        data = VerdictSerializer(verdict, context={"request": request}).data
        return Response(data, status=201 if verdict.recorded_at == at else 200)
