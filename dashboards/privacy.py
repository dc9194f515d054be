"""What the rollups hold of people: nothing but the number of an owner."""

from people import personal

from .models import ClockDay, ClosedClocks, FunnelDay, HandoffDay, PlacedClock, PlacedHandoff, PlacedLead
from .models.cells import DIMENSIONS

TEXTS = tuple(name for name in DIMENSIONS if name not in ("team", "owner"))


def register() -> None:
    for model in (ClockDay, ClosedClocks, FunnelDay, HandoffDay, PlacedClock, PlacedHandoff, PlacedLead):
        personal.impersonal(model, *TEXTS)
    personal.impersonal(FunnelDay, "cohort")
    for model in (HandoffDay, PlacedHandoff):
        personal.impersonal(model, "reason")
    for model in (ClockDay, ClosedClocks, PlacedClock):
        personal.impersonal(model, "kind", "party")
