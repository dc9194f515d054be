"""How a target is meant, and which number it makes. Pure.

"20 % better" of an acceptance of 50 % is 60 %; "20 points better" is 70 %. Whoever sets a target says which.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    RELATIVE = "relative", _("by a part of it (relative)")
    POINTS = "points", _("by points (absolute)")
    LEVEL = "level", _("to a level")


@dataclass(frozen=True)
class Aim:
    """`amount` is a part for relative (0.2), a difference in the number's own unit for points, the number for a level;
    of the first two always how much better, never signed."""

    kind: Kind
    amount: float

    def value(self, start: float, better: str) -> float:
        """Where the number shall stand; `better` is up or down."""
        if self.kind == Kind.LEVEL:
            return self.amount
        step = abs(start) * self.amount if self.kind == Kind.RELATIVE else self.amount
        return start + step if better == "up" else start - step


def gone(start: float, target: float, now: float) -> float | None:
    """The share of the way that is behind us: 1 at the target, below 0 where we went back; None where nothing is to go."""
    return None if target == start else (now - start) / (target - start)
