"""`manage.py up`: the whole site on one machine. The engines already run: `alignment.engines.attachment` started them."""

import io
import os
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from alignment.engines.attachment import up_options
from alignment.engines.dumps import dump, keep_newest, stamped
from alignment.engines.embedded import Embedded, embedded
from alignment.engines.folders import Folder
from alignment.engines.instance import Demo, Instance
from alignment.engines.postgres import last_words
from alignment.engines.restoration import Restoration
from alignment.engines.supervisor import Supervisor
from alignment.engines.words import EngineFault, say, step
from alignment.engines.words import gettext as _

PATIENCE = 90


class Command(BaseCommand):
    """Migrates, fills the demo company, starts web, worker, beat and watch, and stays until it is told to stop."""

    help = "Start the site: engines, web, worker, beat and watch."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        up_options(parser)

    def handle(self, *args: Any, port: int, no_demo: bool, **options: Any) -> None:
        self.folder = Folder()
        self.instance = Instance(self.folder)
        self.demo = Demo(self.folder)
        self.clear_demo(unwanted=no_demo)
        self.migrate()
        supervisor = self.site(port)
        try:
            if not no_demo:
                self.fill_demo(supervisor)
            self.demo.move_to(self.instance.noted("url"))
            connections.close_all()
            self.serve(supervisor, port)
        finally:
            supervisor.stop()

    def serve(self, supervisor: Supervisor, port: int) -> None:
        try:
            with step(_("web")):
                # alone first: the page is what somebody waits for, and four cold starts slow each other
                self.start(supervisor, "web")
                self.await_first_answer(supervisor, port)
            with step(_("worker, beat, watch")):
                self.start(supervisor)
            self.greet()
            self.keep(supervisor)
        except KeyboardInterrupt:
            sys.exit(0)

    def start(self, supervisor: Supervisor, *names: str) -> None:
        """What runs already stays as it is."""
        supervisor.start(*names)
        self.instance.note_children(supervisor.pids())

    def migrate(self) -> None:
        """A database that holds something is dumped first, so that a bad migration can be undone."""
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if executor.loader.applied_migrations:
            with step(_("backup before migrating")):
                dump(
                    connection.settings_dict, stamped(self.folder.backups, "before-migration", timezone.now())
                )
                keep_newest(self.folder.backups, "before-migration-*.dump")
        with step(_("migrations")):
            call_command("migrate", verbosity=0, interactive=False)

    def clear_demo(self, *, unwanted: bool) -> None:
        """Half a demo (its fill was killed), or one that gives way to own data, which are never mixed with it."""
        whole = unwanted and self.demo.finished.exists() and _holds_demo()
        if not (whole or self.demo.begun.exists()):
            return
        with step(_("clearing the demo company")):
            if whole:
                dump(connection.settings_dict, stamped(self.folder.backups, "demo", timezone.now()))
                keep_newest(self.folder.backups, "demo-*.dump")
            connections.close_all()
            Restoration(connection.settings_dict).clear()
            self.demo.forget()

    def fill_demo(self, supervisor: Supervisor) -> None:
        """Only into an empty database. The web server starts meanwhile and asks for patience: `alignment.building`."""
        if "demo" in get_commands() and not get_user_model().objects.exists():
            os.environ.setdefault("MFA_REQUIRED_ROLES", "")
            with step(_("demo company")), self.demo.filling():
                self.start(supervisor, "web")
                call_command("demo", verbosity=0, stdout=io.StringIO())

    def site(self, port: int) -> Supervisor:
        supervisor = Supervisor(self.folder.log)
        web = ("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "8")
        patience = ("--keep-alive", "75", "--graceful-timeout", "8", "--no-control-socket")
        supervisor.add("web", "-m", "gunicorn", "alignment.wsgi", *web, *patience)
        supervisor.add(
            "worker", "-m", "celery", "-A", "alignment", "worker", "--concurrency", "2", "--loglevel", "INFO"
        )
        schedule = str(self.folder.path / "beat")
        supervisor.add(
            "beat", "-m", "celery", "-A", "alignment", "beat", "--schedule", schedule, "--pidfile", ""
        )
        if "watch" in get_commands():
            supervisor.add("watch", "manage.py", "watch")
        return supervisor

    def await_first_answer(self, supervisor: Supervisor, port: int) -> None:
        """Ready means that a page can be read."""
        end = time.monotonic() + PATIENCE
        while not _answers(f"http://127.0.0.1:{port}/healthz"):
            if time.monotonic() > end or supervisor.has_died("web"):
                raise EngineFault(
                    _("The web server did not start: %s") % last_words(self.folder.log / "web.log")
                )
            time.sleep(0.1)

    def greet(self) -> None:
        """The address, and who may come in."""
        say(_("Ready: %s") % self.instance.noted("url"))
        for login in self.demo.note().get("logins", []):
            say("  {role:<22} {email:<36} {password}".format(**login))
        say(_("Ctrl-C stops it."))

    def keep(self, supervisor: Supervisor) -> None:
        """Until somebody stops us; PostgreSQL and Valkey are brought back like the rest."""
        engines = embedded(self.folder, self.instance.noted("embedded"))
        engines.die_with_us()
        while True:
            time.sleep(1)
            self.revive(engines)
            supervisor.turn_logs()
            if supervisor.revive():
                self.instance.note_children(supervisor.pids())

    def revive(self, engines: Embedded) -> None:
        try:
            for name in engines.revive():
                say(_("%s had ended and runs again.") % name)
        except EngineFault as fault:
            say(str(fault))


def _holds_demo() -> bool:
    """The company itself says so: a note that outlived its demo must never cost somebody's own data."""
    if "people_organisation" not in connection.introspection.table_names():
        return False
    return apps.get_model("people", "Organisation").objects.filter(is_demo=True).exists()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
