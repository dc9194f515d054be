"""Imports: a file of leads read in chunks, each its own transaction, so that a kill loses nothing and a re-run adds nothing."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leads.fields import FIELDS
from leads.reading.dates import AmbiguousDates
from leads.reading.faults import Refused
from leads.reading.mapping import BadMapping, Mapping
from leads.reading.mapping_json import parse_mapping
from leads.reading.records import Record, record_reader
from leads.reading.rows import Row, Table, plain
from leads.reading.settling import settle as settle_columns
from leads.reading.tables import open_table
from leads.stages import STAGES
from people.models import Organisation, User

from ..landing.landing import Landed, land
from ..settling.settling import settle
from .arriving import Arriving
from .faulty import ImportFault, fault_of

CHUNK = 2000
MOST_FAULTS = 50_000


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> Self:
        """RevOps sees every import, others their own."""
        return self.all() if user.is_revops else self.filter(by=user)

    def due(self) -> Self:
        """Those that somebody started and that aren't finished: after a kill the next worker goes on with them."""
        return self.filter(state__in=[Import.State.WAITING, Import.State.RUNNING]).order_by("pk")


class Import(models.Model):
    """One reading of one file: how it is mapped, how far it got, and what became of its rows."""

    class State(models.TextChoices):
        DRAFT = "draft", _("To be mapped")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    name = models.CharField(_("file"), max_length=255)
    path = models.CharField(_("stored as"), max_length=1000)
    lookups = models.JSONField(_("other files"), default=dict, blank=True)
    system = models.CharField(_("system"), max_length=60)
    mapping = models.JSONField(_("mapping"), default=dict)
    is_live = models.BooleanField(_("live"), default=False)
    is_trial = models.BooleanField(_("dry run"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    fault = models.JSONField(_("why it failed"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("created"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # progress: rows up to `position` are committed
    position = models.PositiveIntegerField(_("last row read"), default=0)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created = models.PositiveIntegerField(_("new leads"), default=0)
    changed = models.PositiveIntegerField(_("leads changed"), default=0)
    unchanged = models.PositiveIntegerField(_("rows unchanged"), default=0)
    in_error = models.PositiveIntegerField(_("rows in error"), default=0)
    odd = models.PositiveIntegerField(_("odd rows"), default=0)
    erased = models.PositiveIntegerField(_("erased persons left out"), default=0)
    notes = models.JSONField(_("oddities"), default=dict, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def share(self) -> float:
        """How much of the file is read, 0 to 1."""
        return min(self.bytes_read / self.bytes_total, 1.0) if self.bytes_total else 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    def table(self) -> Table:
        """The file, opened; raises Refused when it can't be read."""
        return open_table(Path(self.path))

    def lookup_tables(self) -> dict[str, Table]:
        return {name: open_table(Path(path)) for name, path in self.lookups.items()}

    def checked(self, table: Table, lookups: dict[str, Table]) -> Mapping:
        """The mapping against these files; raises BadMapping with every fault."""
        files = {name: other.columns for name, other in lookups.items()}
        zone = Organisation.current().time_zone
        return parse_mapping(
            self.mapping, fields=FIELDS, columns=table.columns, files=files, stages=STAGES, time_zone=zone
        )

    def describe(self, mapping: dict[str, Any], system: str, is_live: bool) -> None:
        """Say what the columns are and whose ids they hold; only before the import is started."""
        drafts = Import.objects.filter(pk=self.pk, state=self.State.DRAFT)
        drafts.update(mapping=mapping, system=system, is_live=is_live)
        self.refresh_from_db()

    def start(self, trial: bool = False) -> None:
        """Hand the import to the worker, for real or as a dry run; quiet when it is under way."""
        Import.objects.filter(pk=self.pk, state=self.State.DRAFT).update(
            state=self.State.WAITING, is_trial=trial
        )
        self.refresh_from_db()

    def again(self, by: Any, at: datetime) -> "Import":
        """A new reading of the same files by the same mapping, still to be started; this one stays as it ended."""
        same = {
            name: getattr(self, name) for name in ("name", "path", "lookups", "system", "mapping", "is_live")
        }
        return Import.objects.create(**same, by=by, created_at=at)

    def run(self, at: datetime) -> None:
        """Read on from where the last commit stood, until the end. Safe twice and in two workers at once.

        A file or mapping that can't be used ends in FAILED with its fault; rows in error never do.
        """
        try:
            table, lookups = self.table(), self.lookup_tables()
            mapping = self.checked(table, lookups)
            settled = settle_columns(mapping, table, lookups)
        except (Refused, BadMapping, AmbiguousDates, OSError) as trouble:
            self._finish(self.State.FAILED, at, fault=fault_of(trouble))
            return
        organisation = Organisation.current()
        arriving = Arriving(str(self.pk), self.created_at, mapping, table, organisation.zone)
        record_of = record_reader(mapping, table.columns, settled, lookups, currency=organisation.currency)
        Import.objects.filter(pk=self.pk).update(state=self.State.RUNNING, bytes_total=table.total_bytes)
        try:
            for rows in _chunks(table, self.position):
                if not self._read_chunk(rows, [record_of(row) for row in rows], arriving, table, at):
                    return
        except Refused as trouble:
            self._finish(self.State.FAILED, at, fault=fault_of(trouble))
            return
        self._finish(
            self.State.DONE, at, notes=self.notes | {code: note.count for code, note in table.notes.items()}
        )

    @transaction.atomic
    def _read_chunk(
        self, rows: list[Row], records: list[Record], arriving: Arriving, table: Table, at: datetime
    ) -> bool:
        """Land one chunk and move the position with it; False when another worker got there first."""
        fresh = Import.objects.select_for_update().get(pk=self.pk)
        if fresh.position != self.position or fresh.is_finished:
            return False
        good = [record for record in records if not record.faults]
        arrivals = [arriving.arrival(record) for record in good]
        with transaction.atomic():
            landed = land(arrivals, self.system, self.created_at, is_history=not self.is_live, snapshot=True)
            if self.is_trial:
                transaction.set_rollback(True)
            else:
                settle(landed.touched, at, live=self.is_live)
        self._keep_faults(rows, records)
        self._count(records, good, landed, table, rows[-1].number)
        return True

    def _keep_faults(self, rows: list[Row], records: list[Record]) -> None:
        wrong = [(row, record) for row, record in zip(rows, records, strict=True) if record.faults]
        room = max(MOST_FAULTS - self.in_error, 0)
        ImportFault.objects.bulk_create(
            [
                ImportFault(
                    report=self,
                    number=row.number,
                    cells=[plain(cell) for cell in row.cells],
                    faults=[
                        {"code": f.code, "params": dict(f.params), "column": f.column} for f in record.faults
                    ],
                )
                for row, record in wrong[:room]
            ],
            ignore_conflicts=True,
        )

    def _count(
        self, records: list[Record], good: list[Record], landed: Landed, table: Table, position: int
    ) -> None:
        self.position, self.bytes_read = position, table.position()
        self.rows += len(records)
        self.in_error += len(records) - len(good)
        self.created += landed.created
        self.changed += len(landed.touched) - landed.created
        self.unchanged += len(good) - len(landed.touched) - landed.erased
        self.erased += landed.erased
        self.odd += sum(bool(record.notes) for record in good)
        for record in good:
            for note in record.notes:
                self.notes[note.code] = self.notes.get(note.code, 0) + 1
        self.save()

    def _finish(self, state: str, at: datetime, **more: Any) -> None:
        more.setdefault("bytes_read", self.bytes_total)
        Import.objects.filter(pk=self.pk).exclude(state=self.State.DONE).update(
            state=state, finished_at=at, **more
        )
        self.refresh_from_db()


def _chunks(table: Table, position: int) -> Iterator[list[Row]]:
    """Rows after `position`, in chunks."""
    rest = (row for row in table.rows() if row.number > position)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def refuse_reserved(system: str) -> None:
    """Names of systems are letters, digits and dashes: they stand in keys and addresses."""
    if not system.replace("-", "").replace("_", "").isalnum():
        raise ValidationError(_("Name the system with letters, digits, dashes: for example “hubspot”."))
