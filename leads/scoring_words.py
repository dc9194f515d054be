"""What a scoring version says, in words: how a rule gives its points, and what one version says otherwise than another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sla.criteria.sentences import say
from sla.difference import Aspect

from .models import ScoringRule

Said = Callable[[Any], str]


def points(value: Decimal | None, signed: bool = False) -> str:
    """As a reader writes it: no cents where there are none."""
    if value is None:
        return "–"
    shown = number_format(value.normalize() if value % 1 else value.quantize(Decimal(1)))
    return f"+{shown}" if signed and value > 0 else shown.replace("-", "−")


def gives(rule: ScoringRule) -> str:
    """“+10 for each, half of it after 14 days, 40 at most”."""
    if rule.how == ScoringRule.How.HOLDS:
        return points(rule.points, signed=True)
    said = [_("%(points)s for each") % {"points": points(rule.points, signed=True)}]
    if rule.half_life_days is not None:
        said.append(_("half of it after %(days)s days") % {"days": points(rule.half_life_days)})
    if rule.most is not None:
        limit = points(-rule.most if rule.points < 0 else rule.most)
        said.append(
            _("%(most)s at least") % {"most": limit}
            if rule.points < 0
            else _("%(most)s at most") % {"most": limit}
        )
    return ", ".join(said)


def asks(rule: ScoringRule) -> str:
    """The criteria in words; of what counts each event, only which events."""
    return say(rule.meaning().root)


def bounds(values: Iterable[Decimal]) -> str:
    return " · ".join(points(one) for one in values) or "–"


@dataclass(frozen=True)
class Change:
    """A rule or a group that came, went or changed."""

    what: Any
    mark: str
    words: str
    aspects: tuple[Aspect, ...] = ()


OF_RULE: tuple[tuple[Any, Said], ...] = (
    (gettext_lazy("Name"), str),
    (gettext_lazy("Axis"), lambda one: str(one.get_axis_display())),
    (gettext_lazy("Points"), gives),
    (gettext_lazy("When"), asks),
    (gettext_lazy("Group"), lambda one: str(one.group or "–")),
)
OF_GROUP: tuple[tuple[Any, Said], ...] = (
    (gettext_lazy("Name"), str),
    (gettext_lazy("At most"), lambda one: points(one.most)),
)
OF_VERSION: tuple[tuple[Any, Said], ...] = (
    (gettext_lazy("Fit, least and most"), lambda one: bounds((one.fit_floor, one.fit_cap))),
    (
        gettext_lazy("Engagement, least and most"),
        lambda one: bounds((one.engagement_floor, one.engagement_cap)),
    ),
    (gettext_lazy("Fit for A, B, C"), lambda one: bounds(one.fit_bounds)),
    (gettext_lazy("Engagement for 1, 2, 3"), lambda one: bounds(one.engagement_bounds)),
)


def of_limits(before: Any, after: Any) -> list[Aspect]:
    return list(_aspects(OF_VERSION, before, after))


def of_rules(before: Any, after: Any) -> list[Change]:
    """Each rule that came, went or changed; what went stands last."""
    old, new = (list(one.rules.select_related("group")) for one in (before, after))
    return _changes(old, new, OF_RULE, gives, ("name_en", "axis", "criteria"))


def of_groups(before: Any, after: Any) -> list[Change]:
    return _changes(
        list(before.groups.all()), list(after.groups.all()), OF_GROUP, _limit, ("name_en", "most")
    )


def _limit(group: Any) -> str:
    return _("%(most)s at most") % {"most": points(group.most)}


def _changes(old: list[Any], new: list[Any], asked: Any, words: Said, alike: tuple[str, ...]) -> list[Change]:
    pairs = _paired(old, new, alike)
    found = []
    for one in new:
        before = pairs.get(one.pk)
        if before is None:
            found.append(Change(one, "came", words(one)))
        elif aspects := tuple(_aspects(asked, before, one)):
            found.append(Change(one, "changed", words(one), aspects))
    kept = {one.pk for one in pairs.values()}
    return found + [Change(one, "went", words(one)) for one in old if one.pk not in kept]


def _paired(old: list[Any], new: list[Any], alike: tuple[str, ...]) -> dict[int, Any]:
    """{newer one: the older one it grew from}: equal in all of `alike` first, then in its name or its question."""
    left, pairs = list(old), dict[int, Any]()
    for names in (alike, *((name,) for name in alike if name != "axis")):
        for one in new:
            same = (two for two in left if all(getattr(one, name) == getattr(two, name) for name in names))
            match = None if one.pk in pairs else next(same, None)
            if match is not None:
                pairs[one.pk] = match
                left.remove(match)
    return pairs


def _aspects(asked: Any, before: Any, after: Any) -> Iterable[Aspect]:
    for label, said in asked:
        old, new = said(before), said(after)
        if old != new:
            yield Aspect(str(label), old, new)
