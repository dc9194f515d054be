"""Erasures: that somebody was forgotten, and what stops them from coming back."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .user import User


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def bury(self, marks: dict[str, set[str]]) -> None:
        """Remember these marks per kind; known ones are left alone."""
        rows = [Tombstone(kind=kind, hmac=mark) for kind, found in marks.items() for mark in sorted(found)]
        Tombstone.objects.bulk_create(rows, ignore_conflicts=True)


class Tombstone(models.Model):
    """The keyed hash of an erased person's address or number: says "not again" without saying who."""

    kind = models.CharField(max_length=20)
    hmac = models.CharField(max_length=64)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "hmac"], name="one_tombstone_per_mark")]

    def __str__(self) -> str:
        return f"{self.kind} {self.hmac[:8]}…"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def record(self, subject: str, ids: "list[int]", reason: str, by: User | None, at: datetime) -> None:
        """One fact per subject; a second erasure of the same one is quiet."""
        rows = [Erasure(subject=subject, anonymous_id=pk, reason=reason, by=by, at=at) for pk in ids]
        Erasure.objects.bulk_create(rows, ignore_conflicts=True)


class Erasure(models.Model):
    """That a person's data was destroyed: what kind of row, which anonymous one stayed, who decided, when and why."""

    subject = models.CharField(_("kind of record"), max_length=40)
    anonymous_id = models.BigIntegerField(_("anonymous number"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, verbose_name=_("by"))
    at = models.DateTimeField(_("erased"))

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "anonymous_id"], name="a_subject_is_erased_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.anonymous_id}"
