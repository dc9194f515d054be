"""What the rollups hold of people: nothing but the number of an owner."""

from django.db.models import Model

from people import personal

from .models import (
    Baseline,
    BaselineNumber,
    BaselineSignature,
    Benefit,
    Cause,
    ClockDay,
    ClockTotal,
    ClosedClocks,
    ClosedNumber,
    Deviation,
    FunnelDay,
    FunnelLag,
    FunnelMix,
    FunnelTotal,
    FunnelValue,
    HandoffDay,
    HandoffTotal,
    OpportunityDay,
    OpportunityTotal,
    PlacedClock,
    PlacedHandoff,
    PlacedLead,
    PlacedOpportunity,
    PoolChoice,
    QualitativeBenefit,
    SavedView,
    ScorecardLine,
    ScorecardSignature,
    Spend,
    Subscription,
    Target,
    TargetSignature,
    Watch,
)
from .models.cells import DIMENSIONS

PLACED = (PlacedClock, PlacedHandoff, PlacedLead, PlacedOpportunity)
CELLS = (ClockDay, ClosedClocks, FunnelDay, HandoffDay, OpportunityDay)
TEXTS = tuple(name for name in DIMENSIONS if name not in ("team", "owner"))


def register() -> None:
    model: type[Model]
    for model in (*PLACED, *CELLS):
        personal.impersonal(model, *TEXTS)
    for model in (FunnelDay, FunnelLag, FunnelMix, FunnelTotal, OpportunityDay, OpportunityTotal):
        personal.impersonal(model, "cohort")
    personal.impersonal(FunnelLag, "stage")
    personal.impersonal(FunnelMix, "source", "segment", "channel")
    personal.impersonal(FunnelValue, "name", "value")
    personal.impersonal(ClosedNumber, "kpi", "trust", "parts")
    personal.impersonal(ScorecardLine, "part", "kpi")
    personal.impersonal(Watch, "kpi", "cuts")
    personal.impersonal(Deviation, "kind")
    personal.impersonal(Cause, "words")
    personal.impersonal(SavedView, "name", "board", "query")
    personal.impersonal(Subscription, "board", "query", "report")
    personal.impersonal(Spend, "source", "channel", "currency", "label")
    personal.impersonal(Benefit, "name", "method", "pool", "kpi", "pilot", "stage", "evidence")
    personal.impersonal(QualitativeBenefit, "name", "words", "evidence")
    personal.impersonal(PoolChoice, "pool")
    personal.impersonal(Target, "kpi", "scope", "kind")
    personal.impersonal(Baseline, "kind", "name", "gate", "reason")
    personal.impersonal(BaselineNumber, "kpi", "trust", "parts")
    for signature in (TargetSignature, BaselineSignature, ScorecardSignature):
        personal.impersonal(signature, "party")
    for model in (HandoffDay, HandoffTotal, PlacedHandoff):
        personal.impersonal(model, "reason")
    for model in (ClockDay, ClockTotal, ClosedClocks, PlacedClock):
        personal.impersonal(model, "kind", "party")
