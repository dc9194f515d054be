"""Whose clocks a person may see: sla knows owner and team, and needs no more."""

from typing import Any

from django.db.models import Q

from people.models import Role, User

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def within_reach(user: Any, prefix: str = "") -> Q:
    """A representative sees own clocks and the team's unowned ones, a manager the team's, who sees every lead all."""
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    if user.sees_every_lead:
        return EVERYTHING
    own = Q(**{f"{prefix}owner": user})
    if user.team_id is None or user.role == Role.PRIVACY:
        return own
    team = Q(**{f"{prefix}team": user.team_id})
    return own | team if user.is_manager else own | (team & Q(**{f"{prefix}owner": None}))
