"""How the numbers of a board read."""

from django import template

from dashboards.boards.paper import worded as _worded
from dashboards.boards.parts import Cell

register = template.Library()


@register.filter
def worded(cell: Cell) -> str:
    return _worded(cell)
