"""Clocks: one promise running for one subject. The row is a cache of its ledger and can be rebuilt from it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import explaining, following, moving, opening, sweeping
from .boarding import BoardQuerySet
from .commitment import Commitment
from .entry import ClockEntry
from .following import Covers
from .judging import refresh, stale
from .telling import ClockMark, ClockStart
from .timeline import Timeline
from .writing import write_owners


class ClockQuerySet(BoardQuerySet["Clock"]):
    def live(self) -> "ClockQuerySet":
        """Without those of a shadow period, which count for nobody."""
        return self.filter(shadow=False)

    def with_promise(self) -> "ClockQuerySet":
        return self.select_related(
            "commitment__version__agreement", "calendar_version__calendar", "owner", "team"
        )

    def set_aside(self, at: datetime) -> "ClockQuerySet":
        """Those that could not be judged and wait to be tried again."""
        return self.running().filter(quarantined_until__gte=at)

    def about(self, subject: str, ids: Iterable[int]) -> "ClockQuerySet":
        """The clocks of these subjects, with what a chip needs to show them."""
        return self.filter(subject=subject, subject_id__in=list(ids)).select_related("commitment")

    def start(self, starts: Iterable[ClockStart], at: datetime) -> list["Clock"]:
        """Start clocks, in the order asked; one that runs already (same promise, subject and cycle) is given back."""
        return opening.start(self.model, list(starts), at)

    @transaction.atomic
    def mark(self, marks: Iterable[ClockMark], at: datetime, quiet: bool = False) -> list["Clock"]:
        """Append what happened and judge those clocks anew. Twice, or in another order, ends the same.

        A breach that this shows to be untrue is excused; one that nobody had declared yet is declared (`quiet`: nobody
        is told). What is said to lie ahead of `at` happened when we learned of it: nothing is known before it is so.
        """
        told = list(marks)
        if not told:
            return []
        ids = {mark.clock_id for mark in told}
        clocks = list(self.model._default_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
        known = {clock.pk for clock in clocks}
        ClockEntry.objects.bulk_create(
            (
                ClockEntry(
                    clock_id=mark.clock_id,
                    kind=mark.kind,
                    occurred_at=min(mark.occurred_at, at),
                    recorded_at=at,
                    cause=mark.cause,
                    origin_key=mark.origin_key,
                    withdraws=mark.withdraws,
                )
                for mark in told
                if mark.clock_id in known
            ),
            ignore_conflicts=True,
        )
        refresh(clocks, at, quiet)
        return clocks

    def assign(self, owners: Mapping[int, tuple[int | None, int | None]]) -> None:
        """{clock id: (owner id, team id)}: who answers for it from now on; the deadline does not move."""
        write_owners(owners)

    def follow(self, timelines: Iterable[Timeline], at: datetime, covers: Covers) -> list["Clock"]:
        """Bring the clocks of these subjects in line with what happened to them: start, mark and take back.

        `covers(commitments, subject_ids)` says which subjects each commitment is about: {commitment id: ids}.
        """
        return following.follow(self.model, list(timelines), at, covers)

    def rebase(
        self, clocks: Sequence["Clock"], terms: Mapping[int, moving.Terms], at: datetime, cause: Any
    ) -> int:
        """Put clocks that the caller locked under other terms; how many moved. The old ones stay on record."""
        return moving.move(clocks, terms, at, cause)

    def sweep(self, at: datetime, limit: int = 500) -> int:
        """Declare every step that was passed, up to `limit` clocks; how many were looked at. Safe in many workers."""
        return sweeping.sweep(self.model, at, limit)

    def refold(self, ids: Iterable[int] | None = None) -> int:
        """Rebuild rows from their ledgers; how many changed. Declares, tells and deletes nothing."""
        return sweeping.rebuild(self.model, ids)

    def differences(self) -> list[dict[str, Any]]:
        """Where a row is not what its ledger says: {"clock_id", "field", "stored", "rebuilt"}."""
        return [
            difference for clocks in sweeping.in_batches(self.model, None) for difference in stale(clocks)
        ]

    def age_of_oldest_overdue(self, at: datetime) -> timedelta:
        """How long the oldest step has waited to be declared: nothing while the sweep keeps up."""
        return sweeping.oldest_waiting(self.model, at)


class Clock(models.Model):
    """One promise running for one subject and cycle, on the version and the calendar in force when it started."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        MET = "met", _("met")
        BREACHED = "breached", _("breached")
        CANCELLED = "cancelled", _("cancelled")

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="clocks", db_index=False, verbose_name=_("commitment")
    )
    calendar_version = models.ForeignKey(
        "people.CalendarVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("calendar version"),
    )
    cycle = models.PositiveIntegerField(_("cycle"), default=1)
    subject = models.CharField(_("about"), max_length=20)
    subject_id = models.BigIntegerField(_("number"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        "people.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
    )
    dimensions = models.JSONField(_("dimensions"), default=dict, blank=True)
    target_seconds = models.PositiveBigIntegerField(_("target (seconds)"))
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True)
    next_step_at = models.DateTimeField(_("next step"), null=True)
    next_percent = models.PositiveSmallIntegerField(_("next step (%)"), null=True)
    running = models.BooleanField(_("running"), default=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, default=Outcome.RUNNING)
    stopped_at = models.DateTimeField(_("stopped"), null=True)
    paused_at = models.DateTimeField(_("paused"), null=True)
    elapsed_seconds = models.PositiveBigIntegerField(_("time taken (seconds)"), null=True)
    quarantined_until = models.DateTimeField(_("set aside until"), null=True)
    shadow = models.BooleanField(_("shadow"), default=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            # one clock a promise, subject and cycle, and its twin on trial; also reads the clocks of a commitment
            models.UniqueConstraint(
                fields=["commitment", "subject", "subject_id", "cycle", "shadow"],
                name="one_clock_a_promise_and_cycle",
            ),
        ]
        indexes = [
            # the sweep, and nobody else
            models.Index(
                fields=["next_step_at"],
                condition=models.Q(running=True),
                name="clock_next_step",
            ),
            # the board of running clocks, page after page; changes only when the row leaves it or its deadline moves
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(running=True),
                name="clock_board",
            ),
            # the board's paused ones, which are few among many
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(running=True, paused_at__isnull=False),
                name="clock_paused",
            ),
            # a decision to move what runs under a promise, or on an edition of a calendar, batch by batch
            models.Index(
                fields=["commitment", "id"], condition=models.Q(running=True), name="clock_promise_running"
            ),
            models.Index(
                fields=["calendar_version", "id"],
                condition=models.Q(running=True),
                name="clock_calendar_running",
            ),
            # the clocks of one handoff
            models.Index(fields=["subject_id", "subject"], name="clock_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} · {self.subject} {self.subject_id}"

    def get_absolute_url(self) -> str:
        return reverse("sla:clock-detail", args=[self.pk])

    def explain(self, at: datetime) -> "explaining.Explanation":
        """Why the deadline is what it is: each day with what it counted, the pauses, and what skipped the rest."""
        return explaining.explain(self, at)
