"""Criteria in words, in the reader's language: each question is a whole phrase, so that a translation can turn it."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy, override, pgettext
from django.utils.translation import gettext as _

from people.templatetags.formats import day

from .events import EventLeaf
from .fields import FieldLeaf

PHRASES = {
    "is": gettext_lazy("%(field)s is %(value)s"),
    "is_not": gettext_lazy("%(field)s is not %(value)s"),
    "in": gettext_lazy("%(field)s is one of %(value)s"),
    "not_in": gettext_lazy("%(field)s is none of %(value)s"),
    "contains": gettext_lazy("%(field)s contains %(value)s"),
    "not_contains": gettext_lazy("%(field)s does not contain %(value)s"),
    "starts_with": gettext_lazy("%(field)s starts with %(value)s"),
    "is_empty": gettext_lazy("%(field)s is empty"),
    "is_not_empty": gettext_lazy("%(field)s is known"),
    "=": gettext_lazy("%(field)s is exactly %(value)s"),
    "!=": gettext_lazy("%(field)s is not %(value)s"),
    ">": gettext_lazy("%(field)s is above %(value)s"),
    ">=": gettext_lazy("%(field)s is at least %(value)s"),
    "<": gettext_lazy("%(field)s is below %(value)s"),
    "<=": gettext_lazy("%(field)s is at most %(value)s"),
    "between": gettext_lazy("%(field)s is between %(low)s and %(high)s"),
    "before": gettext_lazy("%(field)s is before %(value)s"),
    "after": gettext_lazy("%(field)s is after %(value)s"),
    "on": gettext_lazy("%(field)s is on %(value)s"),
}
WITHIN_DAYS = ngettext_lazy(
    "%(field)s lies within the last day",
    "%(field)s lies within the last %(days)s days",
    "days",
)
OLDER_THAN_DAYS = ngettext_lazy(
    "%(field)s lies more than a day back",
    "%(field)s lies more than %(days)s days back",
    "days",
)
MEASURED_WITHIN = ngettext_lazy(
    "%(said)s within the last day", "%(said)s within the last %(days)s days", "days"
)
BEFORE_I = re.compile(r"[(“«]*h?[ií](?![aeo])", re.IGNORECASE)
BEFORE_O = re.compile(r"[(“«]*h?[oó]", re.IGNORECASE)


def in_every_language(root: Any) -> list[tuple[str, str]]:
    """[(language, sentence)], the reader's own language first."""
    own = (get_language() or "en")[:2]
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != own)
    said = []
    for language in languages:
        with override(language):
            said.append((language, say(root)))
    return said


class Kinds:
    """Names of events in the language that is active, looked up once for a whole sentence."""

    def __init__(self) -> None:
        self._known: dict[int, Mapping[str, Any]] = {}

    def name(self, leaf: EventLeaf, kind: str) -> str:
        if kind.startswith("*"):
            return str(leaf.catalogue.groups[kind[1:]].label)
        key = id(leaf.catalogue)
        if key not in self._known:
            self._known[key] = leaf.catalogue.kinds()
        return str(self._known[key].get(kind, kind))


def say(node: Any, kinds: Kinds | None = None) -> str:
    """The whole tree as one sentence, its groups in brackets where they need it."""
    kinds = kinds or Kinds()
    if isinstance(node, FieldLeaf):
        return _field(node)
    if isinstance(node, EventLeaf):
        return _events(node, kinds)
    if node.kind == "not":
        return _("not (%(condition)s)") % {"condition": say(node.parts[0], kinds)}
    if not node.parts:
        return _("always") if node.kind == "all" else _("never")
    said = [_inside(part, len(node.parts) == 1, kinds) for part in node.parts]
    link = _and if node.kind == "all" else _or
    return said[0] + "".join(link(part) + part for part in said[1:])


def _and(following: str) -> str:
    """In Spanish another word before the sound of an i, unless it opens a diphthong: “e idioma”, “y hielo”."""
    return pgettext("before the sound of an i", " and ") if BEFORE_I.match(following) else _(" and ")


def _or(following: str) -> str:
    """In Spanish another word before the sound of an o: “u origen”."""
    return pgettext("before the sound of an o", " or ") if BEFORE_O.match(following) else _(" or ")


def _inside(part: Any, alone: bool, kinds: Kinds) -> str:
    """A group inside a group is bracketed, unless it has nothing to be told apart from."""
    simple = not hasattr(part, "parts") or part.kind == "not" or len(part.parts) < 2
    return say(part, kinds) if alone or simple else f"({say(part, kinds)})"


def _field(leaf: FieldLeaf) -> str:
    label = str(leaf.field.label)
    if leaf.op == "within_days":
        return str(WITHIN_DAYS % {"field": label, "days": leaf.value})
    if leaf.op == "older_than_days":
        return str(OLDER_THAN_DAYS % {"field": label, "days": leaf.value})
    named = {"field": label, "value": _value(leaf)}
    if leaf.op == "between":
        named |= {"low": _number(leaf.value[0]), "high": _number(leaf.value[1])}
    return str(PHRASES[leaf.op]) % named


def _value(leaf: FieldLeaf) -> str:
    value = leaf.value
    if value is None or leaf.op == "between":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _named(leaf, value)
    if isinstance(value, list):
        return _(", ").join(_named(leaf, one) for one in value)
    return day(value) if hasattr(value, "year") else _number(value)


def _named(leaf: FieldLeaf, value: str) -> str:
    labels = {str(choice).lower(): str(label) for choice, label in leaf.field.labels().items()}
    return labels.get(value.lower()) or _("“%(text)s”") % {"text": value}


def _number(value: Any) -> str:
    return formats.number_format(
        value.normalize() if value == value.to_integral() else value,
        force_grouping=True,
    )


def _events(leaf: EventLeaf, kinds: Kinds) -> str:
    said = _measure(leaf, kinds)
    if leaf.within_days is None:
        return said
    return str(MEASURED_WITHIN % {"said": said, "days": leaf.within_days})


def _measure(leaf: EventLeaf, kinds: Kinds) -> str:
    what = _(", ").join(kinds.name(leaf, kind) for kind in leaf.kinds)
    if leaf.measure == "count":
        label = _("the number of events (%(events)s)") % {"events": what}
    elif leaf.measure == "sum":
        label = _("the sum of %(of)s (%(events)s)") % {
            "of": leaf.catalogue.numbers[leaf.of].label,
            "events": what,
        }
    else:
        label = _("the days since the last event (%(events)s)") % {"events": what}
    named = {"field": label}
    if leaf.op == "between":
        named |= {"low": _number(leaf.value[0]), "high": _number(leaf.value[1])}
    else:
        named["value"] = _number(leaf.value)
    return str(PHRASES[leaf.op]) % named
