"""What Sales may ask Marketing for when it returns a lead, and the words for evidence that is missing."""

from django.utils.translation import gettext_lazy as _

from .fields import FIELDS

ASKABLE = (
    "email", "phone", "company_name", "industry", "employees", "job_title", "source", "consent",
    "name", "company_domain", "country", "city", "segment", "campaign", "language",
)  # fmt: skip
"""Columns of a lead, the checklist's first."""

LACKS = {
    "reason": _("Choose a reason: Marketing learns from it."),
    "note": _("This reason asks for a note: say what you found."),
    "attempts": _("This reason asks for more attempts to reach the lead than were written down."),
    "duplicate": _("Say which lead it duplicates, by its number or its address."),
    "answer": _("Fill in what was asked for, or say why it can't be had."),
}


def field_of(column: str) -> str:
    """The field of a lead that fills this column."""
    return column if column in FIELDS else column.removesuffix("_name")
