"""What leads puts on the home page: the queue of Sales, who has what waiting, what came back to Marketing."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from people import home
from people.models import Role, User

from .listing import Order, page
from .models import Handoff, Lead, Verdict
from .story import turns_of

SHOWN = 5
WEEK = timedelta(days=7)
BY_DUE = Order("answer_due_at", is_down=False)


def to_answer(user: User, at: datetime) -> dict[str, Any]:
    waiting = Handoff.objects.visible_to(user).waiting()
    found = page(waiting.with_offers().with_answer_due(), BY_DUE, limit=SHOWN)
    return {"rows": turns_of(found.rows, at, user), "has_more": bool(found.next)}


def waiting_by_person(user: User, at: datetime) -> dict[str, Any]:
    """How many handoffs wait on each representative of the manager's team; those of nobody stand for the queue."""
    waiting = Handoff.objects.visible_to(user).waiting().order_by()
    counted = dict(waiting.values_list("lead__owner").annotate(n=Count("pk")).values_list("lead__owner", "n"))
    people = User.objects.in_bulk([pk for pk in counted if pk])
    rows = [(people.get(pk), n) for pk, n in sorted(counted.items(), key=lambda pair: -pair[1])]
    return {"rows": rows, "total": sum(counted.values())}


def came_back(user: User, at: datetime) -> dict[str, Any]:
    since = Verdict.objects.came_back().filter(decided_at__gte=at - WEEK)
    seen = since.filter(offer__handoff__lead__in=Lead.objects.visible_to(user))
    rows = list(seen.by_reason())
    return {"rows": rows, "total": sum(row["n"] for row in rows)}


def register() -> None:
    home.register(
        home.Card(
            "to-answer",
            {Role.SALES, Role.SALES_MANAGER},
            "leads/_home_to_answer.html",
            to_answer,
            order=5,
            width=3,
        )
    )
    home.register(
        home.Card("waiting", {Role.SALES_MANAGER}, "leads/_home_waiting.html", waiting_by_person, order=12)
    )
    marketing: set[str] = {Role.MARKETING, Role.MARKETING_MANAGER}
    home.register(home.Card("came-back", marketing, "leads/_home_came_back.html", came_back, order=12))
    home.register_step(
        home.Step("import", _("Import leads"), "leads:import-create", Lead.objects.exists, order=10)
    )
