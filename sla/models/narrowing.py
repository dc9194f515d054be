"""What the chips of a list of clocks ask, for clocks and for what was declared of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .commitment import Commitment

Numbers = tuple[int | None, ...]
"""Rows by their number; None stands for "of nobody"."""


@dataclass(frozen=True)
class Narrowing:
    """Any of the values of each; an empty one asks nothing. Clocks on trial are asked for, never among the others."""

    kinds: tuple[str, ...] = ()
    agreements: tuple[int, ...] = ()
    teams: Numbers = ()
    owners: Numbers = ()
    sources: tuple[str, ...] = ()
    on_trial: bool = False

    def condition(self, prefix: str = "") -> Q:
        """For clocks, or for rows that reach their clock by `prefix` ("clock__")."""
        asked = Q(**{f"{prefix}shadow": self.on_trial})
        if self.kinds or self.agreements:
            asked &= Q(**{f"{prefix}commitment__in": self._commitments()})
        for name, values in (("team", self.teams), ("owner", self.owners)):
            if values:
                asked &= _any_of(f"{prefix}{name}", values)
        if self.sources:
            asked &= Q(**{f"{prefix}dimensions__source__in": self.sources})
        return asked

    def _commitments(self) -> list[int]:
        """Their numbers: there are dozens, and a list keeps the order of the board's index."""
        found = Commitment.objects.order_by()
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.agreements:
            found = found.filter(version__agreement__in=self.agreements)
        return list(found.values_list("pk", flat=True))


def _any_of(name: str, values: Numbers) -> Q:
    stated: Any = [value for value in values if value is not None]
    blank = Q(**{f"{name}__isnull": True})
    if not stated:
        return blank
    return Q(**{f"{name}__in": stated}) | blank if None in values else Q(**{f"{name}__in": stated})
