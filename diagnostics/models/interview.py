"""Interviews: planned, then held, each with one stakeholder."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Role, User

from .assessment import Assessment
from .guide import InterviewGuide
from .stakeholder import Stakeholder


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User) -> "InterviewQuerySet":
        """That it takes place, and whether it did; what was said is another question."""
        return self.filter(stakeholder__in=Stakeholder.objects.visible_to(user))

    def editable_by(self, user: User) -> "InterviewQuerySet":
        return self.filter(stakeholder__in=Stakeholder.objects.editable_by(user))

    def within(self, assessment: Assessment) -> "InterviewQuerySet":
        return self.filter(stakeholder__assessment=assessment)

    def readable_by(self, user: User) -> "InterviewQuerySet":
        """Those whose notes this person may read: facilitators all of them, an interviewer the own ones."""
        if user.role == Role.FACILITATOR:
            return self.all()
        return self.filter(interviewer=user)

    def writable_by(self, user: User) -> "InterviewQuerySet":
        return self.readable_by(user).filter(stakeholder__assessment__in=Assessment.objects.open())

    def held(self) -> "InterviewQuerySet":
        return self.filter(held_at__isnull=False)

    def waiting(self) -> "InterviewQuerySet":
        return self.filter(held_at=None, stakeholder__assessment__closed_on=None).order_by("planned_at")

    def for_list(self) -> "InterviewQuerySet":
        """With whom, by whom, and how much was written: counts, not words."""
        return self.select_related("stakeholder__assessment", "interviewer").annotate(
            note_count=models.Count("notes", filter=~models.Q(notes__text=""), distinct=True),
            quote_count=models.Count("notes__quotes", distinct=True),
        )


class Interview(models.Model):
    """A conversation with one stakeholder; its notes are read by facilitators and by who held it."""

    stakeholder = models.ForeignKey(
        Stakeholder,
        models.CASCADE,
        related_name="interviews",
        verbose_name=_("stakeholder"),
    )
    planned_at = models.DateTimeField(_("planned for"))
    held_at = models.DateTimeField(pgettext_lazy("interview", "held"), null=True, blank=True, editable=False)
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("interviewer"),
        related_name="+",
    )

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["planned_at", "pk"]

    def __str__(self) -> str:
        return str(self.stakeholder)

    def get_absolute_url(self) -> str:
        return reverse("diagnostics:interview-detail", args=[self.pk])

    @property
    def assessment(self) -> Assessment:
        return self.stakeholder.assessment

    @property
    def guide(self) -> InterviewGuide | None:
        return InterviewGuide.objects.filter(role=self.stakeholder.guide_role).first()

    def hold(self, at: datetime) -> None:
        """It took place; the first moment stands."""
        Interview.objects.filter(pk=self.pk, held_at=None).update(held_at=at)

    def hand_over(self, to: User) -> None:
        """Another person asks the questions, and reads the notes."""
        Interview.objects.filter(pk=self.pk).update(interviewer=to)
