"""Re-basing: clocks that still run go on under other terms, because both teams or RevOps decided so."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.models import CalendarVersion

from .agreement import AgreementVersion
from .clock import Clock
from .commitment import Commitment
from .moving import Foreseen, Terms, foresee
from .timing import versions_in_use

BATCH = 500
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
        """The running clocks that this decision has still to move."""
        clocks = Clock.objects.running().live().select_related("commitment")
        if self.calendar_version:
            older = CalendarVersion.objects.filter(
                calendar=self.calendar_version.calendar_id, number__lt=self.calendar_version.number
            )
            return clocks.filter(calendar_version__in=older)
        assert self.agreement_version
        earlier = self.agreement_version.agreement.versions.filter(number__lt=self.agreement_version.number)
        kinds = {commitment.kind for commitment in self._successors()}
        return clocks.filter(commitment__version__in=earlier, commitment__kind__in=kinds)

    def _successors(self) -> list[Commitment]:
        assert self.agreement_version
        return list(self.agreement_version.commitments.timed().order_by("pk"))

    def terms(self, clocks: Iterable[Clock]) -> dict[int, Terms]:
        """{clock id: what it will run under}: the promise of the same kind and scope, else of the same kind."""
        if self.calendar_version:
            version = self.calendar_version
            return {c.pk: Terms(c.commitment, version, c.target_seconds) for c in clocks}
        kept = self._successors()
        versions = versions_in_use(one.calendar_id for one in kept)
        found = {}
        for clock in clocks:
            of_kind = [one for one in kept if one.kind == clock.commitment.kind]
            new = next((one for one in of_kind if one.scope == clock.commitment.scope), of_kind[0])
            found[clock.pk] = Terms(new, versions.get(new.calendar_id), new.target_seconds or 0)
        return found

    def foresee(self, at: datetime) -> list[Foreseen]:
        """What it would do to each clock that waits for it; nothing is written. Also for a row that isn't saved."""
        clocks = list(self.waiting().order_by("due_at", "pk")[:MOST_FORESEEN])
        return foresee(clocks, self.terms(clocks), at)

    @transaction.atomic
    def go_on(self, at: datetime, limit: int = BATCH) -> int:
        """Move one batch; how many. When none is left the decision is done."""
        held = Rebase.objects.select_for_update(skip_locked=True, of=("self",)).pending()
        if not held.filter(pk=self.pk).exists():
            return 0
        clocks = list(self.waiting().order_by("pk").select_for_update(of=("self",))[:limit])
        moved = Clock.objects.rebase(clocks, self.terms(clocks), at, cause=self)
        done_at = None if clocks else at
        Rebase.objects.filter(pk=self.pk).update(moved=models.F("moved") + moved, done_at=done_at)
        return moved
