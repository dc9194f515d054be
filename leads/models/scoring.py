"""Scoring: points for what a lead is (fit) and does (engagement), as versions of rules run over all leads at once."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Case, DecimalField, F, Q, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from people.bilingual import told
from sla.criteria import Criteria, catalogues, parse

POINTS = DecimalField(max_digits=8, decimal_places=2)


class ScoringVersionQuerySet(models.QuerySet["ScoringVersion"]):
    def live(self) -> "ScoringVersion | None":
        return self.filter(state=ScoringVersion.State.LIVE).prefetch_related("rules").first()


@pghistory.track()
class ScoringVersion(models.Model):
    """One edition of the scoring model. Exactly one is live; the score of every lead names the one that gave it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")

    number = models.PositiveIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    fit_cap = models.DecimalField(_("most points for fit"), max_digits=8, decimal_places=2, default=50)
    engagement_cap = models.DecimalField(
        _("most points for engagement"), max_digits=8, decimal_places=2, default=50
    )
    fit_bounds = ArrayField(
        models.DecimalField(max_digits=8, decimal_places=2),
        size=3,
        verbose_name=_("fit for A, B, C"),
        default=list,
    )
    engagement_bounds = ArrayField(
        models.DecimalField(max_digits=8, decimal_places=2),
        size=3,
        verbose_name=_("engagement for 1, 2, 3"),
        default=list,
    )
    created_at = models.DateTimeField(_("created"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = ScoringVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("scoring version")
        verbose_name_plural = _("scoring versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="live"), name="one_live_scoring_version"
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"

    @transaction.atomic
    def publish(self, by: Any, at: datetime) -> None:
        """Make this version the live one; the leads are rescored by a task that asks for it."""
        versions = ScoringVersion.objects.select_for_update()
        versions.filter(state=self.State.LIVE).exclude(pk=self.pk).update(state=self.State.RETIRED)
        versions.filter(pk=self.pk).update(state=self.State.LIVE, published_at=at, by=by)
        self.refresh_from_db()

    def axis(self, axis: str, at: datetime | F) -> Expression | Combinable:
        """The points of one axis: the sum of its rules held between 0 and the axis's cap."""
        total: Any = Value(Decimal(0), output_field=POINTS)
        for rule in self.rules.all():
            if rule.axis == axis:
                total = total + rule.points_at(at)
        cap = self.fit_cap if axis == ScoringRule.Axis.FIT else self.engagement_cap
        return Least(Greatest(total, Value(Decimal(0)), output_field=POINTS), Value(cap), output_field=POINTS)

    def columns(self, at: datetime | F) -> dict[str, Any]:
        """What a score row holds, as expressions over Lead; pure in facts, this version and `at`."""
        return {
            "new_fit": self.axis(ScoringRule.Axis.FIT, at),
            "new_engagement": self.axis(ScoringRule.Axis.ENGAGEMENT, at),
        }

    def grades(self, fit: Any, engagement: Any) -> tuple[Case, Case]:
        """Letter for fit (A best) and digit for engagement (1 best)."""
        letter = _band(fit, self.fit_bounds, "ABCD")
        return letter, _band(engagement, self.engagement_bounds, "1234")


def _band(value: str, bounds: list[Decimal], names: str) -> Case:
    whens = [
        When(**{f"{value}__gte": bound}, then=Value(name)) for bound, name in zip(bounds, names, strict=False)
    ]
    return Case(*whens, default=Value(names[-1]), output_field=models.CharField())


@pghistory.track()
class ScoringRule(models.Model):
    """Points that a lead gets while its criteria hold; negative points take away."""

    class Axis(models.TextChoices):
        FIT = "fit", _("Fit")
        ENGAGEMENT = "engagement", _("Engagement")

    version = models.ForeignKey(
        ScoringVersion, models.CASCADE, related_name="rules", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    axis = models.CharField(_("axis"), max_length=10, choices=Axis.choices)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_es = models.CharField(_("name in Spanish"), max_length=200)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    criteria = models.JSONField(_("criteria"))

    class Meta:
        verbose_name = _("scoring rule")
        verbose_name_plural = _("scoring rules")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="rules_of_a_version_are_ordered"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria, catalogues["lead"])

    def points_at(self, at: datetime | F) -> Case:
        return Case(
            When(self.meaning().condition(at), then=Value(self.points)),
            default=Value(Decimal(0)),
            output_field=POINTS,
        )
