"""How templates say points."""

from decimal import Decimal

from django import template

from leads.scoring_words import points

register = template.Library()


@register.filter
def points_words(value: Decimal | None) -> str:
    return points(value)


@register.filter
def lookup(rows: dict[str, str], key: str) -> str:
    """The address under this name, "" where there is none."""
    return rows.get(key, "")
