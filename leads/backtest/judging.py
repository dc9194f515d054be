"""What a finished back-test says: how well either version told good leads from others, as scored before their outcome.

Measured on a hold-out: the newest leads whose outcome had time to show. The rules were written with the older ones in
sight, so those are told beside it and prove nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q
from django.db.models.functions import TruncDate

from leads.models import BackTest
from people.models import Organisation

from .measures import Bin, Quality, hold_out_from
from .outcomes import REACHED
from .running import score, tested

HOLD_OUT = 0.3
RIPE = 0.9
"""An outcome had its time when nine in ten of those that came were no later."""
FEW = 20
OUTCOMES = {"won": "won_at", "accepted": "accepted_at"}
"""{what a lead came to: the column of its moment}"""
POPULATION = {"won": Q(), "accepted": REACHED["answered"]}
"""Whom it could have happened to: to anybody, or to those that Sales answered."""


class Percentile(Aggregate):
    """The value under which this share lies, one of those that occur."""

    function = "percentile_disc"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class HoldOut:
    """The leads that are tested: captured from `since` on, and by `until`, so that the outcome had `ripens` to come."""

    outcome: str
    since: datetime
    until: datetime
    ripens: timedelta

    @property
    def rule(self) -> Q:
        return Q(captured_at__gte=self.since, captured_at__lt=self.until) & POPULATION[self.outcome]

    @property
    def earlier(self) -> Q:
        return Q(captured_at__lt=self.since) & POPULATION[self.outcome]


def hold_out(test: BackTest, leads: Any, outcome: str) -> HoldOut | None:
    """Whole days of the company; None where nothing came of any lead, or none is old enough."""
    company = Organisation.current()
    rows = tested(leads, test).filter(POPULATION[outcome], captured_at__isnull=False)
    took = rows.filter(**{f"{OUTCOMES[outcome]}__isnull": False})
    ripens = took.aggregate(ripens=Percentile(F(OUTCOMES[outcome]) - F("captured_at"), share=RIPE))["ripens"]
    if ripens is None:
        return None
    until = company.start_of((test.asked_at - max(ripens, timedelta(0))).astimezone(company.zone).date())
    days = rows.filter(captured_at__lt=until).annotate(day=TruncDate("captured_at", tzinfo=company.zone))
    counted = days.order_by().values_list("day").annotate(n=Count("pk"))
    since = hold_out_from(((day, count) for day, count in counted), HOLD_OUT)
    return HoldOut(outcome, company.start_of(since), until, ripens) if since else None


def quality(test: BackTest, leads: Any, side: str, outcome: str, which: Q) -> Quality:
    """One statement: leads and hits by the score that they had when they were judged."""
    rows = tested(leads, test).filter(which).exclude(**{f"tested__{side}_then_fit": None})
    hits = Count("pk", filter=Q(**{f"{OUTCOMES[outcome]}__isnull": False}))
    counted = rows.order_by().annotate(points=score(side, "then_")).values_list("points")
    return Quality(tuple(Bin(*row) for row in counted.annotate(n=Count("pk"), hits=hits)))


def best_outcome(test: BackTest, leads: Any) -> str:
    """What can be judged by: won where enough were, else accepted."""
    found = hold_out(test, leads, "won")
    if found is None:
        return "accepted"
    won = tested(leads, test).filter(found.rule, won_at__isnull=False)[:FEW].count()
    return "won" if won >= FEW else "accepted"


def weekly(test: BackTest, leads: Any, side: str, starts: list[date]) -> list[int]:
    """How many of the leads captured in each of these weeks (their first days) this version would have made an MQL."""
    company = Organisation.current()
    edges = [company.start_of(day) for day in (*starts, starts[-1] + timedelta(days=7))]
    rows = tested(leads, test).filter(**{f"tested__{side}_then_holds": True})
    weeks = {
        f"week_{place}": Count("pk", filter=Q(captured_at__gte=since, captured_at__lt=until))
        for place, (since, until) in enumerate(pairwise(edges))
    }
    return list(rows.aggregate(**weeks).values())


def cells(test: BackTest, leads: Any, side: str) -> dict[str, int]:
    """{grade: leads} as they stand."""
    rows = tested(leads, test).order_by().values_list(f"tested__{side}_grade").annotate(Count("pk"))
    return dict(rows)
