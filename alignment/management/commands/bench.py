"""`manage.py bench [--json FILE] [--only NAME] [--scale small|full]`."""

import logging
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alignment.bench import MEMBERS, SCALES, measure
from alignment.bench.telling import table, write


class Command(BaseCommand):
    """Measures each goal of speed beside its limit, in a database of its own that is dropped afterwards."""

    help = "Measure the goals of speed; ends with 1 when one is missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", type=Path, metavar="FILE", help=_("write the rows to this file too"))
        parser.add_argument("--only", choices=sorted(MEMBERS), help=_("one part of the product"))
        parser.add_argument(
            "--scale",
            choices=SCALES,
            default="full",
            help=_("small: minutes become seconds, ratios mean little"),
        )

    def handle(self, *args: Any, json: Path | None, only: str | None, scale: str, **options: Any) -> None:
        # a line for each of thousands of requests is no part of what is measured
        logging.disable(logging.INFO)
        stop = signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))
        try:
            results, about = measure([only] if only else MEMBERS, scale, self.stderr.write)
        finally:
            signal.signal(signal.SIGTERM, stop)
        for line in table(results):
            self.stdout.write(line)
        if json:
            write(json, results, scale, about)
        if not all(result.ok for result in results):
            sys.exit(1)
