"""Recommendations: what to do about it; rated together and by each team, so that disagreement shows."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diagnostics.priority import Disagreement, Level, Verdict, disagreement, judge
from diagnostics.starter_recommendations import RECOMMENDATIONS
from people.models import Role, TeamKind, User

from .assessment import Assessment, runs_diagnosis
from .wording import (
    PRIORITY_NAMES,
    WHEN_NAMES,
    InBoth,
    LevelField,
    said_once,
    within_levels,
)

TEAMS = [
    (TeamKind.MARKETING.value, TeamKind.MARKETING.label),
    (TeamKind.SALES.value, TeamKind.SALES.label),
]
RATES_FOR: dict[str, tuple[str, ...]] = {
    Role.MARKETING_MANAGER: (TeamKind.MARKETING,),
    Role.SALES_MANAGER: (TeamKind.SALES,),
}


def sides_rated_by(user: User) -> tuple[str, ...]:
    """The teams for which this person may give a rating: managers for their own, who runs the diagnosis for both."""
    if runs_diagnosis(user):
        return (TeamKind.MARKETING, TeamKind.SALES)
    return RATES_FOR.get(user.role, ())


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> "RecommendationQuerySet":
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def editable_by(self, user: User) -> "RecommendationQuerySet":
        return self.filter(assessment__in=Assessment.objects.editable_by(user))

    def rateable_by(self, user: User, side: str) -> "RecommendationQuerySet":
        """For one team's view, or with a blank `side` for what both settled on."""
        if not side:
            return self.editable_by(user)
        if side not in sides_rated_by(user):
            return self.none()
        return self.visible_to(user).filter(assessment__closed_on=None)

    def named(self, text: str) -> "RecommendationQuerySet":
        return self.filter(models.Q(title_en__icontains=text) | models.Q(title_es__icontains=text))

    def with_ratings(self) -> "RecommendationQuerySet":
        return self.select_related("assessment", "rated_by").prefetch_related("ratings__by")

    def first_things_first(self) -> list["Recommendation"]:
        """By priority, then stars, then ease."""
        rows = self.with_ratings()
        return sorted(
            rows,
            key=lambda row: (
                -row.verdict.priority,
                -row.verdict.stars,
                -row.ease,
                row.position,
            ),
        )

    def lay_out(self, assessment: Assessment) -> None:
        """The eight to begin with; those that are there already keep their ratings."""
        known = set(self.filter(assessment=assessment).values_list("key", flat=True))
        Recommendation.objects.bulk_create(
            Recommendation(
                assessment=assessment,
                position=position,
                key=seed.key,
                title_en=seed.title_en,
                title_es=seed.title_es,
                rationale_en=seed.rationale_en,
                rationale_es=seed.rationale_es,
                impact=seed.impact,
                ease=seed.ease,
                is_foundation=seed.is_foundation,
            )
            for position, seed in enumerate(RECOMMENDATIONS, start=1)
            if seed.key not in known
        )


class Recommendation(models.Model):
    """One thing the company could do. Impact and ease are what both teams settled on; the rule derives the rest."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField(_("number"), editable=False)
    key = models.SlugField(blank=True, editable=False)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_es = models.CharField(_("title in Spanish"), max_length=160, blank=True)
    rationale_en = models.TextField(_("why, in English"), blank=True)
    rationale_es = models.TextField(_("why, in Spanish"), blank=True)
    impact = LevelField(_("impact"), default=Level.MEDIUM)
    ease = LevelField(_("ease"), default=Level.MEDIUM)
    is_foundation = models.BooleanField(_("others rest on it"), default=False)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    rated_at = models.DateTimeField(pgettext_lazy("rating", "rated"), null=True, editable=False)

    title = InBoth("title")
    rationale = InBoth("rationale")
    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["assessment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "position"], name="recommendations_are_numbered"),
            models.CheckConstraint(
                condition=within_levels("impact", "ease"),
                name="recommendation_is_rated_in_levels",
            ),
            models.CheckConstraint(condition=said_once("title"), name="recommendation_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("diagnostics:recommendation-detail", args=[self.pk])

    @property
    def verdict(self) -> Verdict:
        return judge(self.impact, self.ease, self.is_foundation)

    @property
    def doer(self) -> User | None:
        return self.rated_by

    @property
    def priority_name(self) -> str:
        return str(PRIORITY_NAMES[self.verdict.priority])

    @property
    def when_name(self) -> str:
        return str(WHEN_NAMES[self.verdict.when])

    @property
    def by_team(self) -> dict[str, "Rating"]:
        return {rating.side: rating for rating in self.ratings.all()}

    @property
    def disagreement(self) -> Disagreement | None:
        """None until both teams have rated."""
        found = self.by_team
        if len(found) < 2:
            return None
        return disagreement(found[TeamKind.MARKETING].pair, found[TeamKind.SALES].pair)

    @transaction.atomic
    def number(self) -> "Recommendation":
        """Store a new one at the end of its assessment's list."""
        Assessment.objects.select_for_update().get(pk=self.assessment_id)
        last = Recommendation.objects.filter(assessment=self.assessment).aggregate(models.Max("position"))
        self.position = (last["position__max"] or 0) + 1
        self.save()
        return self

    def rate(self, side: str, impact: int, ease: int, by: User | None, at: datetime) -> None:
        """What one team thinks, or with a blank `side` what both settled on."""
        rate = partial(self.rate_for, side) if side else self.settle
        rate(impact, ease, by=by, at=at)

    def settle(self, impact: int, ease: int, by: User | None, at: datetime) -> None:
        """The same levels twice leave the first doer and moment."""
        differing = Recommendation.objects.filter(pk=self.pk).exclude(
            impact=impact, ease=ease, rated_at__isnull=False
        )
        if differing.update(impact=impact, ease=ease, rated_by=by, rated_at=at):
            self.impact, self.ease, self.rated_by, self.rated_at = impact, ease, by, at

    def rate_for(self, side: str, impact: int, ease: int, by: User | None, at: datetime) -> None:
        """One team's view, apart from what both settled on; the newest replaces the one before."""
        Rating.objects.bulk_create(
            [
                Rating(
                    recommendation=self,
                    side=side,
                    impact=impact,
                    ease=ease,
                    by=by,
                    rated_at=at,
                )
            ],
            update_conflicts=True,
            unique_fields=["recommendation", "side"],
            update_fields=["impact", "ease", "by", "rated_at"],
        )


class Rating(models.Model):
    """One team's own view of a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="ratings")
    side = models.CharField(_("team"), max_length=12, choices=TEAMS)
    impact = LevelField(_("impact"))
    ease = LevelField(_("ease"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rated_at = models.DateTimeField(pgettext_lazy("rating", "rated"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["recommendation", "side"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "side"], name="a_team_rates_once"),
            models.CheckConstraint(condition=within_levels("impact", "ease"), name="rating_is_in_levels"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.impact}/{self.ease}"

    @property
    def doer(self) -> User | None:
        return self.by

    @property
    def pair(self) -> tuple[int, int]:
        return self.impact, self.ease
