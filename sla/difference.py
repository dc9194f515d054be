"""What one version promises otherwise than another: promise by promise, each aspect before and after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.templatetags.formats import day

from .targets import calendar_words, move_words, scope_words, step_words, target_words

Said = Callable[[Any], str]


@dataclass(frozen=True)
class Aspect:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A promise that came, went or changed; `aspects` are those that differ."""

    commitment: Any
    mark: str
    aspects: tuple[Aspect, ...] = ()


def _ladder(commitment: Any) -> str:
    if not commitment.is_timed:
        return ""
    return "\n".join(f"{percent} %: {step_words(step)}" for percent, step in commitment.ladder().items())


def _moves(commitment: Any) -> str:
    return "\n".join(f"{does}: {when}" for does, when in move_words(commitment))


def _warning(commitment: Any) -> str:
    return f"{commitment.warning_percent} %" if commitment.is_timed and commitment.warning_percent else ""


OF_PROMISE: tuple[tuple[Any, Said], ...] = (
    (gettext_lazy("Promise"), str),
    (gettext_lazy("Who promises"), lambda one: str(one.get_party_display())),
    (gettext_lazy("Target"), target_words),
    (gettext_lazy("Calendar"), calendar_words),
    (gettext_lazy("Only for"), lambda one: scope_words(one) or _("all leads of the agreement")),
    (gettext_lazy("What moves the clock"), _moves),
    (gettext_lazy("At risk from"), _warning),
    (gettext_lazy("Who is told"), _ladder),
    (gettext_lazy("Weight"), lambda one: str(one.weight)),
)
OF_VERSION: tuple[tuple[Any, Said], ...] = (
    (gettext_lazy("Scope"), lambda one: scope_words(one) or _("every lead")),
    (gettext_lazy("Applies to"), lambda one: str(one.get_applies_to_display())),
    (gettext_lazy("To be in force from"), lambda one: day(one.planned_on)),
    (gettext_lazy("Review on"), lambda one: day(one.review_on)),
)


def of_terms(before: Any, after: Any) -> list[Aspect]:
    """Whom the two versions cover, from when, for which clocks: what differs."""
    return list(_aspects(OF_VERSION, before, after))


def of_promises(before: Any, after: Any) -> list[Change]:
    """Each promise that came, went or changed, in the order of the newer version; what went stands last."""
    old, new = _promises(before), _promises(after)
    pairs = _paired(old, new)
    changes = [_change(pairs.get(one.pk), one) for one in new]
    went = [Change(one, "went") for one in old if one not in pairs.values()]
    return [change for change in changes if change.mark] + went


def _promises(version: Any) -> list[Any]:
    return list(version.commitments.select_related("calendar").prefetch_related("steps"))


def _paired(old: list[Any], new: list[Any]) -> dict[int, Any]:
    """{newer promise: the older one it grew from}: of the same kind, the most alike first."""
    left, pairs = list(old), dict[int, Any]()
    for alike in (
        lambda one: (one.kind, one.party, one.name_en, str(one.scope)),
        lambda one: (one.kind, str(one.scope)),
        lambda one: (one.kind, one.name_en),
        lambda one: one.kind,
    ):
        for one in new:
            match = next((other for other in left if alike(other) == alike(one)), None)
            if one.pk not in pairs and match is not None:
                pairs[one.pk] = match
                left.remove(match)
    return pairs


def _change(old: Any, new: Any) -> Change:
    if old is None:
        return Change(new, "came")
    aspects = tuple(_aspects(OF_PROMISE, old, new))
    return Change(new, "changed" if aspects else "", aspects)


def _aspects(asked: Iterable[tuple[Any, Said]], before: Any, after: Any) -> Iterable[Aspect]:
    for label, said in asked:
        old, new = said(before), said(after)
        if old != new:
            yield Aspect(str(label), old, new)
