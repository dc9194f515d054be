"""Stakeholders: the people of both teams, and around them, whom the diagnosis listens to."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diagnostics.coverage import Seat
from people.models import TeamKind, User

from .assessment import Assessment
from .guide import GuideRole


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    def visible_to(self, user: User) -> "StakeholderQuerySet":
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def editable_by(self, user: User) -> "StakeholderQuerySet":
        return self.filter(assessment__in=Assessment.objects.editable_by(user))

    def for_list(self) -> "StakeholderQuerySet":
        return self.select_related("user").annotate(interview_count=models.Count("interviews"))

    def willing(self) -> "StakeholderQuerySet":
        return self.exclude(consent=Stakeholder.Consent.REFUSED)


class Stakeholder(models.Model):
    """A person whom one assessment listens to: where they stand, what they have agreed to take part in."""

    class Influence(models.IntegerChoices):
        LOW = 1, pgettext_lazy("influence", "Low")
        SOME = 2, pgettext_lazy("influence", "Some")
        DECISIVE = 3, pgettext_lazy("influence", "Decisive")

    class Stance(models.TextChoices):
        UNKNOWN = "unknown", _("Not known yet")
        SUPPORTS = "supports", _("In favour")
        NEUTRAL = "neutral", pgettext_lazy("stance", "Neutral")
        DOUBTS = "doubts", _("Has doubts")
        OPPOSES = "opposes", pgettext_lazy("stance", "Against")

    class Consent(models.TextChoices):
        PENDING = "pending", pgettext_lazy("consent", "Not asked yet")
        GIVEN = "given", pgettext_lazy("consent", "Given")
        REFUSED = "refused", pgettext_lazy("consent", "Refused")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="stakeholders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("person who signs in"),
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    side = models.CharField(_("team"), max_length=12, choices=TeamKind.choices)
    is_director = models.BooleanField(_("heads the team"), default=False)
    influence = models.PositiveSmallIntegerField(
        _("influence"), choices=Influence.choices, default=Influence.SOME
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, default=Stance.UNKNOWN)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent.choices, default=Consent.PENDING)
    consent_at = models.DateTimeField(_("consent answered"), null=True, blank=True, editable=False)
    in_workshop = models.BooleanField(_("in the workshop"), default=False)
    to_interview = models.BooleanField(_("to be interviewed"), default=True)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["side", "-is_director", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"],
                name="a_person_is_registered_once",
                violation_error_message=_("This person is already registered in this assessment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def guide_role(self) -> str:
        """Which guide fits: who heads a team is asked what leadership is asked."""
        if self.is_director or self.side == TeamKind.LEADERSHIP:
            return GuideRole.DIRECTION
        return GuideRole.OPERATIONS if self.side == TeamKind.REVOPS else self.side

    @property
    def has_refused(self) -> bool:
        return self.consent == self.Consent.REFUSED

    def as_seat(self) -> Seat:
        return Seat(
            self.side,
            self.is_director,
            self.in_workshop,
            self.to_interview,
            self.has_refused,
        )

    def answer_consent(self, answer: str, at: datetime) -> None:
        """Their yes or no; the same answer twice keeps the first moment."""
        changed = (
            Stakeholder.objects.filter(pk=self.pk)
            .exclude(consent=answer)
            .update(consent=answer, consent_at=at)
        )
        if changed:
            self.consent, self.consent_at = answer, at
