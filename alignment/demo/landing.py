"""The demo's prospects and what became of them, landed as the CRM of the demo would tell them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from leads.models import Arrival, Deal, Reached, When, land

from .market import Prospect
from .story import Passage

SYSTEM = "hubspot-demo"
CHUNK = 2000


def land_prospects(prospects: Sequence[Prospect], at: datetime) -> dict[int, Prospect]:
    """{lead: prospect}: who they are, when they came, what they did."""
    found: dict[int, Prospect] = {}
    for some in _chunks(prospects):
        arrivals = [_arrival(prospect) for prospect in some]
        land(arrivals, SYSTEM, at, is_history=True, snapshot=False)
        found |= {
            arrival.lead_id: prospect
            for arrival, prospect in zip(arrivals, some, strict=True)
            if arrival.lead_id
        }
    return found


def _arrival(prospect: Prospect) -> Arrival:
    ident = f"{prospect.number:06d}"
    return Arrival(
        ident,
        prospect.values,
        When(prospect.captured_at),
        key=f"{ident}:created",
        stages=[Reached("captured", When(prospect.captured_at), f"{ident}:captured")],
        events=[
            Reached(kind, When(at), f"{ident}:{kind}:{n}") for n, (kind, at) in enumerate(prospect.events)
        ],
    )


def land_outcomes(passages: Sequence[Passage], numbers: dict[int, int], at: datetime) -> None:
    """Touches, later stages and deals, as the CRM would have told them."""
    for some in _chunks([passage for passage in passages if passage.touches or passage.stages]):
        land(
            [_outcome(passage, f"{numbers[passage.lead_id]:06d}") for passage in some],
            SYSTEM,
            at,
            is_history=True,
            snapshot=False,
        )


def _outcome(passage: Passage, ident: str) -> Arrival:
    ends = passage.stages
    values: dict[str, Any] = {}
    if "opportunity" in ends:
        values = {
            "amount": str(passage.amount),
            "currency": "EUR",
            "opened_at": ends["opportunity"].isoformat(),
        }
        for outcome in ("won", "lost"):
            if outcome in ends:
                values |= {"closed_at": ends[outcome].isoformat(), "outcome": outcome}
    return Arrival(
        ident,
        {},
        When(passage.opened_at),
        key=f"{ident}:outcome",
        stages=[Reached(stage, When(at), f"{ident}:{stage}") for stage, at in ends.items()],
        events=[Reached(kind, When(at), f"{ident}:{kind}:{at.isoformat()}") for kind, at in passage.touches],
        deals=[Deal(ident, values)] if values else [],
    )


def _chunks(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
