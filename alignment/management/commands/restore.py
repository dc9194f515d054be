"""`manage.py restore FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.engines.dumps import dump, keep_newest, refuse_unreadable, stamped
from alignment.engines.folders import Folder
from alignment.engines.instance import Demo, Instance
from alignment.engines.restoration import Restoration
from alignment.engines.words import EngineFault


class Command(BaseCommand):
    """Replaces everything by a backup: the present state is dumped first, the swap is one transaction."""

    help = "Replace the whole database by a file that `backup` wrote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--force", action="store_true", help=_("also while the site runs; its sessions are cut")
        )

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        restoration = Restoration(connection.settings_dict)
        try:
            refuse_unreadable(file)
            if not force:
                self._refuse_while_in_use(restoration)
            self._replace(restoration, file)
        except EngineFault as fault:
            raise CommandError(str(fault)) from fault
        call_command("migrate", verbosity=0, interactive=False)
        cache.clear()
        self._forget_other_demo()
        self.stdout.write(_("Restored from %s.") % file)

    def _refuse_while_in_use(self, restoration: Restoration) -> None:
        connections.close_all()
        if Instance(Folder()).is_running() or restoration.sessions():
            raise EngineFault(_("The site is running. Stop it first, or cut everybody off with --force."))

    def _replace(self, restoration: Restoration, file: Path) -> None:
        backups = Folder().backups
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        saved = dump(connection.settings_dict, stamped(backups, "before-restore", timezone.now()))
        keep_newest(backups, "before-restore-*.dump")
        self.stdout.write(_("The present state is kept in %s.") % saved)
        try:
            restoration.fill(file)
            if newer := restoration.migrations() - _known_migrations():
                raise EngineFault(
                    _("The backup comes from a newer release (%s). Install that release first.")
                    % ".".join(min(newer))
                )
            connections.close_all()
            restoration.swap()
        finally:
            restoration.abandon()

    def _forget_other_demo(self) -> None:
        """Demo logins that don't fit the restored people would only mislead."""
        demo = Demo(Folder())
        emails = [login["email"] for login in demo.note().get("logins", [])]
        if emails and not get_user_model().objects.filter(email__in=emails).exists():
            demo.forget()


def _known_migrations() -> set[tuple[str, str]]:
    """Squashed ones included, for a dump may know either form."""
    loader = MigrationLoader(None)
    return set(loader.disk_migrations) | {
        key for migration in loader.disk_migrations.values() for key in migration.replaces
    }
