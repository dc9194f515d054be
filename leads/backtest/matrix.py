"""The grades of a version as a square: fit down, engagement across, and how many leads stand in each cell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.db.models import Count

from leads.models import BackTest, Lead, LeadScore, ScoringVersion
from people.models import User
from sla.criteria.counting import QUERY_CANCELED, patience

from .running import tested

LETTERS, DIGITS = "ABCD", "1234"
PATIENCE_MS = 2_500


@dataclass(frozen=True)
class Cell:
    grade: str
    count: int
    share: float
    """Of the fullest cell, from 0 to 1."""

    @property
    def shade(self) -> int:
        """From 0 to 5, for its colour."""
        return 0 if not self.count else 1 + min(int(self.share * 4.999), 4)


@dataclass(frozen=True)
class Matrix:
    """`rows`: [(letter, from how many points on, cells)], the best first."""

    rows: list[tuple[str, Any, list[Cell]]]
    columns: list[tuple[str, Any]]
    total: int


def matrix(version: ScoringVersion, counts: dict[str, int]) -> Matrix:
    most = max(counts.values(), default=0)
    fit, engagement = _four(version.fit_bounds), _four(version.engagement_bounds)

    def cell(grade: str) -> Cell:
        count = counts.get(grade, 0)
        return Cell(grade, count, count / most if most else 0.0)

    rows = [
        (letter, bound, [cell(letter + digit) for digit in DIGITS])
        for letter, bound in zip(LETTERS, fit, strict=True)
    ]
    return Matrix(rows, list(zip(DIGITS, engagement, strict=True)), sum(counts.values()))


def _four(bounds: Any) -> list[Any]:
    """The last grade has no bound."""
    return [*[*bounds, None, None, None, None][:3], None]


def counted(version: ScoringVersion, user: User, at: datetime) -> dict[str, int] | None:
    """{grade: leads that this reader sees}, by the bounds that stand in `version`, saved or not; None where it takes long.

    Where a back-test has given the same points, its rows are asked instead of the leads' facts.
    """
    leads = Lead.objects.visible_to(user).order_by()
    test = BackTest.objects.pointed(version)
    try:
        with patience(PATIENCE_MS):
            if test:
                rows, axes = tested(leads, test), ("tested__new_fit", "tested__new_engagement")
            else:
                rows, axes = leads.annotate(**version.columns(at)), ("new_fit", "new_engagement")
            letter, digit = version.grades(*axes)
            found = rows.values(letter=letter, digit=digit).annotate(n=Count("pk"))
            return {row["letter"] + row["digit"]: row["n"] for row in found}
    except OperationalError as fault:
        if getattr(fault.__cause__, "pgcode", "") == QUERY_CANCELED:
            return None
        raise


def standing(version: ScoringVersion, user: User) -> dict[str, int]:
    """{grade: leads that this reader sees} by the scores that the live version has given."""
    scores = LeadScore.objects.filter(version=version, lead__in=Lead.objects.visible_to(user))
    return dict(scores.order_by().values_list("grade").annotate(Count("pk")))
