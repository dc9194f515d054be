"""What was declared of a clock: the steps it reached, the promise that was broken, and what people said to it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.models import MANAGERS
from sla.guards import Refused

from .answering import AnsweredQuerySet


class StepReachedQuerySet(models.QuerySet["StepReached"]):
    def to_reoffer(self) -> "StepReachedQuerySet":
        """Those that ask for another person and were not heeded yet: the duty, whatever became of the nudge."""
        return self.filter(reoffer=StepReached.Reoffer.DUE).order_by("pk")

    def unheard(self) -> "StepReachedQuerySet":
        """Those that somebody should have heard of, and nobody did: a gap in the ladder."""
        return self.filter(silent=StepReached.Silence.NOBODY)


class StepReached(models.Model):
    """A clock passed one rung of its ladder. `reached_at` is the true moment of the rung, however late we looked.

    `cycle` counts the times this rung was reached by this clock: a reset, or a pause that we learn of late, moves the
    rung ahead, and it can be reached again.
    """

    class Silence(models.TextChoices):
        TRIAL = "trial", _("on trial: nobody is told")
        OVERTAKEN = "overtaken", _("a later step had been reached by then")
        ACKNOWLEDGED = "acknowledged", _("somebody had seen the breach")
        WAIVED = "waived", _("the breach had been waived")
        MOVED = "moved", _("the clock was moved to other terms")
        NOBODY = "nobody", _("there was nobody to tell")

    class Reoffer(models.TextChoices):
        NONE = "", _("not asked for")
        DUE = "due", _("to be offered to somebody else")
        DONE = "done", _("offered to somebody else")
        ANSWERED = "answered", _("answered in the meantime")
        CAPPED = "capped", _("offered to others often enough")
        NOBODY = "nobody", _("there was nobody else to offer it to")

    clock = models.ForeignKey("sla.Clock", models.PROTECT, related_name="reached", verbose_name=_("clock"))
    cycle = models.PositiveSmallIntegerField(_("time"), default=1)
    percent = models.PositiveSmallIntegerField(_("at (% of the target)"))
    reached_at = models.DateTimeField(_("reached"))
    declared_at = models.DateTimeField(_("declared"))
    told = models.BooleanField(_("told"), default=False)
    silent = models.CharField(_("why nobody was told"), max_length=12, choices=Silence.choices, blank=True)
    reoffer = models.CharField(
        _("another person"), max_length=8, choices=Reoffer.choices, default=Reoffer.NONE, blank=True
    )

    objects = StepReachedQuerySet.as_manager()

    class Meta:
        verbose_name = _("step reached")
        verbose_name_plural = _("steps reached")
        ordering = ["clock", "reached_at"]
        constraints = [
            # however many workers sweep: one row, and so one alert
            models.UniqueConstraint(
                fields=["clock", "percent", "cycle"],
                name="a_rung_is_reached_once_a_cycle",
            ),
        ]
        indexes = [
            # the leads that wait to be offered to somebody else
            models.Index(fields=["id"], condition=models.Q(reoffer="due"), name="step_to_reoffer"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class BreachQuerySet(AnsweredQuerySet["Breach"]):
    @transaction.atomic
    def acknowledge(self, by: Any, at: datetime, note: str = "") -> int:
        """Those of them that stand and that nobody has acknowledged; how many. The first one of each stands."""
        open_ones = list(self.to_acknowledge().order_by("pk").values_list("pk", flat=True))
        rows = [Acknowledgement(breach_id=pk, by=by, at=at, note=note) for pk in open_ones]
        Acknowledgement.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        return len(rows)


class Breach(models.Model):
    """A promise was not kept in time, and we said so. Never deleted: later facts are written beside it."""

    clock = models.ForeignKey("sla.Clock", models.PROTECT, related_name="breaches", verbose_name=_("clock"))
    cycle = models.PositiveSmallIntegerField(_("time"), default=1)
    reached_at = models.DateTimeField(_("broken"))
    declared_at = models.DateTimeField(_("declared"))

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        ordering = ["-reached_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "cycle"], name="a_breach_is_declared_once_a_cycle"),
        ]
        indexes = [
            # the breach list, newest first, page after page
            models.Index(fields=["-reached_at", "-id"], name="breach_newest"),
        ]

    def __str__(self) -> str:
        return " ".join([str(_("breach")), str(self.pk)])

    def acknowledge(self, by: Any, at: datetime, note: str = "") -> "Acknowledgement":
        """Somebody has seen it and takes care; the first one stands."""
        return Acknowledgement.objects.get_or_create(
            breach=self, defaults={"by": by, "at": at, "note": note}
        )[0]

    def waive(self, by: Any, at: datetime, reason: str) -> "Waiver":
        """A manager or RevOps decides that it does not count; counted apart, with the reason. The first one stands."""
        if by.role not in MANAGERS and not by.is_revops:
            raise Refused(_("Only a manager may waive a breach."))
        if not reason.strip():
            raise Refused(_("Say why this breach is waived."))
        return Waiver.objects.get_or_create(breach=self, defaults={"by": by, "at": at, "reason": reason})[0]


class Excuse(models.Model):
    """The breach was declared on what we knew; what we learned later says that the promise was kept. Counts as met."""

    class Cause(models.TextChoices):
        ANSWERED_IN_TIME = "answered_in_time", _("answered in time, learned late")
        DEADLINE_MOVED = "deadline_moved", _("the deadline was later than we knew")
        CANCELLED_IN_TIME = "cancelled_in_time", _("cancelled before the deadline, learned late")

    breach = models.OneToOneField(Breach, models.PROTECT, related_name="excuse", verbose_name=_("breach"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    at = models.DateTimeField(_("excused"))

    class Meta:
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_cause_display()


class Waiver(models.Model):
    """A manager's decision that a breach does not count against the team; reported apart from what was met."""

    breach = models.OneToOneField(Breach, models.PROTECT, related_name="waiver", verbose_name=_("breach"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("waived"))
    reason = models.TextField(_("reason"), max_length=1000)

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.reason[:60]


class Acknowledgement(models.Model):
    """Somebody said: I have seen this breach."""

    breach = models.OneToOneField(
        Breach, models.PROTECT, related_name="acknowledgement", verbose_name=_("breach")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("acknowledged"))
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.by}"
