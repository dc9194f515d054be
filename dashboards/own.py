"""Groupings of a company's own: what it states of its leads beside the six dimensions. They are read from single rows."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leads.fields import ATTRIBUTE_PREFIX

FIELDS: Mapping[str, Promise] = {
    "campaign": _("campaign"),
    "industry": _("industry"),
    "country": _("country"),
    "city": _("city"),
    "language": _("language"),
    "owner_label": _("owner in the CRM"),
    "grade": _("grade of the score"),
}
"""What of a lead may group and cut a number; none of it tells who the lead is."""
PATHS = {"grade": "score__grade"}
"""Where it stands, if not in the lead's own row."""
MOST = 50
OTHER = "~other"
"""The group of what stands in none of the largest fifty."""


def is_own(name: str) -> bool:
    return name in FIELDS or (
        name.startswith(ATTRIBUTE_PREFIX) and 0 < len(name) - len(ATTRIBUTE_PREFIX) <= 80
    )


def value_of(name: str, lead: str) -> Any:
    """What the lead that is reached by the path `lead` states; blank where nothing."""
    if name in PATHS:
        return Coalesce(F(f"{lead}__{PATHS[name]}"), Value(""))
    if name in FIELDS:
        return F(f"{lead}__{name}")
    stated = KeyTextTransform(name.removeprefix(ATTRIBUTE_PREFIX), f"{lead}__attributes")
    return Coalesce(stated, Value(""), output_field=TextField())


def grouped(name: str, lead: str) -> Any:
    """By what rows are grouped: what their lead states, a column of theirs, or, blank, not at all."""
    if is_own(name):
        return value_of(name, lead)
    return F(name) if name else Value("")


def cut(rows: Any, cuts: Mapping[str, tuple[Any, ...]], lead: str) -> Any:
    """Only rows whose lead states one of these values for each name."""
    for number, (name, values) in enumerate(cuts.items()):
        wanted = [value or "" for value in values]
        rows = rows.annotate(**{f"own_{number}": value_of(name, lead)}).filter(
            **{f"own_{number}__in": wanted}
        )
    return rows
