"""Monthly performance: what one month says against as many days before. It is issued by itself when the month is closed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.boards.marketing import MarketingBoard
from dashboards.boards.promises import PromisesBoard
from dashboards.boards.quality import QualityBoard
from dashboards.boards.sales import SalesBoard
from dashboards.boards.state import StateBoard
from documents import writing as say
from documents.blocks import Block

from .base import Report

NUMBERS = (
    "lead_volume",
    "commitment_volume",
    "lead_acceptance_rate",
    "handoff_completeness",
    "response_time",
    "untouched_share",
    "sla_compliance",
    "dispute_rate",
    "win_rate",
    "revenue_won",
    "cost_per_qualified_lead",
)


class MonthlyPerformance(Report):
    key = "monthly"
    code = ""
    name = gettext_lazy("Monthly performance")
    question = gettext_lazy("What did this month bring, and what changed?")
    months = 1
    is_one_month = True
    is_signed = False

    def told(self) -> Iterator[Block]:
        yield from self.changed()
        yield say.callout(
            _("Numbers of cohorts that had no time yet are marked as such, and never held against others."),
            _("A month is short"),
        )
        yield from self.numbers(NUMBERS)
        yield from self.picked(MarketingBoard, "volume", "cost")
        yield from self.picked(QualityBoard, "accepted-source")
        yield from self.picked(SalesBoard, "waits-team")
        yield from self.picked(StateBoard, "contacted", "gaps")
        yield from self.picked(PromisesBoard, "sla_compliance-weeks", "sla_compliance-team")
