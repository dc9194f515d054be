"""The periods a reader can choose with one click. Pure."""

from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .asking import Window

DEFAULT = "26w"
LABELS: dict[str, Promise] = {
    "4w": _("Last 4 weeks"),
    "13w": _("Last 13 weeks"),
    "26w": _("Last 26 weeks"),
    "52w": _("Last 52 weeks"),
    "month": _("This month"),
    "last-month": _("Last month"),
    "all": _("All time"),
}


def window_of(period: str, today: date, first: date | None = None) -> Window:
    """The days of a period that ends today or before; `first`, where all time begins. KeyError for an unknown one."""
    month = today.replace(day=1)
    if period == "month":
        return Window(month, today)
    if period == "last-month":
        end = month - timedelta(days=1)
        return Window(end.replace(day=1), end)
    if period == "all":
        return Window(min(first or today, today), today)
    weeks = {"4w": 4, "13w": 13, "26w": 26, "52w": 52}[period]
    return Window(today - timedelta(days=7 * weeks - 1), today)
