"""The ledger of a clock: what happened to it, appended and never edited."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.ledger import Entry


class EntryKind(models.TextChoices):
    START = "start", _("started")
    PAUSE = "pause", _("paused")
    RESUME = "resume", _("resumed")
    STOP = "stop", _("answered")
    CANCEL = "cancel", _("cancelled")
    RESET = "reset", _("started again")
    WITHDRAW = "withdraw", _("taken back")


class ClockEntryQuerySet(models.QuerySet["ClockEntry"]):
    def ledgers(self, clock_ids: Iterable[int]) -> dict[int, list[Entry]]:
        """{clock id: its ledger}, one query; a clock without entries has an empty one."""
        told = self.filter(clock__in=list(clock_ids)).order_by()
        found: dict[int, list[Entry]] = defaultdict(list)
        columns = ("clock", "kind", "occurred_at", "origin_key", "withdraws")
        for clock, kind, at, key, withdraws in told.values_list(*columns):
            found[clock].append(Entry(kind, at, key, withdraws))
        return found


class ClockEntry(models.Model):
    """One thing that happened to a clock: when it happened, and when we learned of it. Order of arrival means nothing.

    A fact that turned out to be none is not deleted: a further entry withdraws it by its `origin_key`.
    """

    Kind = EntryKind

    clock = models.ForeignKey("sla.Clock", models.PROTECT, related_name="entries", verbose_name=_("clock"))
    kind = models.CharField(_("what"), max_length=8, choices=EntryKind.choices)
    occurred_at = models.DateTimeField(_("happened"))
    recorded_at = models.DateTimeField(_("recorded"))
    cause = models.CharField(_("cause"), max_length=60, blank=True)
    origin_key = models.CharField(_("origin"), max_length=120)
    withdraws = models.CharField(_("takes back"), max_length=120, blank=True)

    objects = ClockEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock entry")
        verbose_name_plural = _("clock entries")
        ordering = ["clock", "occurred_at", "pk"]
        constraints = [
            # the same fact delivered again is the same entry; the index also reads one clock's ledger
            models.UniqueConstraint(fields=["clock", "origin_key"], name="a_fact_marks_a_clock_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_at:%Y-%m-%d %H:%M:%S}"

    def as_entry(self) -> Entry:
        return Entry(self.kind, self.occurred_at, self.origin_key, self.withdraws)
