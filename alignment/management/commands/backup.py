"""`manage.py backup [FILE]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.engines.dumps import dump, stamped
from alignment.engines.folders import Folder
from alignment.engines.words import EngineFault


class Command(BaseCommand):
    """A copy of one moment, taken while the site runs."""

    help = "Write the whole database to a file that `restore` reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help=_("default: a new file in .data/backups")
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        target = file or stamped(Folder().backups, "backup", timezone.now())
        try:
            dump(connection.settings_dict, target)
        except EngineFault as fault:
            raise CommandError(str(fault)) from fault
        size = target.stat().st_size / 1_000_000
        self.stdout.write(_("%(file)s: %(size).1f MB") % {"file": target, "size": size})
        self.stdout.write(
            _("Keep FIELD_KEY with it, in another place: stored credentials cannot be read without that key.")
        )
