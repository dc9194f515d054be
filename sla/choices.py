"""The values that the chips of clocks and breaches offer: what this reader may see more than one of."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from people.models import Role, Team, User

from .filters import BLANK
from .models import Agreement, Commitment

MOST = 50
SELLERS = (Role.SALES, Role.SALES_MANAGER)
Choices = list[tuple[Any, str]]


def choices_for(user: User, sources: Iterable[str] = ()) -> dict[str, Choices]:
    """{chip: [(value, words)]}; a chip with less than two values offers nothing."""
    found = {
        "kind": _kinds(),
        "agreement": list(Agreement.objects.order_by("name").values_list("pk", "name")[:MOST]),
        "team": _teams(user),
        "owner": _owners(user),
        "source": [(source, source) for source in sources],
    }
    return {chip: values for chip, values in found.items() if len(values) > 1}


def _kinds() -> Choices:
    """The promises in time that some agreement makes."""
    made = set(Commitment.objects.timed().order_by().values_list("kind", flat=True).distinct())
    return [(kind, str(label)) for kind, label in Commitment.Kind.choices if kind in made]


def _teams(user: User) -> Choices:
    """A reader who sees one team's clocks alone has nothing to choose."""
    if not user.sees_every_lead:
        return []
    working = Team.objects.filter(kind__in=(Team.Kind.MARKETING, Team.Kind.SALES))
    return list(working.order_by("name").values_list("pk", "name")[:MOST])


def _owners(user: User) -> Choices:
    """The people who may answer for a clock that this reader sees; "of nobody" stands first."""
    people = User.objects.with_role(*SELLERS)
    if not user.sees_every_lead:
        people = people.filter(team=user.team_id) if user.is_manager else people.none()
    named = [(person.pk, str(person)) for person in people.order_by("name", "pk")[:MOST]]
    return [(BLANK, _("Nobody yet")), *named] if named else []
