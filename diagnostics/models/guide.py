"""Interview guides: what to ask whom, in both languages."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diagnostics.starter_guides import GUIDES

from .wording import InBoth


class GuideRole(models.TextChoices):
    DIRECTION = "direction", _("Leadership and directors")
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")
    OPERATIONS = "operations", _("Operations")
    IT = "it", _("IT")


class InterviewGuideQuerySet(models.QuerySet["InterviewGuide"]):
    @transaction.atomic
    def lay_out(self) -> None:
        """Add the guides that are missing; one that exists keeps its questions, edited or removed."""
        known = set(self.values_list("role", flat=True))
        missing = [role for role in GUIDES if role not in known]
        if not missing:
            return
        InterviewGuide.objects.bulk_create(
            [InterviewGuide(role=role) for role in missing], ignore_conflicts=True
        )
        Question.objects.bulk_create(
            [
                Question(guide=guide, position=position, text_en=english, text_es=spanish)
                for guide in self.filter(role__in=missing)
                for position, (english, spanish) in enumerate(GUIDES[guide.role], start=1)
            ],
            ignore_conflicts=True,
        )


class InterviewGuide(models.Model):
    """The list of questions for one kind of conversation."""

    role = models.CharField(
        pgettext_lazy("guide", "for"), max_length=12, choices=GuideRole.choices, unique=True
    )

    objects = InterviewGuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview guide")
        verbose_name_plural = _("interview guides")
        ordering = ["role"]

    def __str__(self) -> str:
        return self.get_role_display()


class Question(models.Model):
    """One question of a guide; the same words for everybody, so that answers can be laid side by side."""

    guide = models.ForeignKey(InterviewGuide, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    text_en = models.TextField(_("question in English"), blank=True)
    text_es = models.TextField(_("question in Spanish"), blank=True)

    text = InBoth("text")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["guide", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "position"], name="questions_have_their_own_place"),
        ]

    def __str__(self) -> str:
        return self.text
