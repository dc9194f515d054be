"""What every cell and every placement have in common: the six dimensions, and who may see them.

A placement says in which cells one lead, handoff or clock counts now; a cell holds how many do. Cells are sums over
placements, so a change is taken out of its old cells and put into its new ones, and a rebuild must give the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Role, Team, User

DIMENSIONS = ("source", "segment", "region", "channel", "team", "owner")
Row = TypeVar("Row", bound=models.Model)


class CountedQuerySet(models.QuerySet[Row]):
    def within(self, dimensions: Mapping[str, Sequence[Any]]) -> Self:
        """Only these values of these dimensions: {"source": ["web", ""], "team": [3, None]}."""
        rows = self
        for name, values in dimensions.items():
            stated = Q(**{f"{name}__in": [value for value in values if value is not None]})
            rows = rows.filter(stated | Q(**{f"{name}__isnull": True}) if None in values else stated)
        return rows


class DimensionedQuerySet(CountedQuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """The same leads as `Lead.visible_to`: own and the team's queue, the team's, or all."""
        if user.sees_every_lead:
            return self
        if user.team_id is None or user.role not in {Role.SALES, Role.SALES_MANAGER}:
            return self.none()
        if user.role == Role.SALES_MANAGER:
            return self.filter(team=user.team_id)
        return self.filter(Q(owner=user.pk) | Q(team=user.team_id, owner=None))


class Dimensioned(models.Model):
    """The dimensions by which every number can be cut; team and owner also decide who sees it."""

    source = models.TextField(_("source"), default="")
    segment = models.TextField(_("segment"), default="")
    region = models.TextField(_("region"), default="")
    channel = models.TextField(_("channel"), default="")
    # no constraint in the database: derived rows follow the lead's, and checking each again would double their cost
    team = models.ForeignKey(
        Team, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class Total(models.Model):
    """One day of the whole company: the sum of its cells, for whoever sees all and asks of all.

    Cells grow with the leads, because each owner has cells of their own; totals grow with the days alone.
    """

    cell = models.UUIDField(primary_key=True, editable=False)
    day = models.DateField(_("day"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day}"


class Cell(Dimensioned, Total):
    """One day of one combination of dimensions. Its key is the hash of what it stands for: texts may be long."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.source}"
