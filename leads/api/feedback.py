"""Feedback over REST: what Sales tells Marketing about a lead, and the thread of replies under it."""

from typing import Any
from uuid import uuid4

import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from leads.models import Feedback, FeedbackReply, Lead
from leads.reading.values import tidy
from people.api.filtering import WhiteList
from people.api.idempotency import idempotent
from people.models import Role
from people.moment import now

from .stating import Known

SPEAKERS = frozenset({Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER, Role.SALES, Role.SALES_MANAGER})
LONGEST = 2000


class TidyField(serializers.CharField):
    """What is blank once control characters are gone says nothing."""

    def to_internal_value(self, data: Any) -> str:
        text = tidy(super().to_internal_value(data))
        if not text:
            self.fail("blank")
        return text


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Urgent",
            value={"lead": 4312, "note": "Three leads of this campaign are one person.", "urgent": True},
        )
    ]
)
class StatedFeedback(Known):
    """What is urgent is told to Marketing's managers at once, in and out of hours."""

    lead = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    note = TidyField(max_length=LONGEST)
    urgent = serializers.BooleanField(required=False, default=False)


@extend_schema_serializer(examples=[OpenApiExample("A reply", value={"text": "Merged, thank you."})])
class StatedReply(Known):
    text = TidyField(max_length=LONGEST)


class FeedbackReplySerializer(serializers.ModelSerializer[FeedbackReply]):
    class Meta:
        model = FeedbackReply
        fields = ("text", "by", "at")


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    lead = serializers.IntegerField(source="about.pk")
    note = serializers.CharField()
    urgent = serializers.BooleanField(source="is_urgent")
    is_answered = serializers.BooleanField(help_text="Somebody else than its author replied.")

    class Meta:
        model = Feedback
        fields = ("id", "lead", "note", "urgent", "by", "occurred_at", "origin", "is_answered")


class FeedbackThread(FeedbackSerializer):
    replies = FeedbackReplySerializer(many=True)

    class Meta(FeedbackSerializer.Meta):
        fields = (*FeedbackSerializer.Meta.fields, "replies")  # type: ignore[assignment]


class FeedbackFilter(django_filters.FilterSet):
    lead = django_filters.NumberFilter(field_name="lead_id")
    urgent = django_filters.BooleanFilter(method="needs_now")
    state = django_filters.ChoiceFilter(
        choices=[("waiting", "waiting"), ("answered", "answered")], method="in_state"
    )

    class Meta:
        model = Feedback
        fields: list[str] = []

    def needs_now(self, rows: Any, name: str, value: bool) -> Any:
        return rows.urgent() if value else rows.exclude(values__urgent=True)

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.waiting() if value == "waiting" else rows.answered()


class FeedbackViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Feedback]):
    """Remarks about the leads that the caller may see, the newest first; `?state=waiting` are those without a reply."""

    serializer_class = FeedbackSerializer
    queryset: Any = Feedback.objects.none()
    keyset_ordering = ("-occurred_at", "-pk")
    lookup_value_regex = r"\d{1,18}"
    filter_backends = [WhiteList]
    filterset_class = FeedbackFilter

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        if getattr(user, "role", "") not in SPEAKERS:
            raise PermissionDenied
        return Feedback.objects.effective().visible_to(user).for_list()

    @extend_schema(responses=FeedbackThread)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One remark with its thread."""
        return Response(FeedbackThread(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(request=StatedFeedback, responses={201: FeedbackThread})
    @idempotent
    def create(self, request: Request) -> Response:
        """Say something to Marketing about a lead."""
        self.get_queryset()
        asked = StatedFeedback(data=request.data)
        asked.is_valid(raise_exception=True)
        said, user = asked.validated_data, request.user
        lead = get_object_or_404(Lead.objects.visible_to(user), pk=said["lead"])  # type: ignore[arg-type]
        made = Feedback.objects.say(lead, said["note"], str(uuid4()), user, now(), is_urgent=said["urgent"])
        return Response(FeedbackThread(self.get_queryset().get(pk=made.pk)).data, status=201)

    @extend_schema(request=StatedReply, responses={201: FeedbackThread})
    @action(detail=True, methods=["post"])
    @idempotent
    def replies(self, request: Request, pk: str) -> Response:
        """Reply; everybody who spoke in the thread is told."""
        feedback = get_object_or_404(self.get_queryset(), pk=pk)
        asked = StatedReply(data=request.data)
        asked.is_valid(raise_exception=True)
        feedback.reply(asked.validated_data["text"], str(uuid4()), request.user, now())
        return Response(FeedbackThread(self.get_queryset().get(pk=pk)).data, status=201)
