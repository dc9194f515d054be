"""The funnel by day of entry: for each stage as cohort, how many of its leads ever reached each other stage."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Count, F, Min, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from leads.stages import STAGES

from .cells import Cell, CountedQuerySet, Dimensioned, DimensionedQuerySet, Total
from .counts import CountedLeads


class PlacedLeadQuerySet(DimensionedQuerySet["PlacedLead"]):
    def entered(self, cohort: str, since: date, until: date) -> "PlacedLeadQuerySet":
        """Leads that first reached this stage on one of these days, both included."""
        return self.filter(**{f"{cohort}_on__range": (since, until)})

    def reached(self, stage: str) -> "PlacedLeadQuerySet":
        return self.filter(**{f"{stage}_on__isnull": False})

    def cohorts(self, by: str, stages: Sequence[str]) -> list[dict[str, Any]]:
        """As the cells' own, from single rows: for questions that no cell answers."""
        counts = {f"in_{stage}": Count(f"{stage}_on") for stage in stages}
        return in_order(self.values(group=_group(by, f"{stages[0]}_on")).annotate(**counts), by, stages)


class PlacedLead(Dimensioned):
    """Where one lead counts in the funnel: its dimensions and the local day on which it reached each stage."""

    lead = models.OneToOneField(
        "leads.Lead", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    captured_on = models.DateField(null=True)
    mql_on = models.DateField(null=True)
    handed_off_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    rejected_on = models.DateField(null=True)
    sql_on = models.DateField(null=True)
    opportunity_on = models.DateField(null=True)
    won_on = models.DateField(null=True)
    lost_on = models.DateField(null=True)
    recycled_on = models.DateField(null=True)
    disqualified_on = models.DateField(null=True)

    objects = PlacedLeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead as counted")
        verbose_name_plural = _("leads as counted")
        indexes = [
            # the rows behind a cohort of leads or of MQLs
            models.Index(fields=["captured_on"], name="placed_lead_captured"),
            models.Index(fields=["mql_on"], name="placed_lead_mql"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}"


class FunnelDayQuerySet(DimensionedQuerySet["FunnelDay"]):
    def entered(self, cohort: str, since: date, until: date) -> "FunnelDayQuerySet":
        return self.filter(cohort=cohort, day__range=(since, until))

    def first_day(self) -> date | None:
        """The day of the earliest lead."""
        found: date | None = self.filter(cohort="captured", captured__gt=0).aggregate(day=Min("day"))["day"]
        return found

    def standing_values(self, names: Sequence[str]) -> dict[str, list[Any]]:
        """{dimension: the values that stand in these cells, in order}, in one pass over them."""
        found: dict[str, list[Any]] = {name: [] for name in names}
        try:
            cells, params = self.order_by().values_list(*names).query.sql_with_params()
        except EmptyResultSet:
            return found
        columns = ", ".join(names)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT GROUPING({columns}), {columns} FROM ({cells}) v({columns}) "
                f"GROUP BY GROUPING SETS ({', '.join(f'({name})' for name in names)}) ORDER BY {columns}",
                params,
            )
            rows = cursor.fetchall()
        # GROUPING has a bit for each column that a row is not about
        alone = {
            (1 << len(names)) - 1 - (1 << (len(names) - 1 - place)): place for place in range(len(names))
        }
        for which, *values in rows:
            found[names[alone[which]]].append(values[alone[which]])
        return found

    def cohorts(self, by: str, stages: Sequence[str]) -> list[dict[str, Any]]:
        """[{"group", "stages": {stage: leads}}] by "month" of entry, rising, or by "source", the largest first."""
        counts = {f"in_{stage}": Sum(stage) for stage in stages}
        return in_order(self.values(group=_group(by, "day")).annotate(**counts), by, stages)


class FunnelDay(CountedLeads, Cell):
    """The funnel of one combination of dimensions, by day of entry."""

    objects = FunnelDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the funnel")
        verbose_name_plural = _("days of the funnel")
        constraints = [
            models.CheckConstraint(condition=models.Q(cohort__in=STAGES), name="funnel_cohort_is_a_stage")
        ]
        indexes = [
            # charts of the funnel by a dimension
            models.Index(fields=["cohort", "day"], name="funnel_by_day"),
        ]


class FunnelTotalQuerySet(CountedQuerySet["FunnelTotal"]):
    def entered(self, cohort: str, since: date, until: date) -> "FunnelTotalQuerySet":
        return self.filter(cohort=cohort, day__range=(since, until))


class FunnelTotal(CountedLeads, Total):
    """The funnel of the whole company, by day of entry."""

    objects = FunnelTotalQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the whole funnel")
        verbose_name_plural = _("days of the whole funnel")
        indexes = [
            # every tile and chart of all leads
            models.Index(fields=["cohort", "day"], name="funnel_total_by_day"),
        ]


class FunnelMixQuerySet(CountedQuerySet["FunnelMix"]):
    def entered(self, cohort: str, since: date, until: date) -> "FunnelMixQuerySet":
        return self.filter(cohort=cohort, day__range=(since, until))


class FunnelMix(CountedLeads, Total):
    """The funnel of the whole company by day of entry, source, segment and channel: whoever owns the leads."""

    source = models.TextField(_("source"), default="")
    segment = models.TextField(_("segment"), default="")
    channel = models.TextField(_("channel"), default="")

    objects = FunnelMixQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the funnel by mix")
        verbose_name_plural = _("days of the funnel by mix")
        indexes = [
            # whatever all leads are told by source, segment or channel
            models.Index(fields=["cohort", "day"], name="funnel_mix_by_day"),
        ]


def _group(by: str, day: str) -> Any:
    return TruncMonth(day) if by == "month" else F("source")


def in_order(rows: Any, by: str, stages: Sequence[str]) -> list[dict[str, Any]]:
    first = f"in_{stages[0]}"
    found = [row for row in rows.order_by("group") if row[first]]
    if by == "source":
        found.sort(key=lambda row: -row[first])
    return [
        {"group": _named(row["group"]), "stages": {stage: row[f"in_{stage}"] for stage in stages}}
        for row in found
    ]


def _named(group: date | str) -> str:
    return group.strftime("%Y-%m") if isinstance(group, date) else group
