"""What the pages of routing show of rules: in words, counted, and as they were before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from pghistory.models import Events

from people.models import User
from people.views.audit import rows as audit_rows
from sla.criteria import CriteriaFault, catalogues, parse
from sla.criteria.counting import PATIENCE_MS, QUERY_CANCELED, patience

from .models import Lead, RoutingRule, RoutingShare

SHOWN = 30


@dataclass(frozen=True)
class Row:
    """A rule as it is listed."""

    rule: RoutingRule
    sentence: str
    asks: list[str]
    shares: int


@dataclass(frozen=True)
class Counted:
    """Leads that a rule matches, and those of them that no rule before it takes."""

    rule: RoutingRule
    matches: int | None
    takes: int | None


def rows_of(rules: Sequence[RoutingRule]) -> list[Row]:
    shared = RoutingShare.objects.filter(rule__in=rules).values_list("rule").annotate(n=Count("pk"))
    counted = dict(shared.values_list("rule", "n"))
    return [Row(rule, _sentence(rule), _asks(rule), counted.get(rule.pk, 0)) for rule in rules]


def _sentence(rule: RoutingRule) -> str:
    return _("everything that no rule before it takes") if rule.is_catch_all else rule.meaning().sentence()


def _asks(rule: RoutingRule) -> list[str]:
    """What it asks of whoever takes the lead."""
    if rule.method == RoutingRule.Method.QUEUE:
        return []
    said = [_("has: %(skills)s") % {"skills": ", ".join(rule.skills)}] if rule.skills else []
    said += [_("speaks the lead's language")] if rule.by_language else []
    said += [_("has the territory")] if rule.by_territory else []
    return said + ([_("is at work now")] if rule.in_hours else [])


def counted(rules: Sequence[RoutingRule], user: User, at: datetime) -> list[Counted]:
    """One pass for all rules; None where that would take too long."""
    holds = [rule.meaning().condition(at) for rule in rules]
    cases = [When(asked, then=Value(place)) for place, asked in enumerate(holds)]
    first = Case(*cases, default=Value(-1), output_field=IntegerField())
    asked = {f"matches_{place}": Count("pk", filter=holds[place]) for place in range(len(rules))}
    asked |= {f"takes_{place}": Count("pk", filter=Q(routed=place)) for place in range(len(rules))}
    try:
        with patience(PATIENCE_MS):
            rows = Lead.objects.visible_to(user).order_by().annotate(routed=first)
            found = rows.aggregate(**asked) if rules else {}
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", "") != QUERY_CANCELED:
            raise
        found = {}
    return [
        Counted(rule, found.get(f"matches_{place}"), found.get(f"takes_{place}"))
        for place, rule in enumerate(rules)
    ]


def history(rule: RoutingRule) -> list[dict[str, Any]]:
    """Who changed the rule and its shares, when and why, the newest first; criteria in words."""
    own = Q(pgh_obj_model=RoutingRule._meta.label, pgh_obj_id=str(rule.pk))
    shares = Q(pgh_obj_model=RoutingShare._meta.label, pgh_data__rule_id=rule.pk)
    events = Events.objects.filter(own | shares).order_by("-pgh_created_at", "-pgh_slug")
    listed = list(events[:SHOWN])
    people = User.objects.in_bulk({pk for event in listed if (pk := event.pgh_data.get("person_id"))})
    found = audit_rows(listed)
    for row, event in zip(found, listed, strict=True):
        row["changes"] = [
            (name, _in_words(before), _in_words(after)) for name, before, after in row["changes"]
        ]
        if event.pgh_obj_model == RoutingShare._meta.label:
            row["what"] = f"{people.get(event.pgh_data['person_id'], '–')} × {event.pgh_data['weight']}"
    return found


def _in_words(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, dict):
        return value
    try:
        return parse(value, catalogues["lead"]).sentence() if value else _("everything")
    except CriteriaFault:
        return str(value)
