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


class DimensionedQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """The same leads as `Lead.visible_to`: own and the team's queue, the team's, or all."""
        if user.sees_every_lead:
            return self
        if user.team_id is None or user.role not in {Role.SALES, Role.SALES_MANAGER}:
            return self.none()
        if user.role == Role.SALES_MANAGER:
            return self.filter(team=user.team_id)
        return self.filter(Q(owner=user.pk) | Q(team=user.team_id, owner=None))

    def within(self, dimensions: Mapping[str, Sequence[Any]]) -> Self:
        """Only these values of these dimensions: {"source": ["web", ""], "team": [3, None]}."""
        rows = self
        for name, values in dimensions.items():
            stated = Q(**{f"{name}__in": [value for value in values if value is not None]})
            rows = rows.filter(stated | Q(**{f"{name}__isnull": True}) if None in values else stated)
        return rows


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


class Cell(Dimensioned):
    """One day of one combination of dimensions. Its key is the hash of what it stands for: texts may be long."""

    cell = models.UUIDField(primary_key=True, editable=False)
    day = models.DateField(_("day"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.source}"


class CountedClocks(models.Model):
    """How many clocks of one promise: met (the excused among them), late, past due and open, waived, running."""

    kind = models.CharField(_("promise"), max_length=20)
    party = models.CharField(_("who promises"), max_length=10)
    met = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    open_late = models.IntegerField(default=0)
    waived = models.IntegerField(default=0)
    running = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)

    class Meta:
        abstract = True


CLOCK_COUNTS = ("met", "late", "open_late", "waived", "running", "cancelled", "excused")
