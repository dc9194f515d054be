"""A page of a list whose place stands in the address."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from people import keyset

ROWS = 50


def page_of(request: HttpRequest, rows: QuerySet[Any], ordering: tuple[str, ...]) -> keyset.Page[Any]:
    """The rows after `?after=`; a place that is not of this list is no page."""
    try:
        return keyset.page(rows, ordering, request.GET.get("after", ""), ROWS)
    except keyset.CursorFault as fault:
        raise Http404 from fault
