"""Which two meanings, over which leads: read from an address, so that an overlap can be sent to somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from leads.backtest.reading import DIMENSIONS
from leads.models import Lead
from leads.models.narrowing import day_of
from people.models import User
from people.querystrings import key_of
from sla.criteria import Catalogue, Criteria, CriteriaFault, catalogues, parse
from sla.models import DefinitionVersion

OWN = "own"
LETTERS = ("a", "b")


@dataclass(frozen=True)
class Side:
    """One meaning: a version of a definition, or criteria written for this comparison."""

    letter: str
    criteria: Criteria
    version: DefinitionVersion | None = None

    @property
    def label(self) -> str:
        return (
            str(self.version)
            if self.version
            else _("Own criteria %(letter)s") % {"letter": self.letter.upper()}
        )


@dataclass(frozen=True)
class Question:
    """Everything that is asked; `first` and `second` are None where they can't be read."""

    user: User
    at: datetime
    first: Side | None
    second: Side | None
    since: date | None
    until: date | None
    dimension: str

    def leads(self) -> Any:
        """The leads that are run through both: those the reader sees, of the days asked."""
        rows = Lead.objects.visible_to(self.user)
        return rows.narrowed({"since": self.since, "until": self.until})

    def conditions(self) -> tuple[Any, Any]:
        assert self.first and self.second
        return self.first.criteria.condition(self.at), self.second.criteria.condition(self.at)


def askable(user: User) -> Catalogue:
    """What this reader may ask of leads: who sees no names finds none out by asking for them."""
    catalogue = catalogues["lead"]
    return catalogue.impersonal() if user.sees_masked else catalogue


def asked(said: Mapping[str, Any], user: User, at: datetime) -> Question:
    """`said`: a and b are numbers of versions or "own"; own_a and own_b are trees that were read already."""
    first, second = (_side(letter, said, user) for letter in LETTERS)
    dimension = said.get("by", "")
    return Question(
        user=user,
        at=at,
        first=first,
        second=second,
        since=day_of(said.get("from", "")),
        until=day_of(said.get("to", "")),
        dimension=dimension if dimension in DIMENSIONS else DIMENSIONS[0],
    )


def _side(letter: str, said: Mapping[str, Any], user: User) -> Side | None:
    chosen, own = str(said.get(letter) or ""), said.get(f"own_{letter}")
    try:
        if chosen == OWN:
            return Side(letter, parse(own, askable(user))) if own else None
        key = key_of(chosen)
        version = versions().filter(pk=key).first() if key else None
        return Side(letter, version.meaning(), version) if version else None
    except CriteriaFault:
        return None


def versions() -> Any:
    """What there is to choose from, each word's newest first."""
    return DefinitionVersion.objects.select_related("definition").order_by("definition_id", "-number")


def usual() -> dict[str, str]:
    """Where nothing is asked: what counts, against what is being written or was there before."""
    listed = [one for one in versions() if not one.asks_nothing and one.state != one.State.WITHDRAWN]
    in_force = next((one for one in listed if one.state == one.State.IN_FORCE), None)
    if in_force is None:
        return {"a": str(listed[0].pk) if listed else OWN, "b": OWN}
    other = next((one for one in listed if one.definition == in_force.definition and one != in_force), None)
    return {"a": str(in_force.pk), "b": str(other.pk) if other else OWN}
