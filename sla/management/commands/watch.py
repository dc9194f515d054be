"""`manage.py watch`: the duties that may not depend on Celery alone."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from people.watching import duties
from sla.watcher import Watcher


class Command(BaseCommand):
    help = (
        "Keeps the inbox drained and the clocks swept when no worker does; raises the alarm. Ends on SIGTERM."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        watcher = Watcher(duties())
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_told: watcher.stop())
        watcher.run()
