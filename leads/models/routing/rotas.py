"""The people behind routing rules, read for many leads at once: who shares a rule, what they take, what they have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from leads.routing.choosing import PERSON, QUEUE, Rota, Seller, plain
from leads.routing.presence import Presence
from leads.routing.tongues import tongue
from leads.routing.turns import Turn
from leads.stages import ACCEPTED, HANDED_OFF, SQL
from people.models import Organisation, Role, User

from ..lead import Lead
from ..loop.handoff import Offer
from .intake import Intake
from .rule import RoutingRule
from .share import RoutingShare, RoutingTurn

OPEN = (HANDED_OFF, ACCEPTED, SQL)
"""Stages in which a lead is somebody's open work."""


@dataclass
class Staff:
    """`rotas` by the place of their rule, `sellers` and `present` for all people in them."""

    rotas: dict[int, Rota]
    sellers: dict[int, Seller]
    present: Presence


def read(
    rules: Sequence[RoutingRule], since: datetime, until: datetime, locked: bool = False, fresh: bool = False
) -> Staff:
    """Ten statements, however many rules and people. `locked` holds the caps until the transaction ends, `fresh` forgets
    turns and loads: the dry run begins with nothing."""
    sharing = {place: rule for place, rule in enumerate(rules) if rule.method != QUEUE}
    weights = _weights(sharing)
    people = _people(sharing.values(), weights)
    takes_part = {place: _part(rule, weights, people) for place, rule in sharing.items()}
    asked = sorted({pk for part in takes_part.values() for pk in part})
    owed = {} if fresh else _owed(sharing.values())
    rotas = {
        place: Rota(
            method=rule.method,
            turns={pk: Turn(weight, owed.get((rule.pk, pk), 0)) for pk, weight in takes_part[place].items()},
            skills=plain(rule.skills),
            by_language=rule.by_language,
            by_territory=rule.by_territory,
            in_hours=rule.in_hours,
        )
        for place, rule in sharing.items()
    }
    sellers = _sellers(asked, until, locked, fresh)
    return Staff(rotas, sellers, Presence((people[pk] for pk in asked), since, until))


def _weights(rules: Mapping[int, RoutingRule]) -> dict[int, dict[int, int]]:
    """{rule: {person: weight}}; a rule that isn't stored brings its own as `drafted`."""
    weights: dict[int, dict[int, int]] = {}
    for rule, person, weight in RoutingShare.objects.filter(
        rule__in=[rule.pk for rule in rules.values() if rule.pk]
    ).values_list("rule", "person", "weight"):
        weights.setdefault(rule, {})[person] = weight
    drafted = {rule.pk or 0: rule.drafted for rule in rules.values() if rule.drafted is not None}
    return weights | drafted


def _people(rules: Iterable[RoutingRule], weights: Mapping[int, Mapping[int, int]]) -> dict[int, User]:
    """Everybody who may be meant, and works here still."""
    named = {pk for part in weights.values() for pk in part} | {rule.person_id for rule in rules}
    meant = Q(pk__in=named - {None}) | Q(role=Role.SALES, team__in={rule.team_id for rule in rules})
    found = User.objects.active().filter(meant).select_related("team").order_by("pk")
    return {user.pk: user for user in found}


def _part(
    rule: RoutingRule, weights: Mapping[int, Mapping[int, int]], people: Mapping[int, User]
) -> dict[int, int]:
    """{person: weight} of who takes part in the rule, in a steady order."""
    if rule.method == PERSON:
        return {rule.person_id: 1} if rule.person_id and rule.person_id in people else {}
    if named := weights.get(rule.pk or 0):
        weighted = rule.method == RoutingRule.Method.WEIGHTED
        return {pk: named[pk] if weighted else 1 for pk in sorted(named) if pk in people}
    team = (pk for pk, user in people.items() if user.role == Role.SALES and user.team_id == rule.team_id)
    return dict.fromkeys(team, 1)


def _owed(rules: Iterable[RoutingRule]) -> dict[tuple[int, int], float]:
    stored = RoutingTurn.objects.filter(rule__in=[rule.pk for rule in rules if rule.pk])
    return {(rule, person): owed for rule, person, owed in stored.values_list("rule", "person", "owed")}


def _sellers(people: Sequence[int], at: datetime, locked: bool, fresh: bool) -> dict[int, Seller]:
    rows = Intake.objects.filter(person__in=people).order_by("pk")
    intakes = {row.person_id: row for row in (rows.select_for_update(no_key=True) if locked else rows)}
    opened, today = ({}, {}) if fresh else (open_leads(people), offered_today(people, at))
    return {pk: _seller(pk, intakes.get(pk), opened.get(pk, 0), today.get(pk, 0)) for pk in people}


def _seller(pk: int, intake: Intake | None, opened: int, today: int) -> Seller:
    if intake is None:
        return Seller(pk, open=opened, today=today)
    return Seller(
        pk,
        skills=plain(intake.skills),
        languages=frozenset(tongue(word) for word in intake.languages),
        territories=plain(intake.territories),
        most_open=intake.most_open,
        most_daily=intake.most_daily,
        open=opened,
        today=today,
    )


def open_leads(people: Iterable[int]) -> dict[int, int]:
    """{person: leads that are theirs and neither answered with no nor done}."""
    return _counted(Lead.objects.standing().filter(owner__in=people, stage__in=OPEN))


def offered_today(people: Iterable[int], at: datetime) -> dict[int, int]:
    """{person: leads offered to them since the company's midnight}."""
    company = Organisation.current()
    midnight = company.start_of(at.astimezone(company.zone).date())
    return _counted(Offer.objects.filter(owner__in=people, offered_at__gte=midnight))


def _counted(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("owner").annotate(n=Count("pk")))
