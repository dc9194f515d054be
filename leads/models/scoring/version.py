"""Scoring: points for what a lead is (fit) and does (engagement), as versions of rules run over all leads at once.

The points of an axis are the sum of its rules, each rounded to the cent; a group of rules gives at most its limit; the
whole is held between the axis's floor and cap. Every step is rounded before it is summed, so the reasons shown add up.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, DecimalField, F, Q, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sla.criteria import CriteriaFault
from sla.criteria.moments import Moment
from sla.guards import Refused

from .frozen import kept_version
from .rescoring import Rescoring

POINTS = DecimalField(max_digits=8, decimal_places=2)
KEPT = ("fit_floor", "fit_cap", "engagement_floor", "engagement_cap", "fit_bounds", "engagement_bounds")
"""What a draft takes over from the version it is copied from, beside groups and rules."""


class ScoringVersionQuerySet(models.QuerySet["ScoringVersion"]):
    def live(self) -> "ScoringVersion | None":
        return self._the(ScoringVersion.State.LIVE)

    def on_trial(self) -> "ScoringVersion | None":
        return self._the(ScoringVersion.State.SHADOW)

    def scoring(self) -> Self:
        """Those that score leads now: the live one and the one on trial."""
        return self.filter(state__in=(ScoringVersion.State.LIVE, ScoringVersion.State.SHADOW))

    def _the(self, state: str) -> "ScoringVersion | None":
        return self.filter(state=state).prefetch_related("rules", "groups").first()

    @transaction.atomic
    def draft(self, by: Any, at: datetime, of: "ScoringVersion | None" = None) -> "ScoringVersion":
        """The next version, to be written: a copy of `of`, else of the live one, else an empty one."""
        list(self.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        number = (self.aggregate(last=models.Max("number"))["last"] or 0) + 1
        model = of or self.live()
        if model is None:
            return self.create(number=number, created_at=at, by=by)
        kept = {name: getattr(model, name) for name in KEPT}
        draft = self.create(number=number, created_at=at, by=by, **kept)
        groups: dict[int | None, Any] = {group.pk: group.copy_to(draft) for group in model.groups.all()}
        for rule in model.rules.all():
            rule.copy_to(draft, groups.get(rule.group_id))
        return draft


@pghistory.track()
class ScoringVersion(models.Model):
    """One edition of the scoring model. Exactly one is live; the score of every lead names the one that gave it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHADOW = "shadow", _("On trial")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")

    number = models.PositiveIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("what changed"), blank=True, default="", max_length=2000)
    fit_floor = models.DecimalField(_("least points for fit"), max_digits=8, decimal_places=2, default=0)
    fit_cap = models.DecimalField(_("most points for fit"), max_digits=8, decimal_places=2, default=50)
    engagement_cap = models.DecimalField(
        _("most points for engagement"), max_digits=8, decimal_places=2, default=50
    )
    engagement_floor = models.DecimalField(
        _("least points for engagement"), max_digits=8, decimal_places=2, default=0
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
    tried_at = models.DateTimeField(_("on trial since"), null=True, blank=True)
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
            # its scores have a table of their own, with room for one
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="shadow"), name="one_scoring_version_on_trial"
            ),
            models.CheckConstraint(
                condition=Q(fit_floor__lte=F("fit_cap"), engagement_floor__lte=F("engagement_cap")),
                name="a_floor_lies_below_its_cap",
            ),
        ]
        triggers = [kept_version()]

    def __str__(self) -> str:
        return f"v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("leads:scoring-version", args=[self.pk])

    @transaction.atomic
    def try_out(self, by: Any, at: datetime) -> None:
        """Score every lead with this version too, beside the live one, without anything following from it."""
        versions = ScoringVersion.objects.select_for_update(no_key=True)
        mine = versions.get(pk=self.pk)
        if mine.state not in (self.State.DRAFT, self.State.SHADOW):
            raise Refused(_("Only a draft can go on trial."))
        if mine.state == self.State.DRAFT:
            self.check_rules()
            versions.filter(state=self.State.SHADOW).update(state=self.State.DRAFT)
            versions.filter(pk=self.pk).update(state=self.State.SHADOW, tried_at=at, by=by)
            Rescoring.objects.begin(mine, at)
        self.refresh_from_db()

    @transaction.atomic
    def take_back(self, by: Any, at: datetime) -> None:
        """End the trial; it is a draft again, that can be written. Quiet when it is one."""
        mine = ScoringVersion.objects.select_for_update(no_key=True).get(pk=self.pk)
        if mine.state in (self.State.LIVE, self.State.RETIRED):
            raise Refused(_("What has scored leads stays as it was. Draft the next one from it."))
        ScoringVersion.objects.filter(pk=self.pk, state=self.State.SHADOW).update(
            state=self.State.DRAFT, by=by
        )
        self.refresh_from_db()

    @transaction.atomic
    def publish(self, by: Any, at: datetime) -> None:
        """Make this version the live one. That every lead is scored by it is a duty from then on; quiet when it is."""
        versions = ScoringVersion.objects.select_for_update(no_key=True)
        mine = versions.get(pk=self.pk)
        if mine.state == self.State.RETIRED:
            raise Refused(_("This version was retired. Draft the next one from it."))
        if mine.state != self.State.LIVE:
            self.check_rules()
            versions.filter(state=self.State.LIVE).update(state=self.State.RETIRED)
            versions.filter(pk=self.pk).update(state=self.State.LIVE, published_at=at, by=by)
            Rescoring.objects.begin(mine, at)
        self.refresh_from_db()

    @transaction.atomic
    def retire(self, by: Any, at: datetime) -> None:
        """Put it aside for good: a draft is never published then, and without a live version no lead is scored anew."""
        mine = ScoringVersion.objects.select_for_update(no_key=True).exclude(state=self.State.RETIRED)
        mine.filter(pk=self.pk).update(state=self.State.RETIRED, by=by)
        self.refresh_from_db()

    def check_rules(self) -> None:
        """Raise Refused where a rule can't be read, or a grade asks for less than the next one."""
        for rule in self.rules.all():
            try:
                rule.clean()
            except (CriteriaFault, ValidationError) as fault:
                raise Refused(_("The rule %(rule)s can't score: %(fault)s") % _told(rule, fault)) from fault
        for bounds in (self.fit_bounds, self.engagement_bounds):
            if sorted(bounds, reverse=True) != list(bounds):
                raise Refused(_("A better grade needs more points than the next one."))

    @property
    def scores_now(self) -> bool:
        return self.state in (self.State.LIVE, self.State.SHADOW)

    @property
    def ages(self) -> bool:
        """Its scores change with time alone."""
        return any(rule.ages for rule in self.rules.all())

    def axis(self, axis: str, at: Moment) -> Expression | Combinable:
        """The points of one axis: its rules, each group within its limit, held between the floor and the cap."""
        rules = [rule for rule in self.rules.all() if rule.axis == axis]
        total = _sum(rule.points_at(at) for rule in rules if rule.group_id is None)
        for group in self.groups.all():
            own = [rule.points_at(at) for rule in rules if rule.group_id == group.pk]
            if own:
                total = total + group.limited(_sum(own))
        floor, cap = self.bounds_of(axis)
        return Least(Greatest(total, Value(floor), output_field=POINTS), Value(cap), output_field=POINTS)

    def bounds_of(self, axis: str) -> tuple[Decimal, Decimal]:
        """(least, most) points of an axis."""
        if axis == "fit":
            return self.fit_floor, self.fit_cap
        return self.engagement_floor, self.engagement_cap

    def columns(self, at: Moment) -> dict[str, Any]:
        """What a score row holds, as expressions over Lead; pure in facts, this version and `at`."""
        return {
            "new_fit": self.axis("fit", at),
            "new_engagement": self.axis("engagement", at),
        }

    def grades(self, fit: Any, engagement: Any) -> tuple[Case, Case]:
        """Letter for fit (A best) and digit for engagement (1 best)."""
        letter = _band(fit, self.fit_bounds, "ABCD")
        return letter, _band(engagement, self.engagement_bounds, "1234")


def _told(rule: Any, fault: Exception) -> dict[str, str]:
    said = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
    return {"rule": rule.name or rule.name_en, "fault": said}


def _sum(points: Iterable[Any]) -> Any:
    total: Any = Value(Decimal(0), output_field=POINTS)
    for one in points:
        total = total + one
    return total


def _band(value: str, bounds: list[Decimal], names: str) -> Case:
    whens = [
        When(**{f"{value}__gte": bound}, then=Value(name)) for bound, name in zip(bounds, names, strict=False)
    ]
    return Case(*whens, default=Value(names[-1]), output_field=models.CharField())
