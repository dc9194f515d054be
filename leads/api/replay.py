"""Replay for programs: what a promise would have given over past leads, at any target."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.forms.replay import asked
from leads.replay.board import Board
from leads.replay.outcomes import Counts
from leads.replay.reading import Replay
from people.models import Role
from people.moment import now

REPLAYERS = {Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER}
DIMENSIONS = ("source", "team", "owner", "week")
POINTS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40, 60, 80)


class ReplayQuery(serializers.Serializer[Any]):
    version = serializers.IntegerField(
        required=False,
        help_text="Agreement version; without it the one being written, else the one in force.",
    )
    promise = serializers.IntegerField(
        required=False, help_text="Commitment of the version; without it the first timed one."
    )
    target = serializers.DecimalField(
        required=False, max_digits=12, decimal_places=6, help_text="Another target, in hours of working time."
    )

    def get_fields(self) -> dict[str, Any]:
        days = {name: serializers.DateField(required=False) for name in ("from", "to")}
        return super().get_fields() | days


class CountsSerializer(serializers.Serializer[Any]):
    met = serializers.IntegerField()
    breached = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Not due yet: in no rate.")
    cancelled = serializers.IntegerField(help_text="Called off in time: in no rate.")
    compliance = serializers.FloatField(allow_null=True, help_text="met / (met + breached)")


class ReplayGroupSerializer(serializers.Serializer[Any]):
    group = serializers.CharField()
    replayed = CountsSerializer()
    in_force = CountsSerializer(allow_null=True)


COUNTS = {"met": 310, "breached": 90, "waiting": 4, "cancelled": 0, "compliance": 0.775}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A draft of three hours",
            value={
                "version": 2,
                "promise": 9,
                "kind": "acceptance",
                "target_seconds": 10800,
                "from": "2026-06-01",
                "to": "2026-08-29",
                "as_of": "2026-08-30T09:00:00Z",
                "replayed": COUNTS,
                "in_force": COUNTS,
                "would_turn_late": 21,
                "would_turn_in_time": 0,
                "not_known_to_the_moment": 0,
                "curve": [[3600, 0.31], [7200, 0.52]],
                "groups": {"source": [{"group": "web", "replayed": COUNTS, "in_force": COUNTS}]},
            },
        )
    ]
)
class ReplaySerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    promise = serializers.IntegerField()
    kind = serializers.CharField()
    target_seconds = serializers.IntegerField()
    as_of = serializers.DateTimeField()
    replayed = CountsSerializer()
    in_force = CountsSerializer(allow_null=True)
    would_turn_late = serializers.IntegerField()
    would_turn_in_time = serializers.IntegerField()
    not_known_to_the_moment = serializers.IntegerField(help_text="Imported leads known by their days only.")
    curve = serializers.ListField(
        child=serializers.ListField(), help_text="[target in seconds, share in time], at usual targets."
    )
    groups = serializers.DictField(
        child=ReplayGroupSerializer(many=True), help_text="By source, team, owner and week."
    )

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": serializers.DateField(), "to": serializers.DateField()}


class ReplayView(APIView):
    @extend_schema(
        operation_id="replay",
        summary="What a promise would have given over past leads, against the agreement in force",
        parameters=[ReplayQuery],
        responses=ReplaySerializer,
    )
    def get(self, request: Request) -> Response:
        if getattr(request.user, "role", None) not in REPLAYERS:
            raise PermissionDenied
        ReplayQuery(data=request.query_params.dict()).is_valid(raise_exception=True)
        question = asked(request.query_params, request.user, now())  # type: ignore[arg-type]
        if question.faults:
            raise ValidationError({"detail": question.faults})
        if question.promise is None:
            raise Http404
        read = Replay(question.period, question.at)
        board = Board(read, question.promises, question.promise, question.target)
        days = {"from": question.since.isoformat(), "to": question.until.isoformat()}
        return Response(days | answer(board))


def answer(board: Board) -> dict[str, Any]:
    targets = [hours * 3600 for hours in POINTS]
    return {
        "version": board.promise.version_id,
        "promise": board.promise.pk,
        "kind": board.promise.kind,
        "target_seconds": board.target,
        "as_of": board.replay.at.isoformat(),
        "replayed": counts(board.then),
        "in_force": counts(board.now),
        "would_turn_late": board.newly_late,
        "would_turn_in_time": board.newly_kept,
        "not_known_to_the_moment": board.facts.vague,
        "curve": list(zip(targets, board.outcomes.curve(targets), strict=True)),
        "groups": {
            name: [
                {"group": one.label, "replayed": counts(one.then), "in_force": counts(one.now)}
                for one in board.by(name)
            ]
            for name in DIMENSIONS
        },
    }


def counts(found: Counts | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("met", "breached", "waiting", "cancelled", "compliance")
    return {name: getattr(found, name) for name in names}
