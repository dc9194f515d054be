"""Why a lead has its score: lines that add up to it, to the cent, as they are shown."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sla.criteria.gathering import Gathering

from .models import Lead, ScoringRule, ScoringVersion

Line = tuple[str, Decimal]
NOTHING = Decimal(0)


def reasons(lead: Lead) -> list[Line]:
    """What gave or took points: the rules, then what the limit of a group, a floor or a cap changed."""
    score = getattr(lead, "score", None)
    if score is None:
        return []
    points = _points(lead, score.version, score.scored_at)
    told = []
    for axis, kept in ((ScoringRule.Axis.FIT, score.fit), (ScoringRule.Axis.ENGAGEMENT, score.engagement)):
        mine = {rule: given for rule, given in points.items() if rule.axis == axis}
        lines = [(_said(rule), given) for rule, given in mine.items() if given]
        lines += _limits(score.version, mine)
        held = kept - sum((given for _name, given in lines), NOTHING)
        told += [*lines, *([(_held(score.version, axis), held)] if held else [])]
    return told


def _points(lead: Lead, version: ScoringVersion, at: Any) -> dict[ScoringRule, Decimal]:
    """The same expressions as the score's, selected instead of summed."""
    rules, gathering = list(version.rules.all()), Gathering(at)
    asked = {f"rule_{rule.pk}": rule.points_at(gathering) for rule in rules}
    given = gathering.join(Lead.objects.filter(pk=lead.pk)).values(**asked).first() or {}
    return {rule: given.get(f"rule_{rule.pk}", NOTHING) for rule in rules}


def _limits(version: ScoringVersion, points: dict[ScoringRule, Decimal]) -> list[Line]:
    lines = []
    for group in version.groups.all():
        whole = sum((given for rule, given in points.items() if rule.group_id == group.pk), NOTHING)
        limited = max(min(whole, group.most), -group.most)
        if limited != whole:
            told = {"group": group.name, "most": _plain(group.most)}
            lines.append((_("%(group)s: at most %(most)s together") % told, limited - whole))
    return lines


def _held(version: ScoringVersion, axis: str) -> str:
    floor, cap = (_plain(bound) for bound in version.bounds_of(axis))
    told = {"floor": floor, "cap": cap}
    if axis == ScoringRule.Axis.FIT:
        return _("Fit is held between %(floor)s and %(cap)s") % told
    return _("Engagement is held between %(floor)s and %(cap)s") % told


def _plain(points: Decimal) -> str:
    return number_format(points.quantize(Decimal(1)) if points == points.to_integral_value() else points)


def _said(rule: ScoringRule) -> str:
    sentence = rule.meaning().sentence()
    return f"{rule.name}: {sentence}" if rule.name and rule.name != sentence else sentence
