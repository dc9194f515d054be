"""Routing rules over REST: read by everybody who sees leads, written by RevOps as on the page, tried on last month's leads."""

import json
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from leads.forms.routing import RoutingRuleForm
from leads.models import RoutingRule
from leads.trying import dry_run, with_draft
from people.api.idempotency import idempotent
from people.api.refusals import Conflict
from people.models import Role, User
from people.moment import now

from . import routing_shapes as shapes
from .routing_trial import MONTH, told

READERS = frozenset(set(Role) - {Role.PRIVACY})
WRITERS = frozenset({Role.REVOPS})
TRIERS = frozenset({Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER})
FLAGS = ("by_language", "by_territory", "in_hours")
PLAIN = ("name_en", "name_es", "method")
ROWS = ("team", "person", "owner")


class RoutingRuleViewSet(ViewSet):
    """The rules in their order: the first whose criteria hold takes the lead, the last catches all."""

    lookup_value_regex = r"\d{1,18}"

    def check(self, roles: frozenset[Role]) -> None:
        if getattr(self.request.user, "role", "") not in roles:
            raise PermissionDenied

    @extend_schema(responses=shapes.RoutingRules, operation_id="routing_rules_list")
    def list(self, request: Request) -> Response:
        """Every rule that routes, in order; there are few, so they come all at once."""
        self.check(READERS)
        rules = list(RoutingRule.objects.current().prefetch_related("shares"))
        return Response({"results": shapes.RoutingRuleSerializer(rules, many=True).data, "next": None})

    @extend_schema(responses=shapes.RoutingRuleSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        self.check(READERS)
        return Response(shapes.RoutingRuleSerializer(_found(pk)).data)

    @extend_schema(request=shapes.StatedRule, responses={201: shapes.RoutingRuleSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """A rule more, before the one that catches all. It counts from the next lead on."""
        self.check(WRITERS)
        catches_all = not RoutingRule.objects.catching_all().exists()
        rule = _form(RoutingRule(), request, catches_all).keep()
        return Response(shapes.RoutingRuleSerializer(rule).data, status=201)

    @extend_schema(request=shapes.StatedRule, responses=shapes.RoutingRuleSerializer)
    @idempotent
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is named; the rest stays."""
        self.check(WRITERS)
        rule = _found(pk)
        kept = _form(rule, request, rule.is_catch_all).keep()
        return Response(shapes.RoutingRuleSerializer(_found(str(kept.pk))).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def retirement(self, request: Request, pk: str) -> Response:
        """The rule takes no more leads; what it decided stays. The one that catches all can't go: 409."""
        self.check(WRITERS)
        rule = get_object_or_404(RoutingRule, pk=pk)
        if not rule.retire():
            raise Conflict(_("This rule can't go: without it a lead could be left without a queue."))
        return Response(status=204)

    @extend_schema(request=shapes.Order, responses=shapes.RoutingRules)
    @action(detail=False, methods=["post"])
    @idempotent
    def order(self, request: Request) -> Response:
        """The rules in a new order; those that aren't named follow as they stood, what catches all is last."""
        self.check(WRITERS)
        asked = shapes.Order(data=request.data)
        asked.is_valid(raise_exception=True)
        RoutingRule.objects.all().arrange(asked.validated_data["order"])
        return self.list(request)

    @extend_schema(
        request=shapes.Tried,
        responses=shapes.TrialSerializer,
        summary="Who would have got last month's leads",
    )
    @action(detail=False, methods=["post"])
    def trial(self, request: Request) -> Response:
        """The rules in force, or with a draft among them that isn't stored, over the handoffs of the last 30 days,
        against who got them. Nothing is written."""
        self.check(TRIERS)
        asked = shapes.Tried(data=request.data)
        asked.is_valid(raise_exception=True)
        rules = list(RoutingRule.objects.current().select_related("team"))
        drafted = _drafted(request, asked.validated_data)
        at = now()
        tried = with_draft(rules, drafted)
        outcome = dry_run(tried, at - MONTH, at, not asked.validated_data["frees_owners"])
        return Response(told(outcome, tried, request.user, at))


def _found(pk: str) -> RoutingRule:
    return get_object_or_404(RoutingRule.objects.current().prefetch_related("shares"), pk=pk)


def _drafted(request: Request, said: dict[str, Any]) -> RoutingRule | None:
    """The rule of the request as it would be; only who may write rules drafts one."""
    if "draft" not in said:
        return None
    if getattr(request.user, "role", "") not in WRITERS:
        raise PermissionDenied
    rule = RoutingRule()
    if pk := said.get("rule"):
        found = RoutingRule.objects.current().filter(pk=pk).first()
        if found is None:
            raise Http404
        rule = found
    catches_all = rule.is_catch_all if rule.pk else not RoutingRule.objects.catching_all().exists()
    stated: Any = said["draft"]
    return _form(rule, request, catches_all, stated).drafted()


def _form(rule: RoutingRule, request: Request, catches_all: bool, stated: Any = None) -> RoutingRuleForm:
    """The page's own form, filled with what was stated over what stands: its rules are the API's rules."""
    asked = shapes.StatedRule(data=request.data if stated is None else stated, context={"request": request})
    asked.is_valid(raise_exception=True)
    said = asked.validated_data
    if catches_all and said.get("criteria"):
        raise ValidationError({"criteria": [_("The rule that catches all asks for nothing.")]})
    form = RoutingRuleForm(_posted(rule, said), instance=rule, catches_all=catches_all)
    if strangers := set(said.get("weights", {})) - {member.pk for member in form.members}:
        named = ", ".join(map(str, sorted(strangers)))
        raise ValidationError({"weights": [_("Not in the team: %(people)s") % {"people": named}]})
    if not form.is_valid():
        faults: dict[str, Any] = {}
        for name, lines in form.errors.get_json_data().items():
            member = "weights" if name.startswith("weight_") else name
            faults.setdefault(member, []).extend(line["message"] for line in lines)
        raise ValidationError(faults)
    return form


def _posted(rule: RoutingRule, said: dict[str, Any]) -> QueryDict:
    """As the page's form would have sent it."""
    now_is = {name: getattr(rule, name) for name in (*PLAIN, *FLAGS, "skills", "criteria")}
    now_is |= {name: getattr(rule, f"{name}_id") for name in ROWS}
    whole = now_is | {name: value.pk if name in ROWS and value else value for name, value in said.items()}
    sent = QueryDict(mutable=True)
    for name in (*PLAIN, *ROWS):
        sent[name] = "" if whole[name] is None else str(whole[name])
    for name in FLAGS:
        if whole[name]:
            sent[name] = "on"
    sent["skills"], sent["criteria"] = ", ".join(whole["skills"]), json.dumps(whole["criteria"])
    sent["why"] = said.get("why", "")
    for person, weight in _weights(rule, said).items():
        sent[f"weight_{person}"] = str(weight)
    return sent


def _weights(rule: RoutingRule, said: dict[str, Any]) -> dict[int, int]:
    """What was stated; else what stands, and where nothing stands everybody of the team alike."""
    if "weights" in said:
        return dict(said["weights"])
    stored = dict(rule.shares.values_list("person", "weight")) if rule.pk else {}
    team = said.get("team") or (rule.team if rule.team_id else None)
    members = User.objects.active().filter(role=Role.SALES, team=team) if team else User.objects.none()
    return stored or dict.fromkeys(members.values_list("pk", flat=True), 1)
