"""The outcome of a dry run of routing, as a program reads it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from leads.models import Lead, RoutingRule
from leads.trying import Outcome, Trial

MONTH = timedelta(days=30)
MOST = 200


def told(outcome: Outcome, rules: Sequence[RoutingRule], user: Any, at: datetime) -> dict[str, Any]:
    trials = outcome.trials
    return {
        "from": (at - MONTH).isoformat(),
        "to": at.isoformat(),
        "handed_off": len(trials) + outcome.unrouted,
        "would_go_elsewhere": len(outcome.changed),
        "would_wait": sum(one.waits for one in trials),
        "not_taken_by_any_rule": outcome.unrouted,
        "owner_set_by_a_person": sum(one.kept for one in trials),
        "is_cut": outcome.is_cut,
        "rules": [
            {"rule": rule.pk, "name": rule.name, "takes": takes, "waits": waits}
            for rule, takes, waits in outcome.by_rule(rules)
        ],
        "people": [
            {"person": person, "got": got, "would_have_got": would}
            for person, got, would in outcome.by_person()
        ],
        "passed_over": dict(outcome.by_reason()),
        "changed": [_line(one) for one in _seen(outcome.changed, user)],
    }


def _seen(changed: Sequence[Trial], user: Any) -> list[Trial]:
    """Those of leads that the caller sees, the newest first."""
    ids = [one.handoff.lead_id for one in changed]
    seen = set(Lead.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [one for one in reversed(changed) if one.handoff.lead_id in seen][:MOST]


def _line(one: Trial) -> dict[str, Any]:
    return {
        "handoff": one.handoff.pk,
        "lead": one.handoff.lead_id,
        "rule": one.rule.pk,
        "got": one.did.who,
        "would_have_got": one.would,
        "passed_over": one.passed,
    }
