"""The ledger of costs for programs: read with its corrections, and added to by those who write it on the page."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboards.costs.months import read_month
from dashboards.costs.reading import LONGEST, stated
from dashboards.models import Spend
from dashboards.models.spend import READERS, WRITERS
from leads.api.stating import Known
from leads.reading.money import CODES
from people.api.filtering import ALWAYS
from people.api.idempotency import idempotent
from people.api.pagination import OpaqueCursor
from people.api.refusals import Conflict
from people.models import Organisation
from people.moment import now

MOST_ROWS = 500


class MonthField(serializers.CharField):
    """A month as YYYY-MM."""

    def to_internal_value(self, data: Any) -> Any:
        said = super().to_internal_value(data)
        month = read_month(said) if len(said) == 7 and said[4] == "-" else None
        if month is None:
            raise serializers.ValidationError(_("Write the month as YYYY-MM."))
        return month

    def to_representation(self, value: Any) -> str:
        return f"{value:%Y-%m}"


class SpendSerializer(Known):
    """One row. `corrected_by` names the row that took its place: it then counts no more."""

    id = serializers.IntegerField(source="pk", read_only=True)
    month = MonthField()
    purpose = serializers.ChoiceField(Spend.Purpose.values, default=Spend.Purpose.CHANNEL.value)
    source = serializers.CharField(max_length=LONGEST["source"], allow_blank=True, default="")  # type: ignore[assignment]
    channel = serializers.CharField(max_length=LONGEST["channel"], allow_blank=True, default="")
    label = serializers.CharField(max_length=LONGEST["label"], allow_blank=True, default="")  # type: ignore[assignment]
    amount = serializers.DecimalField(14, 2, min_value=Decimal(0))
    currency = serializers.CharField(max_length=3, required=False, help_text="The company's unless said.")
    amount_base = serializers.DecimalField(
        14,
        2,
        read_only=True,
        allow_null=True,
        help_text="In the company's currency; null where no rate is known: in no sum.",
    )
    recorded_at = serializers.DateTimeField(read_only=True)
    corrects = serializers.IntegerField(source="corrects_id", read_only=True, allow_null=True)
    corrected_by = serializers.SerializerMethodField()

    def get_corrected_by(self, row: Spend) -> int | None:
        found: Spend | None = getattr(row, "correction", None)
        return found.pk if found else None

    def validate_currency(self, code: str) -> str:
        if code.upper() not in CODES | {Organisation.current().currency}:
            raise serializers.ValidationError(
                _("“%(said)s” isn't a currency. Write it like EUR.") % {"said": code}
            )
        return code.upper()


class StatedSpend(Known):
    rows = SpendSerializer(many=True, allow_empty=False)
    again = serializers.BooleanField(
        default=False,
        help_text="Add rows that say what standing rows say already once more; else 409 and nothing is added.",
    )

    def validate_rows(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(rows) > MOST_ROWS:
            raise serializers.ValidationError(_("At most %(most)s rows at once.") % {"most": MOST_ROWS})
        return rows


class AddedSpend(serializers.Serializer[Any]):
    results = SpendSerializer(many=True)


class SpendQuery(Known):
    purpose = serializers.ChoiceField(Spend.Purpose.values, required=False)
    standing = serializers.BooleanField(default=False, help_text="Only rows that count: no corrected ones.")

    def get_fields(self) -> dict[str, Any]:
        months = {
            "from": MonthField(source="since", required=False, help_text="First month, as YYYY-MM."),
            "to": MonthField(source="until", required=False, help_text="Last month, included."),
        }
        return months | super().get_fields()


class SpendList(APIView):
    """What was spent by month, source and channel, or on the program itself."""

    keyset_ordering = ("-month", "-id")

    @extend_schema(operation_id="spend_list", parameters=[SpendQuery], responses=SpendSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Rows of the ledger, the newest month first, corrected ones too."""
        self._check(request, READERS)
        asked = request.query_params.dict()
        query = SpendQuery(data={name: asked[name] for name in asked if name not in ALWAYS})
        query.is_valid(raise_exception=True)
        said = query.validated_data
        rows = Spend.objects.visible_to(request.user).for_page()  # type: ignore[arg-type]
        rows = rows.of_months(said.get("since", date.min), said.get("until", date.max))
        rows = rows.of_purpose(said["purpose"]) if "purpose" in said else rows
        pages = OpaqueCursor()
        found = pages.paginate_queryset(rows.standing() if said["standing"] else rows, request, self)
        return pages.get_paginated_response(SpendSerializer(found, many=True).data)

    @extend_schema(operation_id="spend_create", request=StatedSpend, responses={201: AddedSpend})
    @idempotent
    def post(self, request: Request) -> Response:
        """Add rows, all or none. They are never edited; a wrong one is corrected on its page."""
        self._check(request, WRITERS)
        asked = StatedSpend(data=request.data)
        asked.is_valid(raise_exception=True)
        added = _record(request, asked.validated_data["rows"], asked.validated_data["again"])
        return Response(AddedSpend({"results": added}).data, status=201)

    def _check(self, request: Request, roles: Any) -> None:
        if getattr(request.user, "role", "") not in roles:
            raise PermissionDenied


@transaction.atomic
def _record(request: Request, stated_rows: list[dict[str, Any]], again: bool) -> list[Spend]:
    """Two callers with the same rows take turns, so that the second one is told."""
    Organisation.objects.select_for_update().first()
    usual = Organisation.current().currency
    rows = [Spend(**{"currency": usual, **row}) for row in stated_rows]
    if not again and (known := _known(rows)):
        words = _(
            "%(n)s of these rows stand already. Send “again”: true to count them once more; nothing was added."
        )
        raise Conflict(words % {"n": known})
    user: Any = request.user
    return Spend.objects.record(rows, by=user, at=now())


def _known(rows: list[Spend]) -> int:
    standing = Spend.objects.standing().filter(month__in={row.month for row in rows})
    there, asked = Counter(map(stated, standing)), Counter(map(stated, rows))
    return sum((there & asked).values())
