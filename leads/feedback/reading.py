"""Answers of Sales counted: one a handoff, the one that stands, by reason and by what the leads share.

What a page asks stands in a `Scope`; every number of a page is the length of `Scope.rows` for the same question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth, TruncWeek

from leads.models import Lead, Verdict
from people.models import Organisation, User
from sla.criteria import catalogues, parse

from .outliers import Group

LEAD = "offer__handoff__lead"
KINDS = (Verdict.Kind.ACCEPTED, Verdict.Kind.REJECTED)
DIMENSIONS = ("source", "campaign", "segment")
WEEKS_UNTIL = 100
"""A period of more days is told by months."""


@dataclass(frozen=True)
class Scope:
    """Answers given on these days (both included), to leads with these values, that this person sees; None sees all."""

    user: User | None
    since: date
    until: date
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def before(self) -> "Scope":
        """As many days, just before."""
        last = self.since - timedelta(days=1)
        return replace(self, since=last - timedelta(days=self.days - 1), until=last)

    def everywhere(self) -> "Scope":
        return replace(self, values={})

    def answers(self) -> QuerySet[Verdict]:
        company = Organisation.current()
        leads = Lead.objects.standing() if self.user is None else Lead.objects.visible_to(self.user)
        named = {f"{LEAD}__{name}": value for name, value in self.values.items() if name in DIMENSIONS}
        return Verdict.objects.standing().filter(
            kind__in=KINDS,
            decided_at__gte=company.start_of(self.since),
            decided_at__lt=company.start_of(self.until + timedelta(days=1)),
            **{f"{LEAD}__in": leads},
            **named,
        )

    def rows(
        self,
        which: str = "",
        reason: str = "",
        kept_out: Any = None,
        at: Any = None,
        besides: Iterable[str] = (),
    ) -> Any:
        """The answers behind a number: accepted, rejected or won ones, of a reason or of all others, kept out by a criterion."""
        found = self.answers().filter(WHICH.get(which, Q()))
        if reason:
            found = found.filter(reason=reason)
        if besides:
            found = found.filter(reason__isnull=False).exclude(reason__in=besides)
        return found if kept_out is None else found.exclude(**{f"{LEAD}__in": holding(kept_out, at)})


WHICH = {
    "accepted": Q(kind=Verdict.Kind.ACCEPTED),
    "rejected": Q(kind=Verdict.Kind.REJECTED),
    "quality": Q(kind=Verdict.Kind.REJECTED, reason__counts_against_quality=True),
    "won": Q(kind=Verdict.Kind.ACCEPTED, **{f"{LEAD}__won_at__isnull": False}),
}


def holding(tree: Any, at: Any) -> QuerySet[Lead]:
    """The leads that meet a criterion, as they are known now; CriteriaFault where it can't be read."""
    return Lead.objects.filter(parse(tree, catalogues["lead"]).condition(at))


def grouped(answers: QuerySet[Verdict], **by: Any) -> list[Group]:
    """One statement; `by` names what they share: {"value": an expression or a path}. The largest first."""
    asked = {name: F(one) if isinstance(one, str) else one for name, one in by.items()}
    counted = answers.order_by().values_list(*asked.values(), "kind", "reason").annotate(n=Count("pk"))
    found: dict[Any, dict[str, int]] = {}
    for *keys, kind, reason, n in counted:
        row = found.setdefault(keys[0] if keys else "", {})
        row[reason if kind == Verdict.Kind.REJECTED else ""] = n
    groups = [_group(value, row) for value, row in found.items()]
    return sorted(groups, key=lambda one: (-one.answered, str(one.value)))


def _group(value: Any, row: Mapping[str, int]) -> Group:
    reasons = {reason: n for reason, n in row.items() if reason}
    return Group(value, sum(row.values()), row.get("", 0), reasons)


def whole(scope: Scope) -> Group:
    return next(iter(grouped(scope.answers())), Group("", 0))


def by_dimension(scope: Scope, dimension: str) -> list[Group]:
    return grouped(scope.answers(), value=f"{LEAD}__{dimension}")


def by_period(scope: Scope) -> list[tuple[date, date, Group]]:
    """(first day, last day, its answers) of every week, or of every month of a long period, the oldest first."""
    company = Organisation.current()
    trunc: Any = TruncWeek if scope.days <= WEEKS_UNTIL else TruncMonth
    counted = {one.value.date(): one for one in _moments(scope, trunc, company.zone)}
    periods = list(_periods(scope, trunc is TruncWeek))
    return [
        (max(first, scope.since), min(last, scope.until), counted.get(first, Group("", 0)))
        for first, last in periods
    ]


def _moments(scope: Scope, trunc: Any, zone: Any) -> Iterable[Any]:
    return grouped(scope.answers(), value=trunc("decided_at", tzinfo=zone))


def _periods(scope: Scope, are_weeks: bool) -> Iterable[tuple[date, date]]:
    day = scope.since
    first = day - timedelta(days=day.weekday()) if are_weeks else day.replace(day=1)
    while first <= scope.until:
        following = first + timedelta(days=7) if are_weeks else (first + timedelta(days=32)).replace(day=1)
        yield first, following - timedelta(days=1)
        first = following
