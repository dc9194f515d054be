"""Names for the values of a dimension, in bulk."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from leads.models import Opportunity, RejectionReason
from people.models import Team, User
from sla.models import Commitment
from sla.models.agreement import Party

from .own import OTHER


def labels(dimension: str, values: Iterable[Any]) -> dict[Any, str]:
    """{value: words}; texts stand for themselves, a blank reads "Not stated"."""
    values = list(values)
    known = _known(dimension, [value for value in values if value not in ("", None)])
    return {
        value: known.get(value, str(value)) if value not in ("", None) else _("Not stated")
        for value in values
    }


def _known(dimension: str, values: list[Any]) -> dict[Any, str]:
    if not values:
        return {}
    if dimension == "team":
        return {team.pk: team.name for team in Team.objects.filter(pk__in=values)}
    if dimension == "owner":
        return {user.pk: str(user) for user in User.objects.filter(pk__in=values)}
    if dimension == "reason":
        return {reason.pk: reason.name for reason in RejectionReason.objects.filter(pk__in=values)}
    choices = {
        "kind": Commitment.Kind.choices,
        "party": Party.choices,
        "outcome": Opportunity.Outcome.choices,
    }.get(dimension, [])
    return {value: str(words) for value, words in choices} | {OTHER: _("Other")}
