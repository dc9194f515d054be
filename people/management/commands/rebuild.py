"""`manage.py rebuild [--check]`: everything derived, made again from its facts, or compared with them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.rebuilding import derivations

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Rebuilds what is derived from facts. With --check nothing is written and differing rows end it with an error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; exit 1 when anything differs")

    def handle(self, *args: Any, **options: Any) -> None:
        differing = 0
        for derivation in derivations():
            if options["check"]:
                found = derivation.differences()
                differing += len(found)
                self._show(derivation.name, found)
            else:
                written = derivation.rebuild()
                self.stdout.write(
                    _("%(name)s: %(count)s rows written") % {"name": derivation.name, "count": written}
                )
        if differing:
            raise CommandError(_("%(count)s rows differ from their facts.") % {"count": differing})

    def _show(self, name: str, found: Any) -> None:
        self.stdout.write(_("%(name)s: %(count)s rows differ") % {"name": name, "count": len(found)})
        for row in found[:MOST_SHOWN]:
            self.stdout.write(f"  {row}")
