"""Lists of the API: `{"results", "next"}` with an opaque cursor and at most 200 rows."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from people import keyset


class OpaqueCursor(BasePagination):
    """A view may name its `keyset_ordering` (unique together, not null); newest first otherwise."""

    default_limit, max_limit = 50, 200

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        ordering = getattr(view, "keyset_ordering", None) or ("-pk",)
        cursor = request.query_params.get("cursor", "")
        try:
            page = keyset.page(queryset, ordering, cursor, self._limit(request))
        except keyset.CursorFault:
            raise ValidationError({"cursor": [_("This cursor does not belong to this list.")]}) from None
        self.next = (
            replace_query_param(request.build_absolute_uri(), "cursor", page.next) if page.next else None
        )
        return page.rows

    def _limit(self, request: Request) -> int:
        asked = request.query_params.get("limit", str(self.default_limit))
        if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and 0 < int(asked) <= self.max_limit):
            raise ValidationError({"limit": [_("Give a whole number from 1 to 200.")]})
        return int(asked)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.next})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {"results": schema, "next": following},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limit = {"type": "integer", "minimum": 1, "maximum": self.max_limit, "default": self.default_limit}
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "required": False, "schema": limit},
        ]
