"""Assessments: one look, with a beginning and an end, at how the two teams work together."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostics.coverage import Quota, Seat, imbalance, quotas
from people.models import Role, User

from .guide import InterviewGuide

RUNS = frozenset({Role.FACILITATOR, Role.REVOPS})
READS = RUNS | {Role.EXECUTIVE, Role.MARKETING_MANAGER, Role.SALES_MANAGER}


def runs_diagnosis(user: User) -> bool:
    """Facilitators and RevOps run the diagnosis; leadership and managers read it and rate for their team."""
    return user.role in RUNS


def _how_many(relation: str, **condition: Any) -> models.Subquery:
    """Counts along one relation by itself, so that several counts on a row don't multiply each other."""
    rows = Assessment.objects.filter(pk=models.OuterRef("pk")).order_by().values("pk")
    counted = models.Count(relation, filter=models.Q(**condition)) if condition else models.Count(relation)
    return models.Subquery(rows.annotate(n=counted).values("n"))


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> "AssessmentQuerySet":
        return self.all() if user.role in READS else self.none()

    def editable_by(self, user: User) -> "AssessmentQuerySet":
        return self.open() if runs_diagnosis(user) else self.none()

    def run_by(self, user: User) -> "AssessmentQuerySet":
        return self.all() if runs_diagnosis(user) else self.none()

    def open(self) -> "AssessmentQuerySet":
        return self.filter(closed_on=None)

    def named(self, text: str) -> "AssessmentQuerySet":
        return self.filter(name__icontains=text)

    def newest(self) -> "Assessment | None":
        return self.order_by("-started_on", "-pk").first()

    def with_progress(self) -> "AssessmentQuerySet":
        """Each with how many stakeholders, interviews, problems, quotes and ratings it has."""
        return self.select_related("facilitator").annotate(
            stakeholder_count=_how_many("stakeholders"),
            interview_count=_how_many("stakeholders__interviews"),
            held_count=_how_many(
                "stakeholders__interviews",
                stakeholders__interviews__held_at__isnull=False,
            ),
            quote_count=_how_many("stakeholders__interviews__notes__quotes"),
            problem_count=_how_many("problems"),
            recommendation_count=_how_many("recommendations"),
            rating_count=_how_many("recommendations__ratings"),
        )


class Assessment(models.Model):
    """A diagnosis of how Marketing and Sales work together, led by one facilitator until it is closed."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    started_on = models.DateField(_("started on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("facilitator"),
        related_name="+",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("started_on")),
                name="assessment_ends_after_it_starts",
                violation_error_message=_("An assessment can't end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("diagnostics:assessment-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def close(self, on: date) -> None:
        """From now on it is read, not written. The first closing stands."""
        Assessment.objects.open().filter(pk=self.pk).update(closed_on=max(on, self.started_on))
        self.refresh_from_db(fields=["closed_on"])

    def reopen(self) -> None:
        Assessment.objects.filter(pk=self.pk).update(closed_on=None)
        self.closed_on = None

    def seats(self) -> list[Seat]:
        return [person.as_seat() for person in self.stakeholders.all()]

    def coverage(self) -> tuple[list[Quota], tuple[str, int] | None]:
        """Every quota, and the team that is heard less than the other."""
        seats = self.seats()
        return quotas(seats), imbalance(seats)

    @transaction.atomic
    def equip(self) -> "Assessment":
        """Lay out what every assessment starts from; what is there already stays as it is."""
        InterviewGuide.objects.lay_out()
        self.themes.lay_out(self)
        self.recommendations.lay_out(self)
        return self
