"""What a list of the API may be asked: its own filters, and no parameter that it does not know."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

ALWAYS = frozenset({"cursor", "limit"})


class WhiteList(DjangoFilterBackend):
    """Filters by the view's set, and says which parameter it doesn't know instead of answering another question."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = self.get_filterset_class(view, queryset)
        known = ALWAYS | set(filterset.base_filters if filterset else ())
        if unknown := sorted(set(request.query_params) - known):
            raise ValidationError({name[:80]: [_("This list has no such filter.")] for name in unknown})
        for name, value in request.query_params.items():
            if "\x00" in value:
                raise ValidationError({name: [_("Null characters are not allowed.")]})
        return super().filter_queryset(request, queryset, view)
