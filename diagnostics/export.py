"""Lists that leave as a file: nothing in a cell may become a formula in the reader's spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import Rating, Recommendation

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value: object) -> str:
    """A leading quote makes a formula plain text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_csv(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """With the mark that makes spreadsheets read UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows([neutral(cell) for cell in row] for row in rows)
    return response


def priority_rows(recommendations: Iterable[Recommendation]) -> Iterator[list[object]]:
    yield [
        pgettext("of a row", "Number"),
        _("Recommendation"),
        _("Impact"),
        _("Ease"),
        _("Priority"),
        _("Stars"),
        _("When"),
        _("Impact, says Marketing"),
        _("Ease, says Marketing"),
        _("Impact, says Sales"),
        _("Ease, says Sales"),
        _("Why"),
    ]
    for row in recommendations:
        levels = [row.get_impact_display(), row.get_ease_display()]
        rule = [row.priority_name, row.verdict.stars, row.when_name]
        teams = [
            *_levels(row.by_team.get("marketing")),
            *_levels(row.by_team.get("sales")),
        ]
        yield [row.position, row.title, *levels, *rule, *teams, row.rationale]


def _levels(rating: Rating | None) -> list[str]:
    return [rating.get_impact_display(), rating.get_ease_display()] if rating else ["", ""]
