"""The dry run of routing: who would have got the leads of a past month by these rules, against who did. Writes nothing."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F

from people.models import Organisation

from .models import Handoff, Lead, Offer, RoutingRule, Verdict
from .models.routing import rotas
from .models.routing.router import wanted_by
from .models.routing.rule import first_rules
from .routing.choosing import QUEUE, Choice, Seller, choose

MOST = 5_000
"""The newest so many handoffs of the month are tried."""
ENDS = ("rejected_at", "recycled_at", "disqualified_at", "opportunity_at", "lost_at", "won_at")
"""Whichever comes first ends the work on a lead."""


@dataclass(frozen=True)
class Got:
    """Who got a lead in the end, to whom and which team it was offered first, and whether a person had said so."""

    who: int | None = None
    to: int | None = None
    team: int | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Trial:
    """One handoff: who got it (None: nobody took it out of the queue), and who would have (None: the team's queue)."""

    handoff: Handoff
    rule: RoutingRule
    did: Got
    would: int | None
    passed: dict[str, list[int]] = field(default_factory=dict)
    kept: bool = False

    @property
    def differs(self) -> bool:
        """A queue is the same queue, whoever takes the lead out of it then."""
        if self.would is None:
            return self.did.to is not None or self.did.team != self.rule.team_id
        return self.would != self.did.who

    @property
    def waits(self) -> bool:
        """The rule names people, and none of them could take it."""
        return self.would is None and self.rule.method != QUEUE


@dataclass(frozen=True)
class Outcome:
    """All trials, the newest last; `unrouted` of them no rule would have taken."""

    trials: list[Trial]
    unrouted: int
    is_cut: bool

    def by_rule(self, rules: Iterable[RoutingRule]) -> list[tuple[RoutingRule, int, int]]:
        """(rule, leads it takes, of them waiting in its queue because nobody could take them)."""
        taken = Counter(id(trial.rule) for trial in self.trials)
        waiting = Counter(id(trial.rule) for trial in self.trials if trial.waits)
        return [(rule, taken[id(rule)], waiting[id(rule)]) for rule in rules]

    def by_person(self) -> list[tuple[int | None, int, int]]:
        """(person or None for the queue, leads they got, leads they would have got), the most first."""
        did, would = Counter(one.did.who for one in self.trials), Counter(one.would for one in self.trials)
        people = sorted(did.keys() | would.keys(), key=lambda pk: (pk is None, -would[pk], -did[pk]))
        return [(pk, did[pk], would[pk]) for pk in people]

    def by_reason(self) -> list[tuple[str, int]]:
        """Why people were passed over: leads for each reason."""
        return Counter(reason for one in self.trials for reason in one.passed).most_common()

    @property
    def changed(self) -> list[Trial]:
        return [trial for trial in self.trials if trial.differs]


def with_draft(rules: list[RoutingRule], drafted: RoutingRule | None) -> list[RoutingRule]:
    """`drafted` stands in for the stored rule, or before the one that catches all."""
    if drafted is None:
        return rules
    if drafted.pk:
        return [drafted if rule.pk == drafted.pk else rule for rule in rules]
    last = len(rules) - 1 if rules and rules[-1].is_catch_all else len(rules)
    return [*rules[:last], drafted, *rules[last:]]


def dry_run(rules: Sequence[RoutingRule], since: datetime, until: datetime, keeps: bool = True) -> Outcome:
    """The handoffs opened in between, one by one in their order; loads begin at nothing and fall as leads were done.

    Criteria are asked for each handoff's own moment, of what is known of the lead today. `keeps` leaves owners alone
    that a person had set.
    """
    opened = Handoff.objects.filter(
        opened_at__gte=since, opened_at__lt=until, lead__merged_into=None, lead__blocked_at=None
    )
    newest = list(opened.select_related("lead").order_by("-opened_at", "-pk")[: MOST + 1])
    handoffs = newest[:MOST][::-1]
    places = _places(rules, handoffs)
    got = _got(handoffs)
    desk = _Desk(rules, since, until)
    trials = [
        desk.try_one(handoff, places[handoff.pk], got.get(handoff.pk, Got()), keeps)
        for handoff in handoffs
        if handoff.pk in places
    ]
    return Outcome(trials, len(handoffs) - len(trials), len(newest) > MOST)


def _places(rules: Sequence[RoutingRule], handoffs: Sequence[Handoff]) -> dict[int, int]:
    ids = [handoff.pk for handoff in handoffs]
    leads = Lead.objects.filter(handoffs__in=ids)
    found = first_rules(rules, leads, F("handoffs__opened_at"), key="handoffs__pk") if ids else {}
    return {pk: found[pk] for pk in ids if pk in found}


def _got(handoffs: Sequence[Handoff]) -> dict[int, Got]:
    """{handoff: who accepted it, else to whom it was offered last}."""
    got: dict[int, Got] = {}
    offers = Offer.objects.filter(handoff__in=[handoff.pk for handoff in handoffs]).order_by("number")
    for handoff, owner, team, why, kind, by in offers.values_list(
        "handoff", "owner", "team", "why", "verdict__kind", "verdict__by"
    ):
        first = got.get(handoff) or Got(None, owner, team, bool(owner) and _is_by_hand(why))
        who = (by if kind == Verdict.Kind.ACCEPTED else None) or owner or first.who
        got[handoff] = replace(first, who=who)
    return got


def _is_by_hand(why: Mapping[str, Any]) -> bool:
    return "kept" in why or not ("method" in why or "reoffered" in why)


class _Desk:
    """The people of the rules as the month goes by."""

    def __init__(self, rules: Sequence[RoutingRule], since: datetime, until: datetime) -> None:
        self.rules, self.zone = rules, Organisation.current().zone
        self.staff = rotas.read(rules, since, until, fresh=True)
        self.day: date | None = None
        self.ends: list[tuple[datetime, int]] = []

    def try_one(self, handoff: Handoff, place: int, did: Got, keeps: bool) -> Trial:
        at, rule = handoff.opened_at, self.rules[place]
        self._pass_time(at)
        if keeps and did.by_hand:
            return Trial(handoff, rule, did, did.who, kept=True)
        rota = self.staff.rotas.get(place)
        choice = (
            choose(rota, wanted_by(handoff.lead), self.staff.sellers, self.staff.present, at)
            if rota
            else Choice()
        )
        if choice.person and (end := _end(handoff.lead, at)):
            heapq.heappush(self.ends, (end, choice.person))
        return Trial(handoff, rule, did, choice.person, choice.passed)

    def _pass_time(self, at: datetime) -> None:
        sellers: dict[int, Seller] = self.staff.sellers
        while self.ends and self.ends[0][0] <= at:
            sellers[heapq.heappop(self.ends)[1]].open -= 1
        if (day := at.astimezone(self.zone).date()) != self.day:
            self.day = day
            for seller in sellers.values():
                seller.today = 0


def _end(lead: Lead, since: datetime) -> datetime | None:
    moments: list[datetime] = [moment for name in ENDS if (moment := getattr(lead, name)) and moment >= since]
    return min(moments) if moments else None
