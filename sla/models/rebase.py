"""Re-basing: clocks that still run go on under other terms, because both teams or RevOps decided so."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.models import CalendarVersion
from sla.subjects import subjects

from .agreement import AgreementVersion
from .clock import Clock
from .commitment import Commitment
from .moving import Foreseen, Terms, foresee
from .rebased import ClockRebase
from .timing import versions_in_use

BATCH = 500
IN_FLIGHT = timedelta(minutes=1)
"""So long after it was decided a transaction may still start clocks under the old terms."""
MOST_FORESEEN = 20_000
"""A preview looks at so many clocks; with more it says that it is a part."""


class RebaseQuerySet(models.QuerySet["Rebase"]):
    def pending(self) -> Self:
        return self.filter(done_at=None)


class Rebase(models.Model):
    """A decision to move the running clocks of an agreement or of a calendar to a newer version: done in batches.

    The row is the duty: while `done_at` is empty a task goes on with it, and a kill in between costs nothing.
    """

    agreement_version = models.ForeignKey(
        AgreementVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rebases",
        verbose_name=_("agreement version"),
    )
    calendar_version = models.ForeignKey(
        CalendarVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("calendar version"),
    )
    asked_at = models.DateTimeField(_("asked"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    moved = models.PositiveIntegerField(_("clocks moved"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = RebaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("re-base")
        verbose_name_plural = _("re-bases")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreement_version__isnull=False, calendar_version=None)
                | models.Q(agreement_version=None, calendar_version__isnull=False),
                name="a_rebase_has_one_ground",
            ),
            models.UniqueConstraint(fields=["agreement_version"], name="an_agreement_version_rebases_once"),
            models.UniqueConstraint(fields=["calendar_version"], name="a_calendar_version_rebases_once"),
        ]
        indexes = [
            # the duty that is asked for every few seconds
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="rebase_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_version or self.calendar_version}"

    def waiting(self) -> models.QuerySet[Clock]:
        """The running clocks that this decision has still to look at, in the order of the index that finds them."""
        done = ClockRebase.objects.filter(clock=models.OuterRef("pk"), rebase=self.pk)
        clocks = Clock.objects.running().live().filter(~models.Exists(done))
        if self.calendar_version:
            older = CalendarVersion.objects.filter(
                calendar=self.calendar_version.calendar_id, number__lt=self.calendar_version.number
            )
            ids = list(older.values_list("pk", flat=True))
            return clocks.filter(calendar_version__in=ids).order_by("calendar_version_id", "pk")
        kinds = {commitment.kind for commitment in self._successors()}
        earlier = Commitment.objects.filter(version__in=self._earlier(), kind__in=kinds)
        ids = list(earlier.values_list("pk", flat=True))
        return clocks.filter(commitment__in=ids).order_by("commitment_id", "pk")

    def _earlier(self) -> models.QuerySet[AgreementVersion]:
        assert self.agreement_version
        return self.agreement_version.agreement.versions.filter(number__lt=self.agreement_version.number)

    def _successors(self) -> list[Commitment]:
        assert self.agreement_version
        timed = self.agreement_version.commitments.timed()
        return list(timed.select_related("version").order_by("pk"))

    def terms(self, clocks: Sequence[Clock], at: datetime) -> dict[int, Terms]:
        """{clock id: what it will run under}. A clock to whose subject the newer version promises nothing keeps its own."""
        if self.calendar_version:
            return {c.pk: Terms(c.commitment, self.calendar_version.pk, c.target_seconds) for c in clocks}
        kept = self._successors()
        about, taken = subjects.about(kept, clocks, at), _taken(kept, clocks)
        versions = versions_in_use(one.calendar_id for one in kept)
        found = {}
        for clock in clocks:
            fit = [one for one in kept if (one.pk, clock.pk) in about and _place(one, clock) not in taken]
            new = successor(clock.commitment, fit)
            found[clock.pk] = Terms.of(clock)
            if new:
                taken.add(_place(new, clock))
                version = versions.get(new.calendar_id)
                found[clock.pk] = Terms(new, version.pk if version else None, new.target_seconds or 0)
        return found

    def foresee(self, at: datetime) -> list[Foreseen]:
        """What it would do to each clock that waits for it; nothing is written. Also for a row that isn't saved."""
        clocks = list(self.waiting().select_related("commitment").order_by("due_at", "pk")[:MOST_FORESEEN])
        return foresee(clocks, self.terms(clocks, at), at)

    @transaction.atomic
    def go_on(self, at: datetime, limit: int = BATCH) -> int:
        """Look at one batch; how many. When none is left the decision is done.

        A clock that somebody else holds is left to the next turn: so nobody ever waits for this in a circle. A clock
        that was being started when it was decided is still found, for a moment.
        """
        held = Rebase.objects.select_for_update(skip_locked=True, of=("self",)).pending()
        if not held.filter(pk=self.pk).exists():
            return 0
        rows = self.waiting().select_related("commitment")
        clocks = list(rows.select_for_update(skip_locked=True, of=("self",))[:limit])
        moved = Clock.objects.rebase(clocks, self.terms(clocks, at), at, cause=self) if clocks else 0
        is_done = at >= self.asked_at + IN_FLIGHT and not self.waiting().exists()
        Rebase.objects.filter(pk=self.pk).update(
            moved=models.F("moved") + moved, done_at=at if is_done else None
        )
        return len(clocks)


def successor(promise: Commitment, fit: Sequence[Commitment]) -> Commitment | None:
    """Which of the newer promises takes its place: of the same kind, and of the same scope where there is one."""
    of_kind = [one for one in fit if one.kind == promise.kind]
    return next((one for one in of_kind if one.scope == promise.scope), next(iter(of_kind), None))


def _place(promise: Commitment, clock: Clock) -> tuple[int, str, int, int, bool]:
    return promise.pk, clock.subject, clock.subject_id, clock.cycle, clock.shadow


def _taken(promises: Sequence[Commitment], clocks: Sequence[Clock]) -> set[tuple[int, str, int, int, bool]]:
    """Where a clock of the newer promise runs already: a promise has one clock a subject and cycle."""
    there = Clock.objects.filter(
        commitment__in=promises, subject_id__in={clock.subject_id for clock in clocks}
    )
    return set(there.values_list("commitment", "subject", "subject_id", "cycle", "shadow"))
