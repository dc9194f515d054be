"""Facts: what somebody or something stated about a lead. Rows are appended and never edited."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .lead import Stage


class Precision(models.TextChoices):
    MOMENT = "moment", _("To the moment")
    DAY = "day", _("To the day")


class Fact(models.Model):
    """What every fact says of itself: when it happened, when we heard, from whom, under which key."""

    Precision = Precision

    occurred_at = models.DateTimeField(_("happened"))
    occurred_on = models.DateField(_("day"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=6, choices=Precision.choices, default=Precision.MOMENT
    )
    recorded_at = models.DateTimeField(_("recorded"))
    origin = models.CharField(_("origin"), max_length=80)
    origin_key = models.CharField(_("key at the origin"), max_length=400)
    is_history = models.BooleanField(_("history"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    cause = models.CharField(_("cause"), max_length=120, blank=True, default="")

    class Meta:
        abstract = True


class CorrectableQuerySet(models.QuerySet["models.Model"]):
    def effective(self) -> Self:
        """The facts that stand: those that no later row of the same key supersedes."""
        later = self.model._default_manager.filter(supersedes=OuterRef("pk"))
        return self.filter(~Exists(later))


class LeadChange(Fact):
    """Some fields of a lead got these values. The lead row is the fold: field by field the newest moment wins."""

    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, related_name="changes", verbose_name=_("lead"), db_index=False
    )
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_key"], name="change_stated_once"),
            models.CheckConstraint(
                condition=Q(precision="moment", occurred_on=None)
                | Q(precision="day", occurred_on__isnull=False),
                name="change_day_has_date",
            ),
        ]
        indexes = [
            # the fold, and what an origin said last
            models.Index(fields=["lead", "origin"], name="change_of_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.occurred_at:%Y-%m-%d %H:%M}"


class EventKindQuerySet(models.QuerySet["EventKind"]):
    def touches(self) -> Self:
        return self.filter(is_touch=True)

    def written_by_hand(self, with_touches: bool) -> Self:
        """What a person may write down: a call, a mail, a meeting, a note."""
        kinds = (
            self.filter(is_human=True).exclude(direction=EventKind.Direction.IN).order_by("-is_touch", "key")
        )
        return kinds if with_touches else kinds.filter(is_touch=False)


@pghistory.track()
class EventKind(models.Model):
    """What a kind of event means: only a human touch answers a lead, only engagement scores."""

    class Direction(models.TextChoices):
        IN = "in", _("From the lead")
        OUT = "out", _("To the lead")
        NONE = "none", _("Internal")

    key = models.SlugField(_("key"), primary_key=True, max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.NONE
    )
    is_human = models.BooleanField(_("by a person"), default=False)
    is_touch = models.BooleanField(_("counts as a touch"), default=False)
    is_conversation = models.BooleanField(_("the lead was reached"), default=False)
    is_engagement = models.BooleanField(_("shows interest"), default=False)

    objects = EventKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of event")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(is_touch=False) | Q(is_human=True), name="a_touch_is_human"),
        ]

    def __str__(self) -> str:
        return self.name_en


class EventQuerySet(CorrectableQuerySet):
    def of_kinds(self, kinds: models.QuerySet[EventKind]) -> Self:
        return self.filter(kind__in=kinds.values("key"))

    def said_by(self, origin: str, keys: list[str]) -> int:
        """How many of these keys this origin has told by now."""
        return self.filter(origin=origin, origin_key__in=keys).values("origin_key").distinct().count()


class Event(Fact):
    """Something the lead did, or somebody did towards the lead. An unknown kind is kept and listed as unclassified."""

    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, related_name="events", verbose_name=_("lead"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=60)
    values = models.JSONField(_("values"), default=dict, blank=True)
    # not a foreign key: the table is meant to be partitioned by month
    supersedes = models.BigIntegerField(null=True, blank=True, unique=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "origin_key", "supersedes"], nulls_distinct=False, name="event_stated_once"
            ),
        ]
        indexes = [
            # the time line, and counts of events of a kind within a window
            models.Index(fields=["lead", "kind", "occurred_at"], name="event_of_lead"),
            # what Sales tells Marketing, newest first
            models.Index(fields=["occurred_at", "id"], name="event_feedback", condition=Q(kind="feedback")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d %H:%M}"


class StageChange(Fact):
    """A lead reached a stage. Moving back is a fact too; a rule's crossing names its definition and score."""

    Stage = Stage

    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, related_name="stage_changes", verbose_name=_("lead"), db_index=False
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices)
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    definition_version = models.ForeignKey(
        "sla.DefinitionVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("definition"),
    )
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2, null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage change")
        verbose_name_plural = _("stage changes")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "origin_key", "supersedes"], nulls_distinct=False, name="stage_stated_once"
            ),
            # a rule crosses a lead once per cycle, however many workers ask
            models.UniqueConstraint(
                fields=["lead", "cycle", "stage"],
                condition=Q(definition_version__isnull=False),
                name="definition_fires_once",
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("pk")), name="stage_supersedes_another"),
        ]
        indexes = [
            # the fold and the time line
            models.Index(fields=["lead", "occurred_at"], name="stage_of_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.occurred_at:%Y-%m-%d %H:%M}"
