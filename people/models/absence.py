"""Absences: days on which a person is not there."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .user import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def of(self, people: Iterable[int]) -> "AbsenceQuerySet":
        return self.filter(user__in=people)

    def visible_to(self, user: User) -> "AbsenceQuerySet":
        """One's own, a manager the team's, RevOps all."""
        return self.filter(user__in=Absence.people_of(user))

    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(first_on__lte=day, last_on__gte=day)

    def coming(self, day: date) -> "AbsenceQuerySet":
        return self.filter(last_on__gte=day).order_by("first_on")


class Absence(models.Model):
    """Nobody is routed to an absent person and alerts wait; deadlines never move."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences", verbose_name=_("person"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="absence_ends_after_it_begins"
            )
        ]
        # read by routing and by alerts: who is away on this day
        indexes = [models.Index(fields=["user", "last_on"], name="absences_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_on} - {self.last_on}"

    @staticmethod
    def people_of(user: User) -> models.QuerySet[User]:
        """Whose absences this person may write down."""
        if user.is_revops:
            return User.objects.active()
        if user.is_manager and user.team_id:
            return User.objects.active().filter(team=user.team_id)
        return User.objects.filter(pk=user.pk)

    def covers(self, at: datetime) -> bool:
        """Whether this local moment falls on one of its days."""
        return self.first_on <= at.date() <= self.last_on
