"""Internal NPS: would the two teams recommend working with each other. Empty until an upper app that asks brings answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.statistics import FEW
from dashboards.statistics.promoters import promoters

from .kpi import KPI, Measured, Reading

FLOOR = 5
"""Of fewer answers nothing is told: whoever knows four colleagues knows the fifth."""

Answers = Callable[[Asked, str], Iterable[tuple[date, Any, int]]]
"""(day, value of the group, 0 to 10) of each answer in the asked window; the group is "team", or blank for none."""


def _nobody(_asked: Asked, _group: str) -> Iterable[tuple[date, Any, int]]:
    return ()


@dataclass(frozen=True)
class MeasuredAnswers(Measured):
    answers: list[tuple[date, Any, int]]

    def over(self, window: Window) -> Reading:
        return read_answers([score for day, _group, score in self.answers if day in window])


def read_answers(scores: list[int]) -> Reading:
    """From -100 to 100, with its margin."""
    told = promoters(scores)
    if told.of < FLOOR:
        return Reading(None, 0, trust="few")
    score, margin = told.score or 0.0, told.margin or 0.0
    few = "few" if told.of < FEW else ""
    low, high = max(score - margin, -100.0), min(score + margin, 100.0)
    return Reading(score, told.of, {}, told.promoters - told.detractors, told.of, low, high, trust=few)


class InternalNps(KPI):
    """Answers are nobody's to open: it has no parts, and of fewer than five it says nothing."""

    key = "internal_nps"
    name = _("Internal NPS")
    definition = _(
        "Would you recommend working with the other team? Share of those who answer 9 or 10 less the share of those who "
        "answer 0 to 6, in points. Of fewer than five answers nothing is told, and no answer can be opened."
    )
    formula = _("100 x (share of 9 and 10 - share of 0 to 6)")
    unit = "score"
    cadence = "quarterly"
    cohort = _("day of the answer")
    clock = _("none: answers are not timed")
    parts = {}
    main_part = ""

    def __init__(self, answers: Answers = _nobody) -> None:
        """An app that asks registers the KPI anew with its answers: `register(InternalNps(answers))`."""
        self.answers = answers

    def dimensions(self) -> tuple[str, ...]:
        return ("team",)

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredAnswers:
        return MeasuredAnswers(list(self.answers(asked.over(span or asked.window), "")))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        """Not by team where one of them is below the floor: the rest would tell it by subtraction."""
        groups: dict[Any, list[int]] = defaultdict(list)
        for _day, group, score in self.answers(asked, dimension):
            groups[group].append(score)
        if any(len(scores) < FLOOR for scores in groups.values()):
            return {}
        return {group: read_answers(scores) for group, scores in groups.items()}

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        raise KeyError(part)
