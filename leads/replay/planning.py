"""The company's own rates by source: what became of the leads that Marketing delivered, and what a deal is worth."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q, Sum

from leads.models import Lead, Opportunity
from people.models import User

from .volume import Rate, Source, parts

MOST_SOURCES = 20
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class History:
    """A period's leads as the formula asks for them. `deal` and `revenue` are in the company's currency."""

    sources: list[Source]
    delivered: dict[str, int]
    deal: float | None
    revenue: float
    deals: int
    whole: Source
    months: float


def history(user: User, since: datetime, until: datetime) -> History:
    """Leads handed to Sales in [since, until): three statements. Won of those that were decided; open deals say nothing."""
    leads = Lead.objects.visible_to(user).filter(handed_off_at__gte=since, handed_off_at__lt=until)
    counted = leads.order_by().values("source").annotate(**_counts()).order_by("-n", "source")[:MOST_SOURCES]
    rows = {row["source"]: row for row in counted}
    part = parts(
        {name: row["won"] for name, row in rows.items()}, {name: row["n"] for name, row in rows.items()}
    )
    total = leads.aggregate(**_counts())
    won = Opportunity.objects.won().filter(lead__in=leads, amount_base__isnull=False)
    deals = won.aggregate(deal=Avg("amount_base"), revenue=Sum("amount_base"), n=Count("pk"))
    return History(
        sources=[_source(name, part[name], row) for name, row in rows.items()],
        delivered={name: row["n"] for name, row in rows.items()},
        deal=float(deals["deal"]) if deals["deal"] else None,
        revenue=float(deals["revenue"] or 0),
        deals=deals["n"],
        whole=_source("", 1.0, total),
        months=max((until - since).days / DAYS_A_MONTH, 1 / DAYS_A_MONTH),
    )


def _counts() -> dict[str, Count]:
    return {
        "n": Count("pk"),
        "opened": Count("pk", filter=Q(opportunity_at__isnull=False)),
        "won": Count("pk", filter=Q(won_at__isnull=False)),
        "lost": Count("pk", filter=Q(won_at=None, lost_at__isnull=False, opportunity_at__isnull=False)),
    }


def _source(name: str, part: float, row: dict[str, int]) -> Source:
    return Source(
        name,
        part,
        Rate.counted(row["opened"], row["n"]),
        Rate.counted(row["won"], row["won"] + row["lost"]),
    )
