"""Past leads in thousands, written straight into the tables that a predictive model reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leads.models import Lead, LeadChange

MADRID = ZoneInfo("Europe/Madrid")


@dataclass(frozen=True)
class Past:
    """A lead that came at a moment; `told` are its values with the moments since when they stood."""

    came: datetime
    won: datetime | None = None
    told: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)
    team: Any = None


def put(leads: Iterable[Past], recorded: datetime) -> list[Lead]:
    """The leads and their facts, as a file tells them."""
    listed = list(leads)
    rows = [
        Lead(
            recorded_at=recorded,
            captured_at=one.came,
            captured_on=one.came.astimezone(MADRID).date(),
            won_at=one.won,
            won_on=one.won and one.won.astimezone(MADRID).date(),
            stage="won" if one.won else "captured",
            source=next((said["source"] for _at, said in one.told if said.get("source")), ""),
            team=one.team,
        )
        for one in listed
    ]
    made = Lead.objects.bulk_create(rows, batch_size=2000)
    facts = [
        LeadChange(
            lead=lead,
            values=values,
            occurred_at=at,
            recorded_at=recorded,
            origin="crm:test",
            origin_key=f"{lead.pk}:{number}",
            is_history=True,
        )
        for lead, one in zip(made, listed, strict=True)
        for number, (at, values) in enumerate(one.told)
    ]
    LeadChange.objects.bulk_create(facts, batch_size=2000)
    return made
