"""What leads puts on the home page: the queue of Sales, who has what waiting, what came back to Marketing."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people import home
from people.models import Organisation, Role, User

from .handing import State
from .listing import Order, page
from .models import Handoff, Lead, Verdict
from .story import turns_of

SHOWN = 5
WEEK = timedelta(days=6)
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
    """Seven days of the company, today among them: as the rows behind each number."""
    company = Organisation.current()
    today = at.astimezone(company.zone).date()
    days = {"from": today - WEEK, "to": today}
    since = Verdict.objects.came_back().filter(decided_at__gte=company.start_of(days["from"]))
    seen = since.filter(offer__handoff__lead__in=Lead.objects.visible_to(user))
    rows = seen.by_reason()
    for row in rows:
        if row["reason"]:
            asked = urlencode(days | {"reason": row["reason"].pk})
            row["url"] = f"{reverse('leads:feedback-rows')}?{asked}"
    return {
        "rows": rows,
        "total": sum(row["n"] for row in rows),
        "to_answer": Handoff.objects.visible_to(user).in_state(State.RETURNED).count(),
    }


def to_rule(user: User, at: datetime) -> dict[str, Any]:
    disputed = Handoff.objects.visible_to(user).in_state(State.DISPUTED)
    found = page(disputed.with_offers().with_answer_due(), BY_DUE, limit=SHOWN)
    return {"rows": turns_of(found.rows, at, user), "has_more": bool(found.next)}


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
    home.register(home.Card("to-rule", {Role.REVOPS}, "leads/_home_to_rule.html", to_rule, order=6, width=2))
    home.register(home.Card("came-back", marketing, "leads/_home_came_back.html", came_back, order=12))
    home.register_step(
        home.Step("import", _("Import leads"), "leads:import-create", Lead.objects.exists, order=10)
    )
