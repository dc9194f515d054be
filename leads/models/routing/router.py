"""The router: which team, and which of its people, gets each of many leads. It decides, and says why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from leads.routing.choosing import QUEUE, SHARING, Choice, Wanted, choose, plain
from leads.routing.tongues import tongue
from people.models import Notification, Role, User
from people.notices import Notice

from ..facts import LeadChange
from ..lead import Lead
from . import rotas
from .rule import RoutingRule, first_rules
from .share import RoutingTurn

OWN = ("routing", "reoffer")
"""Origins of owners that a rule has set; every other owner was set by a person or a program that knows better."""
CATCH_ALL_GREW = "catch_all_grew"


@dataclass(frozen=True)
class Decision:
    """To whom a lead goes. `kept`: a person had set its owner, who outranks every rule."""

    rule: RoutingRule
    team_id: int
    owner_id: int | None = None
    kept: bool = False
    choice: Choice = field(default_factory=Choice)

    @property
    def why(self) -> dict[str, Any]:
        """What the offer keeps: ids and codes, and the rule's name as it was."""
        said: dict[str, Any] = {
            "rule": self.rule.pk,
            "name": {"en": self.rule.name_en, "es": self.rule.name_es},
            "method": self.rule.method,
        }
        if self.kept:
            return said | {"kept": self.owner_id}
        if self.rule.method != QUEUE:
            said["passed"] = self.choice.passed
        return said

    @property
    def values(self) -> dict[str, int | None]:
        """What it states of the lead."""
        return (
            {"team_id": self.team_id} if self.kept else {"team_id": self.team_id, "owner_id": self.owner_id}
        )


def route(leads: Sequence[Lead], at: datetime) -> dict[int, Decision]:
    """{lead: decision}, in a fixed number of statements. Two workers take turns at the rows of the rules that share out,
    until the transaction ends; the caller holds the leads, which are locked before rules."""
    if not leads:
        return {}
    rules = RoutingRule.objects.complete()
    places = first_rules(rules, Lead.objects.filter(pk__in=[lead.pk for lead in leads]), at)
    kept = owners_by_hand(leads)
    free = {lead.pk: places[lead.pk] for lead in leads if lead.pk in places and lead.pk not in kept}
    chosen = assign([lead for lead in leads if lead.pk in free], free, rules, at)
    decisions = {
        lead.pk: _keep(rules[places[lead.pk]], kept[lead.pk])
        if lead.pk in kept
        else _decide(rules[places[lead.pk]], chosen.get(lead.pk, Choice()))
        for lead in leads
        if lead.pk in places
    }
    _tell_owner(leads, decisions, is_only=len(rules) == 1, at=at)
    return decisions


def reroute(
    leads: Sequence[Lead], rule_of: Mapping[int, int], had: Mapping[int, frozenset[int]], at: datetime
) -> dict[int, Decision]:
    """{lead: who is next by the rule that routed it, but for those who had it}; a lead that nobody can take isn't in it."""
    rules = list(RoutingRule.objects.current().filter(pk__in=set(rule_of.values())).exclude(method=QUEUE))
    place_of = {rule.pk: place for place, rule in enumerate(rules)}
    places = {lead.pk: place_of[rule_of[lead.pk]] for lead in leads if rule_of.get(lead.pk) in place_of}
    chosen = assign([lead for lead in leads if lead.pk in places], places, rules, at, had)
    return {
        pk: _decide(rules[places[pk]], choice) for pk, choice in chosen.items() if choice.person is not None
    }


def assign(
    leads: Sequence[Lead],
    places: Mapping[int, int],
    rules: Sequence[RoutingRule],
    at: datetime,
    had: Mapping[int, frozenset[int]] | None = None,
) -> dict[int, Choice]:
    """{lead: choice} for those whose rule names people; the turns are locked, taken and written down."""
    asked = [rules[place] for place in sorted(set(places.values())) if rules[place].method != QUEUE]
    if not asked:
        return {}
    lock([rule.pk for rule in asked])
    staff = rotas.read(asked, at, at, locked=True)
    own = {rule.pk: place for place, rule in enumerate(asked)}
    chosen = {}
    for lead in leads:
        place = own.get(rules[places[lead.pk]].pk)
        if place is not None:
            wanted = wanted_by(lead, (had or {}).get(lead.pk, frozenset()))
            chosen[lead.pk] = choose(staff.rotas[place], wanted, staff.sellers, staff.present, at)
    _note_turns(asked, staff)
    return chosen


def lock(rules: Iterable[int]) -> None:
    """In one order, so that of two workers one waits and never both."""
    list(
        RoutingRule.objects.filter(pk__in=list(rules))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )


def wanted_by(lead: Lead, had: frozenset[int] = frozenset()) -> Wanted:
    return Wanted(tongue(lead.language), plain((lead.country, lead.region, lead.city)), had)


def owners_by_hand(leads: Iterable[Lead]) -> dict[int, User]:
    """{lead: its owner}, where that was not set by a rule and works here still."""
    owners = {lead.pk: lead.owner_id for lead in leads if lead.owner_id}
    if not owners:
        return {}
    said = LeadChange.objects.filter(lead__in=list(owners), values__has_key="owner_id")
    newest = said.order_by("lead", "-occurred_at", "-pk").distinct("lead").values_list("lead", "origin")
    by_rule = {lead for lead, origin in newest if origin in OWN}
    people = User.objects.active().select_related("team").in_bulk(set(owners.values()))
    return {lead: people[pk] for lead, pk in owners.items() if pk in people and lead not in by_rule}


def _decide(rule: RoutingRule, choice: Choice) -> Decision:
    return Decision(rule, rule.team_id, choice.person, choice=choice)


def _keep(rule: RoutingRule, owner: User) -> Decision:
    sells = owner.role in {Role.SALES, Role.SALES_MANAGER} and owner.team_id
    return Decision(rule, owner.team_id if sells and owner.team_id else rule.team_id, owner.pk, kept=True)


def _note_turns(rules: Sequence[RoutingRule], staff: rotas.Staff) -> None:
    rows = [
        RoutingTurn(rule=rules[place], person_id=person, owed=turn.owed)
        for place, rota in staff.rotas.items()
        if rota.method in SHARING
        for person, turn in rota.turns.items()
    ]
    RoutingTurn.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["rule", "person"], update_fields=["owed"]
    )


def _tell_owner(
    leads: Sequence[Lead], decisions: Mapping[int, Decision], is_only: bool, at: datetime
) -> None:
    """What no rule asked for is news to whoever looks after it; where one rule takes everything it is none."""
    caught = [lead for lead in leads if lead.pk in decisions and _is_caught(decisions[lead.pk])]
    if is_only or not caught:
        return
    owner_id = decisions[caught[0].pk].rule.owner_id
    told = [owner_id] if owner_id else User.objects.with_role(Role.REVOPS).values_list("pk", flat=True)
    Notification.objects.announce(
        [
            Notice(
                person,
                CATCH_ALL_GREW,
                f"{lead.pk}:{lead.cycle}",
                {"lead": lead.pk},
                reverse("leads:lead-detail", args=[lead.pk]),
            )
            for person in told
            for lead in caught
        ],
        at,
    )


def _is_caught(decision: Decision) -> bool:
    return decision.rule.is_catch_all and not decision.kept
