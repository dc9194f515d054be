"""Watches: which number is held against what, and the weeks of it that were news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import MANAGERS, Role, User
from people.models.user import SEE_EVERY_LEAD

KINDS = {
    "outside": _("outside its limits"),
    "run": _("eight in a row on one side"),
    "below": _("below its threshold"),
    "above": _("above its threshold"),
}
WRITERS = (Role.REVOPS, Role.SALES_MANAGER, Role.MARKETING_MANAGER)
"""Who chooses what is watched, and writes down what was behind a week."""
READERS = SEE_EVERY_LEAD | MANAGERS
"""The weeks of a number are of the whole company and name nobody: whoever is told of one reads it."""


class WatchQuerySet(models.QuerySet["Watch"]):
    def active(self) -> Self:
        return self.filter(ended_at=None)

    def ended(self) -> Self:
        return self.filter(ended_at__isnull=False)

    def visible_to(self, user: User) -> Self:
        return self if user.role in READERS else self.none()


class Watch(models.Model):
    """A KPI over the whole company or some cuts of it, looked at when a week is over, until it ends.

    Either limits from the stable weeks (`stable_since` to `stable_until`), or a threshold (`low`, `high`), in the KPI's
    own unit: ratios 0..1, times in seconds or days. What it asks never changes; another question is another watch.
    """

    kpi = models.CharField(_("number"), max_length=80)
    cuts = models.JSONField(_("filters"), default=dict)
    stable_since = models.DateField(_("stable from"), null=True)
    stable_until = models.DateField(_("stable until"), null=True)
    with_runs = models.BooleanField(_("eight in a row are news too"), default=False)
    low = models.FloatField(_("at least"), null=True)
    high = models.FloatField(_("at most"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stable_since__isnull=False, stable_until__isnull=False, low=None, high=None)
                | Q(stable_since=None, stable_until=None) & (Q(low__isnull=False) | Q(high__isnull=False)),
                name="watch_limits_or_threshold",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="asks_the_same",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_at", "by"]),
            )
        ]

    def __str__(self) -> str:
        return self.kpi

    @property
    def is_threshold(self) -> bool:
        return self.stable_since is None

    def end(self, at: datetime) -> None:
        """The first end stands."""
        Watch.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at)


class DeviationQuerySet(models.QuerySet["Deviation"]):
    def visible_to(self, user: User) -> Self:
        return self if user.role in READERS else self.none()

    def unexplained(self) -> Self:
        return self.filter(cause=None)

    def record(self, watch: Watch, found: "Iterable[Deviation]") -> "list[Deviation]":
        """Those that were not known yet; a week gives each kind of news once, whatever later facts make of it."""
        told = list(found)
        known = set(self.filter(watch=watch).values_list("week", "kind"))
        Deviation.objects.bulk_create(told, ignore_conflicts=True)
        fresh = [(one.week, one.kind) for one in told if (one.week, one.kind) not in known]
        return [one for one in self.filter(watch=watch) if (one.week, one.kind) in fresh]


class Deviation(models.Model):
    """A week of a watched number was news: what it was then, of how many, and the limits that held."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="deviations", verbose_name=_("watch"))
    week = models.DateField(_("week"))
    kind = models.CharField(_("kind"), max_length=7, choices=list(KINDS.items()))
    value = models.FloatField(_("value"))
    n = models.IntegerField(_("n"))
    low = models.FloatField(_("at least"), null=True)
    high = models.FloatField(_("at most"), null=True)
    found_at = models.DateTimeField(_("found"))

    objects = DeviationQuerySet.as_manager()

    class Meta:
        verbose_name = _("deviation")
        verbose_name_plural = _("deviations")
        ordering = ["-week", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["watch", "week", "kind"], name="deviation_told_once"),
        ]
        triggers = [pgtrigger.Protect(name="found_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.watch_id} {self.week:%Y-%m-%d} {self.kind}"

    def explain(self, by: User, at: datetime, words: str) -> "Cause":
        """Somebody says what it was. The first word stands; a later one gets it back."""
        cause, _is_new = Cause.objects.get_or_create(
            deviation=self, defaults={"by": by, "said_at": at, "words": words}
        )
        return cause


class Cause(models.Model):
    """Why a week was what it was, as somebody said who looked."""

    deviation = models.OneToOneField(
        Deviation, models.CASCADE, related_name="cause", verbose_name=_("deviation")
    )
    words = models.CharField(_("cause"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")

    def __str__(self) -> str:
        return self.words
