"""Who is who: the ids other systems use, and leads that turned out to be one person."""

from typing import Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_SYSTEMS = """
WITH RECURSIVE found(system) AS (
    (SELECT system FROM leads_externalid ORDER BY system LIMIT 1)
    UNION ALL
    SELECT (SELECT e.system FROM leads_externalid e WHERE e.system > found.system ORDER BY e.system LIMIT 1)
    FROM found WHERE found.system IS NOT NULL
)
SELECT system FROM found WHERE system IS NOT NULL
"""


class ExternalIdQuerySet(models.QuerySet["ExternalId"]):
    def of(self, system: str, object_type: str = "lead") -> Self:
        return self.filter(system=system, object_type=object_type)

    def systems(self) -> list[str]:
        """The systems that name leads, read by skips through the index, whatever the number of ids."""
        with connection.cursor() as cursor:
            cursor.execute(_SYSTEMS)
            return [row[0] for row in cursor.fetchall()]

    def leads_of(self, system: str) -> models.QuerySet["ExternalId", int]:
        return self.of(system).values_list("lead_id", flat=True)


class ExternalId(models.Model):
    """The name another system gives to a lead, company or opportunity: how the next message finds it again."""

    class ObjectType(models.TextChoices):
        LEAD = "lead", _("Lead")
        COMPANY = "company", _("Company")
        OPPORTUNITY = "opportunity", _("Opportunity")

    system = models.CharField(_("system"), max_length=60)
    object_type = models.CharField(
        _("object"), max_length=12, choices=ObjectType.choices, default=ObjectType.LEAD
    )
    external_id = models.CharField(_("external id"), max_length=255)
    lead = models.ForeignKey("leads.Lead", models.CASCADE, null=True, blank=True, related_name="external_ids")
    company = models.ForeignKey(
        "leads.Company", models.CASCADE, null=True, blank=True, related_name="external_ids"
    )
    opportunity = models.ForeignKey(
        "leads.Opportunity", models.CASCADE, null=True, blank=True, related_name="external_ids"
    )

    objects = ExternalIdQuerySet.as_manager()

    class Meta:
        verbose_name = _("external id")
        verbose_name_plural = _("external ids")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "object_type", "external_id"], name="external_id_names_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(object_type="lead", lead__isnull=False, company=None, opportunity=None)
                | Q(object_type="company", lead=None, company__isnull=False, opportunity=None)
                | Q(object_type="opportunity", lead=None, company=None, opportunity__isnull=False),
                name="external_id_points_at_its_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"


class LeadMerge(models.Model):
    """Two leads are one person: the gone one's facts are read as the kept one's until the merge is undone."""

    kept = models.ForeignKey("leads.Lead", models.PROTECT, related_name="merges", verbose_name=_("kept"))
    gone = models.ForeignKey("leads.Lead", models.PROTECT, related_name="merged_by", verbose_name=_("gone"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    cause = models.CharField(_("cause"), max_length=120, blank=True, default="")
    at = models.DateTimeField(_("merged"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="lead_merged_into_one_other"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_of_two_leads"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.kept_id}"

    @transaction.atomic
    def take_effect(self) -> None:
        """Point the gone lead, and all that it had absorbed, at the kept one; fold the kept one anew."""
        lead = type(self.kept)
        lead.objects.filter(Q(pk=self.gone_id) | Q(merged_into=self.gone_id)).update(merged_into=self.kept_id)
        lead.objects.refold([self.kept_id])
