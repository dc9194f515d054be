"""What the rows of a noun hold: words for suggestions, looked up in the newest rows that the reader may see."""

from typing import Any

from django.db.models import F, Func, TextField

from .catalogue import Catalogue, Kind
from .fields import FieldLeaf, find

LOOKED_AT, SHOWN = 2_000, 40
"""Enough to know the words, and never a walk through all rows."""


class Keys(Func):
    function = "jsonb_object_keys"
    output_field = TextField()
    set_returning = True


def attribute_names(catalogue: Catalogue, user: Any) -> list[str]:
    """Names of own attributes; none where they may not be asked for."""
    if catalogue.model is None or not catalogue.takes_attributes():
        return []
    newest = _newest(catalogue, user).values_list("pk", flat=True)
    rows = catalogue.model.objects.filter(pk__in=list(newest))
    names = rows.order_by().annotate(known=Keys(F(catalogue.attributes))).values_list("known", flat=True)
    return sorted(name for name in set(names.distinct()) if "__" not in name and 0 < len(name) <= 100)


def values_of(catalogue: Catalogue, name: str, user: Any) -> list[str]:
    """Values that rows have in this field or own attribute; raises CriteriaFault where there is none such."""
    field = find(name, catalogue, "field")
    if field.kind not in (Kind.TEXT, Kind.ATTRIBUTE) or catalogue.model is None:
        return []
    source = FieldLeaf(name, field, "is", "", catalogue.attributes).source()
    newest = _newest(catalogue, user).annotate(known=source).values_list("known", flat=True)
    return sorted({str(value) for value in newest if value})[:SHOWN]


def _newest(catalogue: Catalogue, user: Any) -> Any:
    return catalogue.model.objects.visible_to(user).order_by("-pk")[:LOOKED_AT]
