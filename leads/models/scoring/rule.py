"""The rules of a scoring version, and the groups that share a limit."""

from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Greatest, Least, Round
from django.utils.translation import gettext_lazy as _

from people.bilingual import told
from sla.criteria import Criteria, catalogues, parse
from sla.criteria.events import EventLeaf
from sla.criteria.moments import Moment

from .frozen import kept_part
from .version import POINTS, ScoringVersion

SCORES = frozenset({"score", "fit", "engagement", "grade"})
"""What a rule gives to and may not ask for: a score would depend on the one before it."""


@pghistory.track()
class ScoringGroup(models.Model):
    """Rules that say much the same, and give (or take) no more together than this: ten page views are no demo request."""

    version = models.ForeignKey(
        ScoringVersion, models.CASCADE, related_name="groups", verbose_name=_("version")
    )
    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    most = models.DecimalField(
        _("at most"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("group of rules")
        verbose_name_plural = _("groups of rules")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name_en"], name="groups_of_a_version_have_names"),
        ]
        triggers = [kept_part()]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    def limited(self, points: Any) -> Any:
        """The sum of its rules within the limit, which holds for what they take as for what they give."""
        return _within(points, self.most)

    def copy_to(self, version: ScoringVersion) -> "ScoringGroup":
        return version.groups.create(name_en=self.name_en, name_es=self.name_es, most=self.most)


@pghistory.track()
class ScoringRule(models.Model):
    """Points that a lead gets while its criteria hold, or for each event that they name; negative points take away.

    Points for each event fade: with a half-life of 14 days an event of two weeks ago gives half. `most` limits what the
    events of one rule give (for negative points, what they take).
    """

    class How(models.TextChoices):
        HOLDS = "holds", _("while it holds")
        EACH = "each", _("for each event")

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
    how = models.CharField(_("counts"), max_length=5, choices=How.choices, default=How.HOLDS)
    half_life_days = models.DecimalField(
        _("half-life (days)"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    most = models.DecimalField(
        _("at most"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    group = models.ForeignKey(
        ScoringGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("group"),
    )

    class Meta:
        verbose_name = _("scoring rule")
        verbose_name_plural = _("scoring rules")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="rules_of_a_version_are_ordered"),
            models.CheckConstraint(
                condition=Q(how="each") | Q(half_life_days=None, most=None), name="only_events_fade"
            ),
            models.CheckConstraint(
                condition=Q(half_life_days=None) | Q(half_life_days__gt=0), name="a_half_life_is_some_time"
            ),
        ]
        triggers = [kept_part()]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria, catalogues["lead"])

    def counted(self) -> Criteria:
        """The criteria as they give points: a lead that came back shows interest only by what it does since."""
        anew = self.axis == self.Axis.ENGAGEMENT
        return parse(self.criteria, catalogues["lead in its cycle" if anew else "lead"])

    @property
    def ages(self) -> bool:
        """Its points change with time alone."""
        return self.half_life_days is not None or self.meaning().ages

    def clean(self) -> None:
        """What is counted for each event must be one question about events; and no score is made of scores."""
        if self.meaning().fields_used() & SCORES:
            raise ValidationError({"criteria": _("A rule can't ask for the score that it is a part of.")})
        if self.how == self.How.EACH and not isinstance(self.meaning().root, EventLeaf):
            raise ValidationError({"criteria": _("Points for each event ask for one question about events.")})

    def points_at(self, at: Moment) -> Any:
        """As an expression over Lead, to the cent."""
        if self.how == self.How.EACH:
            return self._for_each(at)
        return Case(
            When(self.counted().condition(at), then=Value(self.points)),
            default=Value(Decimal(0)),
            output_field=POINTS,
        )

    def _for_each(self, at: Moment) -> Any:
        leaf = self.counted().root
        assert isinstance(leaf, EventLeaf)
        given = Round(leaf.weighed(at, self.half_life_days) * Value(self.points), 2, output_field=POINTS)
        return given if self.most is None else _within(given, self.most)

    def copy_to(self, version: ScoringVersion, group: ScoringGroup | None) -> "ScoringRule":
        copy = ScoringRule.objects.get(pk=self.pk)
        copy.pk, copy.version, copy.group, copy._state.adding = None, version, group, True
        copy.save()
        return copy


def _within(points: Any, most: Decimal) -> Any:
    held = Greatest(points, Value(-most), output_field=POINTS)
    return Least(held, Value(most), output_field=POINTS)
