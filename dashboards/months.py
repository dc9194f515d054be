"""Months, each told by its first day. Pure."""

from datetime import date, timedelta


def following(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
