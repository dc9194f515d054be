"""The rules of a draft in their order: moved, copied, taken away while the draft is held."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sla.guards import Refused

from .rule import ScoringRule
from .version import ScoringVersion

ASIDE = 32_000
"""A place that no rule has: the database holds that no two stand in one place, at no moment."""


@contextmanager
def held(version: ScoringVersion) -> Iterator[ScoringVersion]:
    """Hold the draft while something in it is written; raises Refused where it is none any more."""
    with transaction.atomic():
        mine = ScoringVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        if mine.state != ScoringVersion.State.DRAFT:
            raise Refused(_("This version is no draft any more. Draft the next one from it."))
        yield mine


def behind(version: ScoringVersion) -> int:
    """The place behind the last rule."""
    return (version.rules.aggregate(last=Max("position"))["last"] or 0) + 1


def move(rule: ScoringRule, places: int) -> None:
    """Change places with the rule so many further down (or up) among those of its axis; quiet at the ends."""
    rows = ScoringRule.objects.filter(version=rule.version_id)
    order = list(rows.filter(axis=rule.axis).order_by("position").values_list("pk", "position"))
    here = [pk for pk, _position in order].index(rule.pk)
    there = min(max(here + places, 0), len(order) - 1)
    if there == here:
        return
    (mine, own), (other, its) = order[here], order[there]
    for pk, position in ((mine, ASIDE), (other, own), (mine, its)):
        rows.filter(pk=pk).update(position=position)


def twice(rule: ScoringRule) -> ScoringRule:
    """The same rule once more, behind the last, to be changed."""
    copy = ScoringRule.objects.get(pk=rule.pk)
    copy.pk, copy.position, copy._state.adding = None, behind(rule.version), True
    copy.save()
    return copy
