"""How far the numbers followed the facts: as of which change, counted when, and how many wait."""

from dataclasses import dataclass
from datetime import datetime

from .models import Followed, Stale

MOST = 1000
"""So many waiting changes are counted; a full queue is a full queue."""


@dataclass(frozen=True)
class Freshness:
    """`changed_at` is the newest change that is counted; both moments are None before there was one."""

    changed_at: datetime | None
    followed_at: datetime | None
    waiting: int


def told() -> Freshness:
    known = Followed.objects.first()
    waiting = Stale.objects.all()[:MOST].count()
    if known is None:
        return Freshness(None, None, waiting)
    return Freshness(known.changed_at, known.followed_at, waiting)
