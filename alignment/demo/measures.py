"""What the demo company spends on leads, and which numbers it watches."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from dashboards.deviations import looking
from dashboards.models import Deviation, Spend, Watch

from .cast import Company
from .market import SOURCES

WEEK = timedelta(days=7)
A_MONTH = {
    "organic_search": 3800,
    "paid_search": 9600,
    "social": 5200,
    "webinar": 3100,
    "referral": 900,
    "trade_fair": 7400,
    "content_syndication": 6800,
}
PROGRAM = 1800
SET_UP = (
    (1, 4200, "Interviews and workshops"),
    (0, 2600, "Scoring, routing and clocks set up"),
    (0, 15000, "Training"),
)
"""What was spent once: months before the agreement, amount, what for."""
TRAINING = Decimal(1500)
"""What the last of them was in truth, without the nought too many: the ledger shows a correction."""
CAUSES = (
    ("Two of the team were at the fair.", "Dos del equipo estaban en la feria."),
    ("Half of Sales was on leave.", "Medio equipo de ventas estaba de vacaciones."),
)


def spend(company: Company, since: date, agreed_on: date, until: date) -> None:
    """Each month on each source, a little more in autumn; the program itself from the agreement on."""
    by = company["marketing_manager"]
    at = datetime.combine(until, datetime.min.time(), company.organisation.zone)
    rows = [_row(month, source) for month in _months(since, until) for source in A_MONTH]
    rows += [_program(month, PROGRAM, "Alignment") for month in _months(agreed_on, until)]
    rows += [_program(_earlier(agreed_on, months), amount, label) for months, amount, label in SET_UP]
    *_others, training = Spend.objects.record(rows, by=by, at=at)
    training.correct(by, at, TRAINING)


def _program(month: date, amount: int, label: str) -> Spend:
    purpose = Spend.Purpose.PROGRAM
    return Spend(month=month, purpose=purpose, amount=Decimal(amount), currency="EUR", label=label)


def _earlier(day: date, months: int) -> date:
    month = day.replace(day=1)
    return (month - timedelta(days=1)).replace(day=1) if months else month


def _row(month: date, source: str) -> Spend:
    more = Decimal("1.15") if month.month in (9, 10, 11) else Decimal(1)
    amount = (Decimal(A_MONTH[source]) * more).quantize(Decimal("0.01"))
    return Spend(month=month, source=source, channel=SOURCES[source][2], amount=amount, currency="EUR")


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def watch(company: Company, agreed_at: datetime, at: datetime) -> None:
    """Acceptance within its own limits, and an answer within five and a half working hours; the older news have their cause."""
    by, began = company["revops"], agreed_at + 8 * WEEK
    stable = {"stable_since": agreed_at.date(), "stable_until": began.date() - timedelta(days=1)}
    Watch.objects.create(kpi="lead_acceptance_rate", by=by, created_at=began, **stable)
    Watch.objects.create(kpi="response_time", by=by, created_at=agreed_at + 2 * WEEK, high=5.5 * 3600)
    looking.look(at)
    older = Deviation.objects.order_by("week", "pk").filter(week__lt=(at - 4 * WEEK).date())
    for one, (english, spanish) in zip(older, CAUSES, strict=False):
        words = spanish if company.organisation.language == "es" else english
        one.explain(company["sales_manager"], one.found_at, words)
