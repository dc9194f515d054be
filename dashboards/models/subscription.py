"""Subscriptions: a board or a report that somebody asked to get by mail, and how often."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboards.subscriptions.moments import Rhythm
from people.models import User

SAME = ("board", "query", "report", "cadence", "weekday", "hour", "form")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, user: User) -> Self:
        """Everybody knows their own."""
        return self.filter(owner=user.pk)

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    @transaction.atomic
    def subscribe(self, wanted: "Subscription", at: datetime) -> "Subscription":
        """What is wanted, from now on; the same a second time is the one that stands."""
        User.objects.select_for_update(of=("self",)).get(pk=wanted.owner_id)
        told = {name: getattr(wanted, name) for name in SAME}
        known = self.standing().filter(owner=wanted.owner_id, **told).first()
        if known:
            return known
        wanted.created_at = at
        wanted.save()
        return wanted

    def take_due(self, at: datetime, limit: int) -> "Sequence[Subscription]":
        """Those whose moment has come, held until the transaction ends; what another worker holds is left to it."""
        due = self.standing().filter(next_at__lte=at).order_by("next_at")
        return list(
            due.select_related("owner__team").select_for_update(skip_locked=True, of=("self",))[:limit]
        )


class Subscription(models.Model):
    """Somebody gets a board with its filters, or a report, by mail, until they end it. `next_at` is when it is due."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month, on the first working day")

    class Form(models.TextChoices):
        PDF = "pdf", _("PDF")
        SLIDES = "slides", _("Slides")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions", verbose_name=_("person")
    )
    board = models.SlugField(_("board"), max_length=20, blank=True, db_index=False)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    report = models.SlugField(_("report"), max_length=20, blank=True, db_index=False)
    cadence = models.CharField(_("how often"), max_length=7, choices=Cadence.choices)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=1)
    hour = models.PositiveSmallIntegerField(_("hour"))
    form = models.CharField(_("as"), max_length=6, choices=Form.choices, default=Form.PDF)
    created_at = models.DateTimeField(_("created"))
    next_at = models.DateTimeField(_("next"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["next_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(report="") & ~Q(board="")) | (Q(board="", query="") & ~Q(report="")),
                name="a_board_or_a_report_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7), hour__lte=23), name="a_day_of_the_week_and_an_hour"
            ),
        ]
        indexes = [
            # read by the sweep each minute
            models.Index(fields=["next_at"], condition=Q(ended_at=None), name="subscriptions_due"),
        ]

    def __str__(self) -> str:
        return f"{self.board or self.report} {self.cadence}"

    def get_absolute_url(self) -> str:
        """Leads on to what is sent; a filter may be longer than the link of a mail."""
        return reverse("dashboards:subscription-detail", args=[self.pk])

    @property
    def rhythm(self) -> Rhythm:
        cadence: Any = self.cadence
        return Rhythm(cadence, self.hour, self.weekday)

    def end(self, at: datetime) -> None:
        """From now on nothing is sent, nor what is on its way. Twice changes nothing."""
        Subscription.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at)
