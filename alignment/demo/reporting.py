"""What the demo company has reported: where it stood before the agreement, what changed since, and who gets what by mail."""

from datetime import date, datetime, time, timedelta

from dashboards.models import Subscription
from dashboards.models.closed import GRACE
from dashboards.months import following
from dashboards.reports import CurrentState, ImpactReport, MonthlyPerformance, issuing
from dashboards.reports.months import last
from dashboards.subscriptions.moments import Rhythm
from dashboards.subscriptions.working import next_for
from documents.models import DocumentVersion

from .cast import Company

SIGNERS = {"marketing": "marketing_manager", "sales": "sales_manager"}


def report(company: Company, agreed_at: datetime, at: datetime) -> None:
    """The state before is signed by both, the impact waits for Sales, the last month issued itself."""
    zone, revops = company.organisation.zone, company["revops"]
    before, today = agreed_at.astimezone(zone).date(), at.astimezone(zone).date()
    state = issuing.issue(CurrentState, last(6, before), revops, agreed_at)
    _sign(company, state, agreed_at + timedelta(hours=3), *SIGNERS)
    _issue_closed_month(company, today, at)
    issued_at = at - timedelta(hours=20)
    months = last(ImpactReport.months, issued_at.astimezone(zone).date())
    impact = issuing.issue(ImpactReport, months, revops, issued_at)
    _sign(company, impact, at - timedelta(hours=18), "marketing")
    _subscribe(company, at, "executive", Rhythm("weekly", 8), board="executive", form="slides")
    _subscribe(company, at, "marketing_manager", Rhythm("weekly", 9), board="marketing")
    _subscribe(company, at, "revops", Rhythm("monthly", 9), report="monthly")


def _issue_closed_month(company: Company, today: date, at: datetime) -> None:
    """The last one that is over with its grace, on the morning on which it was closed."""
    month = last(1, today - GRACE)
    closed_on = following(month.until) + GRACE
    closed_at = datetime.combine(closed_on, time(6, 40), company.organisation.zone)
    issuing.issue(MonthlyPerformance, month, None, min(closed_at, at))


def _sign(company: Company, version: DocumentVersion, at: datetime, *parties: str) -> None:
    for party in parties:
        version.sign(party, by=company[SIGNERS[party]], at=at)


def _subscribe(company: Company, at: datetime, who: str, rhythm: Rhythm, **what: str) -> None:
    owner = company[who]
    told = {"cadence": rhythm.cadence, "weekday": rhythm.weekday, "hour": rhythm.hour}
    wanted = Subscription(owner=owner, next_at=next_for(owner, rhythm, at), **told, **what)
    Subscription.objects.subscribe(wanted, at)
