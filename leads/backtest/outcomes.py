"""What became of leads, counted: how many Sales answered and accepted, how many were won."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q


@dataclass(frozen=True)
class Tally:
    """Leads; those that Sales accepted or rejected, those it accepted, those that were won."""

    leads: int = 0
    answered: int = 0
    accepted: int = 0
    won: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.leads + other.leads,
            self.answered + other.answered,
            self.accepted + other.accepted,
            self.won + other.won,
        )

    @property
    def acceptance(self) -> float | None:
        """Of those that Sales answered."""
        return self.accepted / self.answered if self.answered else None

    @property
    def win_rate(self) -> float | None:
        """Of all; who is not won yet may still be."""
        return self.won / self.leads if self.leads else None


NOTHING = Tally()
REACHED = {
    "leads": Q(),
    "answered": Q(accepted_at__isnull=False) | Q(rejected_at__isnull=False),
    "accepted": Q(accepted_at__isnull=False),
    "won": Q(won_at__isnull=False),
}
"""Which leads a number of a tally counts."""


def counted() -> dict[str, Any]:
    """The aggregates of a tally, over Lead."""
    return {f"tally_{name}": Count("pk", filter=which) for name, which in REACHED.items()}


def tally(row: dict[str, Any]) -> Tally:
    return Tally(**{name: row[f"tally_{name}"] for name in REACHED})
