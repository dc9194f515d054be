"""Leads over REST: read, state, tell what happened."""

from typing import Any
from uuid import uuid4

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.models import Event, ExternalId, Lead, Opportunity, When, arrive
from leads.models.importing.imports import refuse_reserved
from leads.models.landing.arrivals import Told as ToldEvent
from leads.models.settling.settling import tell
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.api.refusals import Conflict
from people.models import Role, User
from people.moment import now

from . import filters
from .serializers import EventSerializer, LeadSerializer, OpportunitySerializer
from .stating import MOST_EVENTS, NewLead, StatedEvent, StatedLead, Told

WRITERS = frozenset({Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER})
TELLERS = WRITERS | {Role.SALES, Role.SALES_MANAGER}


def require(user: Any, roles: Any) -> None:
    if user.role not in roles:
        raise PermissionDenied(_("Your role reads leads and does not state them."))


def seen_by(request: Request) -> Any:
    user: Any = request.user
    return Lead.objects.visible_to(user)


def shown(request: Request, lead: Lead | None, created: bool) -> Response:
    if lead is None:
        raise Conflict(_("This person was erased on request and isn't taken in again."))
    fresh = with_score(Lead.objects.all()).get(pk=lead.pk)
    return Response(LeadSerializer(fresh, context={"request": request}).data, status=201 if created else 200)


def with_score(leads: Any) -> Any:
    return leads.select_related("score__version").prefetch_related(
        Prefetch("external_ids", ExternalId.objects.order_by("system", "external_id"))
    )


class LeadViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Lead]):
    """The leads that the caller may see, newest first."""

    serializer_class = LeadSerializer
    queryset = Lead.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.LeadFilter

    def get_queryset(self) -> Any:
        return with_score(seen_by(self.request)).defer("search")

    @extend_schema(request=NewLead, responses={201: LeadSerializer, 200: LeadSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """State a lead. One that its system has named before is changed, field by field, and answered with 200."""
        require(request.user, WRITERS)
        asked = NewLead(data=request.data)
        asked.is_valid(raise_exception=True)
        arrival = asked.arrival(asked.validated_data.get("external_id") or uuid4().hex, now())
        lead = arrive(arrival, asked.validated_data["system"], now())
        return shown(request, lead, arrival.is_new)


class LeadByExternalId(APIView):
    """A lead by the name that another system gives it."""

    @extend_schema(operation_id="leads_by_external_id_retrieve", responses=LeadSerializer)
    def get(self, request: Request, system: str, external_id: str) -> Response:
        seen = with_score(seen_by(request))
        ids = ExternalId.objects.of(system).filter(external_id=external_id).values("lead")
        lead = get_object_or_404(seen, pk__in=ids)
        return Response(LeadSerializer(lead, context={"request": request}).data)

    @extend_schema(
        operation_id="leads_by_external_id_update",
        request=StatedLead,
        responses={200: LeadSerializer, 201: LeadSerializer},
    )
    @idempotent
    def put(self, request: Request, system: str, external_id: str) -> Response:
        """Say what the lead is now. The same again changes nothing; only what differs becomes a fact."""
        require(request.user, WRITERS)
        refuse_reserved(system)
        if "\x00" in external_id or len(external_id) > 255 or len(system) > 60:
            raise ValidationError({"external_id": [_("Give at most 255 characters, and 60 for the system.")]})
        asked = StatedLead(data=request.data)
        asked.is_valid(raise_exception=True)
        at = now()
        arrival = asked.arrival(external_id, at)
        lead = arrive(arrival, system, at, snapshot=True)
        return shown(request, lead, arrival.is_new)


class EventViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Event]):
    """What happened to the leads that the caller may see, newest first."""

    serializer_class = EventSerializer
    queryset: Any = Event.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.EventFilter

    def get_queryset(self) -> Any:
        return Event.objects.effective().filter(lead__in=seen_by(self.request))

    @extend_schema(request=StatedEvent(many=True), responses={201: Told})
    @idempotent
    def create(self, request: Request) -> Response:
        """One event, or a list of up to 1,000: all are taken or none is."""
        require(request.user, TELLERS)
        listed = request.data if isinstance(request.data, list) else [request.data]
        if len(listed) > MOST_EVENTS:
            raise ValidationError({"events": [_("Send at most 1,000 events at a time.")]})
        asked = StatedEvent(data=listed, many=True)
        asked.is_valid(raise_exception=True)
        accepted = take(asked.validated_data, request.user)
        return Response({"accepted": accepted, "repeated": len(listed) - accepted}, status=201)


def take(stated: list[dict[str, Any]], user: Any) -> int:
    """Find the leads, all within the caller's sight, and tell what happened; how many events were new."""
    at = now()
    leads = known_leads(stated, user)
    origin = f"api:{user.pk}"
    told = [
        ToldEvent(
            lead,
            one["kind"],
            When(one["occurred_at"]) if "occurred_at" in one else None,
            one.get("key") or uuid4().hex,
            one["values"],
        )
        for one, lead in zip(stated, leads, strict=True)
    ]
    before = Event.objects.said_by(origin, [one.key for one in told])
    tell(told, origin, at, by=user)
    return Event.objects.said_by(origin, [one.key for one in told]) - before


def known_leads(stated: list[dict[str, Any]], user: User) -> list[int]:
    seen = Lead.objects.visible_to(user)
    ids = set(
        seen.filter(pk__in={one["lead"] for one in stated if "lead" in one}).values_list("pk", flat=True)
    )
    names: dict[tuple[str, str], int] = {}
    for system in {one["system"] for one in stated if "system" in one}:
        wanted = {one["external_id"] for one in stated if one.get("system") == system}
        found = ExternalId.objects.of(system).filter(external_id__in=wanted, lead__in=seen)
        names |= {(system, name): lead for name, lead in found.values_list("external_id", "lead_id")}
    leads = [
        one["lead"]
        if one.get("lead") in ids
        else names.get((one.get("system", ""), one.get("external_id", "")))
        for one in stated
    ]
    if None in leads:
        raise ValidationError(
            {str(at): [_("There is no such lead.")] for at, lead in enumerate(leads) if lead is None}
        )
    return [lead for lead in leads if lead is not None]


class OpportunityViewSet(viewsets.ReadOnlyModelViewSet[Opportunity]):
    """Possible sales to the leads that the caller may see, newest first."""

    serializer_class = OpportunitySerializer
    queryset = Opportunity.objects.none()
    filter_backends = [WhiteList]
    filterset_class = filters.OpportunityFilter

    def get_queryset(self) -> Any:
        return Opportunity.objects.filter(lead__in=seen_by(self.request))
