"""What several pages read from their address, and how they show rows."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict

from dashboards.models import Spend
from dashboards.periods import DEFAULT, LABELS
from leads.models import Lead
from people import keyset
from people.models import User
from sla.models import Clock
from sla.subjects import subjects

PERIOD = ("period", "from", "to")
PAGE = 50


def period_of(said: QueryDict) -> dict[str, Any]:
    """The menu of periods; two days of one's own choice are none of them."""
    own_days = said.get("from") or said.get("to")
    kept = [(key, value) for key, values in said.lists() if key not in PERIOD for value in values]
    chosen = "" if own_days else said.get("period") or DEFAULT
    return {"periods": LABELS.items(), "chosen_period": chosen, "kept": kept}


def page_of(request: HttpRequest, rows: QuerySet[Any], ordering: tuple[str, ...]) -> keyset.Page[Any]:
    try:
        return keyset.page(rows, ordering, request.GET.get("after", ""), PAGE)
    except keyset.CursorFault as fault:
        raise Http404 from fault


def named(rows: list[Any], user: User) -> list[tuple[Any, str, str]]:
    """Each row with the name the reader may see, and its page."""
    if rows and isinstance(rows[0], Clock):
        names = subjects.name(rows, user)
        return [(row, *names[row.pk]) for row in rows]
    if rows and isinstance(rows[0], Spend):
        return [(row, str(row), "") for row in rows]
    return [(row, (row if isinstance(row, Lead) else row.lead).label_for(user), "") for row in rows]
