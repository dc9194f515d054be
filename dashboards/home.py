"""The numbers on the home page of those who answer for them."""

from datetime import datetime
from typing import Any

from people.models import Organisation, User

from .asking import Asked
from .board import tile_of
from .kpis import registry
from .periods import DEFAULT, window_of

SHOWN = ("lead_acceptance_rate", "response_time", "sla_compliance")


def numbers(user: User, at: datetime) -> dict[str, Any]:
    """Three tiles of the last weeks; nothing while there is nothing to count."""
    organisation = Organisation.current()
    today = at.astimezone(organisation.zone).date()
    asked = Asked(user, window_of(DEFAULT, today), today)
    tiles = [tile_of(registry[key], asked, organisation.week_start)[0] for key in SHOWN]
    return {"tiles": tiles, "window": asked.window} if any(tile.n for tile in tiles) else {}
