"""`manage.py import_leads FILE --mapping FILE.json --system NAME [--live]`: a file of leads from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from leads.models import Import
from leads.wording import say, say_all
from people.moment import now


class Command(BaseCommand):
    help = "Reads a CSV or XLSX file of leads. Rows in error are counted, kept and listed; the exit code is 0 all the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, required=True, help="JSON: which column is what")
        parser.add_argument("--system", required=True, help="the system the ids belong to, such as hubspot")
        parser.add_argument(
            "--live", action="store_true", help="let definitions fire, handoffs open and clocks start"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        mapping = self._mapping(options["mapping"])
        started = Import.objects.create(
            name=options["file"].name,
            path=str(options["file"].resolve()),
            lookups=_lookups(mapping, options["mapping"].parent, options["file"].parent),
            system=options["system"],
            mapping=mapping,
            is_live=options["live"],
            state=Import.State.RUNNING,
            created_at=now(),
        )
        started.run(now())
        if started.state == Import.State.FAILED and started.fault:
            raise CommandError("\n".join(say_all(started.fault)))
        self._report(started)

    def _mapping(self, path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as trouble:
            raise CommandError(
                _("The mapping can't be read: %(why)s") % {"why": trouble.strerror}
            ) from trouble
        except ValueError as trouble:
            raise CommandError(_("The mapping isn't JSON: %(why)s") % {"why": trouble}) from trouble

    def _report(self, done: Import) -> None:
        line = _(
            "%(rows)s rows: %(created)s new leads, %(changed)s changed, %(unchanged)s unchanged, %(in_error)s in error, %(odd)s odd."
        )
        counts = {
            name: getattr(done, name)
            for name in ("rows", "created", "changed", "unchanged", "in_error", "odd")
        }
        self.stdout.write(line % counts)
        for row in done.faulty_rows.all()[:20]:
            for fault in row.faults:
                self.stderr.write(
                    _("row %(number)s: %(fault)s") % {"number": row.number, "fault": say(fault)}
                )


def _lookups(mapping: Any, *folders: Path) -> dict[str, str]:
    """Other files that the mapping names, beside the mapping or beside the data; a missing one is said by the check."""
    named = (
        [one.get("file") for one in mapping.get("lookups", []) if isinstance(one, dict)]
        if isinstance(mapping, dict)
        else []
    )
    found: dict[str, str] = {}
    for name in named:
        for folder in folders:
            if isinstance(name, str) and (folder / name).is_file():
                found.setdefault(name, str((folder / name).resolve()))
    return found
