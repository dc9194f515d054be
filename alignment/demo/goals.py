"""What the demo's teams measured before, aimed at, and look at each month: a baseline, targets, and a scorecard."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from dashboards import closing
from dashboards.asking import Window
from dashboards.baselines.freezing import freeze
from dashboards.kpis import registry
from dashboards.models import Baseline, Scorecard, ScorecardLine, Target
from dashboards.models.closed import GRACE
from dashboards.months import following
from dashboards.targets.aim import Aim, Kind
from dashboards.targets.plan import Plan, Stated
from dashboards.targets.progress import company_asks

from .cast import Company

HOUR = 3600
WEEK = timedelta(days=7)
QUARTER = 13 * WEEK
SOON, LATE = QUARTER, 2 * QUARTER

# number, how it is meant, by how much, until when after the agreement
TARGETS: tuple[tuple[str, Kind, float, timedelta], ...] = (
    ("lead_acceptance_rate", Kind.RELATIVE, 0.25, SOON),
    ("response_time", Kind.LEVEL, 6 * HOUR, SOON),
    ("sla_compliance", Kind.LEVEL, 0.9, SOON),
    ("captured_to_opportunity", Kind.RELATIVE, 0.2, LATE),
    ("revenue_per_qualified_lead", Kind.RELATIVE, 0.12, LATE),
    ("sales_cycle", Kind.RELATIVE, 0.15, LATE),
)
# part, number, weight, red and green (None: from where its target began to where it shall stand)
LINES: tuple[tuple[str, str, int, float | None, float | None], ...] = (
    ("sla", "sla_compliance", 3, 0.6, 0.9),
    ("sla", "response_time", 2, 24 * HOUR, 6 * HOUR),
    ("together", "lead_acceptance_rate", 2, None, None),
    ("together", "untouched_share", 1, 0.6, 0.2),
    ("quality", "handoff_completeness", 1, 0.25, 0.75),
    ("quality", "captured_to_opportunity", 2, None, None),
)
CRITICAL = "sla_compliance"
BELOW_GATE = {
    "en": "Rejected leads stay with nobody: ownership is one of the things we mean to change.",
    "es": "Los leads rechazados no quedan a cargo de nadie: la propiedad es una de las cosas que queremos cambiar.",
}
"""Why the demo's data are frozen below the gate."""


def aim_high(company: Company, agreed_at: datetime, at: datetime) -> None:
    """Frozen before, aimed at on the day of the agreement, agreed three weeks later, and marked month by month since."""
    _freeze(company, agreed_at, at)
    _aim(company, agreed_at)
    _agree_on_card(company, agreed_at + 3 * WEEK)
    _close_months(company, agreed_at.date(), at)


def _freeze(company: Company, agreed_at: datetime, at: datetime) -> None:
    """The quarter before the agreement, and the one after it once it is over."""
    for kind, since in ((Baseline.Kind.B0, agreed_at - QUARTER), (Baseline.Kind.B1, agreed_at)):
        frozen_at = since + QUARTER + timedelta(days=2)
        window = Window(since.date(), (since + QUARTER).date() - timedelta(days=1))
        if frozen_at < at:
            kept = freeze(
                kind, "", window, BELOW_GATE[company.organisation.language], company["revops"], frozen_at
            )
            _signed(kept, company, frozen_at + timedelta(days=2))


def _aim(company: Company, agreed_at: datetime) -> None:
    day = agreed_at.date()
    before = Window(day - QUARTER, day - timedelta(days=1))
    for key, kind, amount, term in TARGETS:
        asked = company_asks(before, day, {})
        plan = Plan(registry[key], asked, Stated(), Aim(kind, amount), day + term)
        if plan.target is not None:
            target = plan.decided(company["executive"])
            Target.objects.decide(target, company["revops"], agreed_at)
            _signed(target, company, agreed_at + timedelta(hours=3))


def _agree_on_card(company: Company, at: datetime) -> None:
    targets = {target.kpi: target for target in Target.objects.standing()}
    lines = []
    for part, key, weight, red, green in LINES:
        if red is None or green is None:
            if key not in targets:
                continue
            red, green = targets[key].from_value, targets[key].value
        lines.append(
            ScorecardLine(
                part=part, kpi=key, weight=Decimal(weight), red=red, green=green, is_critical=key == CRITICAL
            )
        )
    _signed(Scorecard.objects.propose(lines, company["revops"], at), company, at + timedelta(days=1))


def _signed(what: Baseline | Target | Scorecard, company: Company, at: datetime) -> None:
    for who in ("marketing_manager", "sales_manager"):
        what.sign(company[who], at)


def _close_months(company: Company, since: date, at: datetime) -> None:
    """Each when it was over, from the agreement on; those before it are closed with the first."""
    month = since.replace(day=1)
    while (closed_on := following(month) + GRACE) <= at.date():
        closing.close_months(
            datetime.combine(closed_on, datetime.min.time(), company.organisation.zone) + timedelta(hours=6)
        )
        month = following(month)
