"""Current state: how leads pass from Marketing to Sales, how they are answered, and where the agreement is missed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from dashboards.boards.marketing import MarketingBoard
from dashboards.boards.promises import PromisesBoard
from dashboards.boards.quality import QualityBoard
from dashboards.boards.state import StateBoard
from documents.blocks import Block

from .base import Report

NUMBERS = (
    "lead_volume",
    "lead_acceptance_rate",
    "response_time",
    "sla_compliance",
    "handoff_completeness",
    "captured_to_mql",
    "mql_to_opportunity",
    "captured_to_opportunity",
    "win_rate",
    "sales_cycle",
)


class CurrentState(Report):
    key = "state"
    code = "D1.2"
    name = gettext_lazy("Current state")
    question = gettext_lazy(
        "Does what Marketing hands over become business, and does each side keep its promises?"
    )

    def told(self) -> Iterator[Block]:
        yield from self.changed()
        yield from self.numbers(NUMBERS)
        yield from self.picked(StateBoard, "contacted", "gaps")
        yield from self.picked(PromisesBoard, "sla_compliance-weeks")
        yield from self.picked(QualityBoard, "accepted-source", "accepted-segment")
        yield from self.picked(MarketingBoard, "reasons-source")
