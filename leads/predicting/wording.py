"""A predictive model in words: why a field was left out, what a field gives to a lead, why nothing is foretold."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import EventKind
from leads.wording import field_label
from people.bilingual import told
from people.templatetags.formats import percent

from .encoding import MISSING, OTHER
from .frame import EVENT, INTEREST
from .learning import LEAST_HITS

EXCLUDED = {
    "late": gettext_lazy(
        "In %(late)s of %(of)s converted leads it was filled in only at or after the outcome."
    ),
    "gap": gettext_lazy(
        "A file gave it without saying since when, and it is filled in %(won)s of the converted leads but %(other)s of the others."
    ),
    "tells": gettext_lazy(
        "A file gave it without saying since when, and its values alone tell the outcome (ROC-AUC %(auc)s)."
    ),
    "scattered": gettext_lazy(
        "Only %(shared)s of the leads share their value with twenty others: it names leads rather than describing them."
    ),
    "same": gettext_lazy("It says the same of nearly every lead."),
}
FAULTS = {
    "learn": gettext_lazy(
        "Among the earliest leads, which teach, only %(hits)s converted; at least %(least)s must."
    ),
    "scale": gettext_lazy(
        "Among the middle leads, which scale the chances, only %(hits)s converted; at least %(least)s must."
    ),
    "judge": gettext_lazy(
        "Among the latest leads, which judge, only %(hits)s converted; at least %(least)s must."
    ),
    "fields": gettext_lazy("Every field was left out, so there was nothing to learn from."),
}
SHARES = {"won", "other", "shared"}


def event_names() -> Mapping[str, str]:
    """What kinds of events are called, in one query."""
    return {kind.key: told(kind.name_en, kind.name_es) for kind in EventKind.objects.all()}


def name_of(field: str, events: Mapping[str, str] | None = None) -> str:
    """A field in the reader's words; who names many brings the names of events."""
    if field == INTEREST:
        return _("signs of interest")
    if field.startswith(EVENT):
        key = field.removeprefix(EVENT)
        return (event_names() if events is None else events).get(key, key)
    return str(field_label(field))


def value_of(group: str) -> str:
    """A group of a field in the reader's words."""
    said = {
        MISSING: _("not stated"),
        OTHER: _("another, seldom one"),
        "": _("never seen before"),
        "yes": _("yes"),
        "no": _("no"),
    }
    return said.get(group, group)


def why_excluded(excluded: Mapping[str, Any]) -> str:
    params = {name: _number(name, value) for name, value in excluded["params"].items()}
    return str(EXCLUDED[excluded["why"]]) % params


def why_failed(fault: Mapping[str, Any]) -> str:
    return str(FAULTS[fault["code"]]) % {"hits": fault.get("hits", 0), "least": LEAST_HITS}


def _number(name: str, value: Any) -> str:
    return percent(value) if name in SHARES else number_format(value)
