"""The dry run of routing as a page: of the rules in force, and of one that is still being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.models import RoutingRule
from leads.routed import REASONS, names_of, said
from leads.trying import MOST, Outcome, Trial, dry_run, with_draft
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.tiles import Tile

TRIERS = (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER)
MONTH = timedelta(days=30)
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A handoff on the page."""

    trial: Trial
    lead: str
    did: str
    would: str
    passed: list[tuple[Any, str, int]]


@require_safe
@for_roles(*TRIERS)
def trial(request: SignedInRequest) -> HttpResponse:
    return show_trial(request)


def show_trial(request: SignedInRequest, drafted: RoutingRule | None = None) -> HttpResponse:
    """`drafted` stands in for the stored rule, or before the one that catches all."""
    rules = with_draft(list(RoutingRule.objects.current().select_related("team")), drafted)
    at = now()
    keeps = request.GET.get("owners") != "free"
    outcome = dry_run(rules, at - MONTH, at, keeps)
    return render(request, "leads/routing_trial.html", _context(request, rules, outcome, drafted))


def _context(
    request: SignedInRequest, rules: Sequence[RoutingRule], outcome: Outcome, drafted: RoutingRule | None
) -> dict[str, Any]:
    only = request.GET.get("only", "changed")
    wanted = outcome.changed if only == "changed" else outcome.trials
    listed = [one for one in reversed(wanted) if request.user.sees_every_lead or _in_team(one, request.user)]
    people = outcome.by_person()
    names = names_of(
        {pk for pk, *_counts in people if pk}
        | {pk for one in listed[:SHOWN] for some in one.passed.values() for pk in some}
    )
    queue = _("The team's queue")
    most = max((max(did, would) for _pk, did, would in people), default=1)
    return {
        "tiles": _tiles(outcome),
        "rules": outcome.by_rule(rules),
        "people": [
            (names.get(pk, "–") if pk else queue, did, would, 160 * did // most, 160 * would // most)
            for pk, did, would in people
        ],
        "reasons": [(REASONS.get(reason, reason), count) for reason, count in outcome.by_reason()],
        "lines": [
            Line(
                one,
                one.handoff.lead.label_for(request.user),
                names.get(one.did.who, "–") if one.did.who else queue,
                names.get(one.would, "–") if one.would else queue,
                said(one.passed, names),
            )
            for one in listed[:SHOWN]
        ],
        "more": max(len(listed) - SHOWN, 0),
        "only": only,
        "outcome": outcome,
        "drafted": drafted,
        "most": MOST,
    }


def _in_team(one: Trial, user: Any) -> bool:
    return bool(one.handoff.lead.team_id == user.team_id)


def _tiles(outcome: Outcome) -> list[Tile]:
    trials = outcome.trials
    kept = sum(one.kept for one in trials)
    caught = sum(one.rule.is_catch_all and not one.kept for one in trials)
    return [
        Tile(_("Leads handed off"), len(trials) + outcome.unrouted),
        Tile(_("Would go elsewhere"), len(outcome.changed)),
        Tile(_("Would wait: nobody could take them"), sum(one.waits for one in trials)),
        Tile(_("Caught by the last rule"), caught),
        Tile(_("Owner set by a person"), kept),
    ]
