"""Imports without a worker: the watch reads them itself when nobody has moved them for a while."""

import threading
from datetime import datetime

from django.db import close_old_connections

from .models import Import


class Minder:
    """Looks at what is due; what stands where it stood at the last look is read on in a thread of its own.

    A worker that was only slow loses nothing: whoever comes second to a chunk gives way.
    """

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}
        self.thread: threading.Thread | None = None

    def look(self, at: datetime) -> None:
        if self.thread and self.thread.is_alive():
            return
        due = dict(Import.objects.due().values_list("pk", "position"))
        stuck = [pk for pk, position in due.items() if self.seen.get(pk) == position]
        self.seen = due
        if stuck:
            self.thread = threading.Thread(target=self.read, args=(stuck[0], at), daemon=True)
            self.thread.start()

    def read(self, pk: int, at: datetime) -> None:
        try:
            Import.objects.get(pk=pk).run(at)
        finally:
            close_old_connections()


minder = Minder()
LOOKS_SECONDS = 20.0
