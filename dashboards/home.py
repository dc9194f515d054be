"""The numbers on the home page of those who answer for them."""

from datetime import datetime
from typing import Any

from people.models import Organisation, User

from .asking import Asked
from .counted import counted_promises
from .kpis import registry
from .periods import DEFAULT, window_of
from .targets.lines import values_of
from .tiling import tile_of

SHOWN = ("lead_acceptance_rate", "response_time", "sla_compliance")


def promised(user: User, at: datetime) -> dict[str, Any]:
    """Marketing's promises by number over the period that runs; nothing where none is in force."""
    found = counted_promises(user, at, count=1)
    return {"promised": found} if found else {}


def numbers(user: User, at: datetime) -> dict[str, Any]:
    """Three tiles of the last weeks; nothing while there is nothing to count."""
    organisation = Organisation.current()
    today = at.astimezone(organisation.zone).date()
    asked = Asked(user, window_of(DEFAULT, today), today)
    aims = values_of(asked)
    tiles = [tile_of(registry[key], asked, organisation.week_start, aims.get(key))[0] for key in SHOWN]
    return {"tiles": tiles, "window": asked.window} if any(tile.n for tile in tiles) else {}
