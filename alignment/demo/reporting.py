"""What the demo company has reported: where it stood before the agreement, what changed since, and who gets what by mail."""

from datetime import datetime, timedelta

from dashboards.models import Subscription
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
    issuing.issue(MonthlyPerformance, last(1, today), None, at - timedelta(days=2))
    impact = issuing.issue(ImpactReport, last(ImpactReport.months, today), revops, at - timedelta(hours=20))
    _sign(company, impact, at - timedelta(hours=18), "marketing")
    _subscribe(company, at, "executive", Rhythm("weekly", 8), board="executive", form="slides")
    _subscribe(company, at, "marketing_manager", Rhythm("weekly", 9), board="marketing")
    _subscribe(company, at, "revops", Rhythm("monthly", 9), report="monthly")


def _sign(company: Company, version: DocumentVersion, at: datetime, *parties: str) -> None:
    for party in parties:
        version.sign(party, by=company[SIGNERS[party]], at=at)


def _subscribe(company: Company, at: datetime, who: str, rhythm: Rhythm, **what: str) -> None:
    owner = company[who]
    told = {"cadence": rhythm.cadence, "weekday": rhythm.weekday, "hour": rhythm.hour}
    wanted = Subscription(owner=owner, next_at=next_for(owner, rhythm, at), **told, **what)
    Subscription.objects.subscribe(wanted, at)
