"""Problems: what goes wrong between the teams, rated, each with its evidence or shown as a hypothesis."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from diagnostics.priority import Level, problem_weight
from people.models import User

from .assessment import Assessment
from .quote import Theme
from .wording import InBoth, LevelField, said_once, within_levels


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, user: User) -> "ProblemQuerySet":
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def editable_by(self, user: User) -> "ProblemQuerySet":
        return self.filter(assessment__in=Assessment.objects.editable_by(user))

    def heaviest_first(self) -> "ProblemQuerySet":
        """With the number of quotes on its theme as evidence."""
        return (
            self.select_related("theme")
            .annotate(evidence_count=models.Count("theme__quotes"))
            .order_by(-models.F("impact") * models.F("frequency") * models.F("ease"), "pk")
        )


class Problem(models.Model):
    """Something that costs both teams, rated by how much it hurts, how often, and how easily it is eased."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="problems")
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_es = models.CharField(_("title in Spanish"), max_length=160, blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    description_es = models.TextField(_("description in Spanish"), blank=True)
    impact = LevelField(_("impact"), default=Level.MEDIUM)
    frequency = LevelField(_("frequency"), default=Level.MEDIUM)
    ease = LevelField(_("ease"), default=Level.MEDIUM)
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("theme"),
    )

    title = InBoth("title")
    description = InBoth("description")
    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=within_levels("impact", "frequency", "ease"),
                name="problem_is_rated_in_levels",
            ),
            models.CheckConstraint(condition=said_once("title"), name="problem_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def weight(self) -> int:
        return problem_weight(self.impact, self.frequency, self.ease)
