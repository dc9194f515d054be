"""Duties without a worker: the watch goes on with them itself when nobody has moved them for a while."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import close_old_connections

from .models import Import, PredictiveModel, Rescoring
from .rescoring import steps

LOOKS_SECONDS = 20.0
Due = Callable[[datetime], Mapping[int, Any]]
"""{duty: how far it is}"""


class Minder:
    """Looks at what is due; what stands where it stood at the last look is gone on with, in a thread of its own.

    A worker that was only slow loses nothing: whoever comes second to a step gives way.
    """

    def __init__(self, due: Due, go_on: Callable[[int, datetime], object]) -> None:
        self.due, self.go_on = due, go_on
        self.seen: Mapping[int, Any] = {}
        self.thread: threading.Thread | None = None

    def look(self, at: datetime) -> None:
        if self.thread and self.thread.is_alive():
            return
        due = self.due(at)
        stuck = [pk for pk, place in due.items() if pk in self.seen and self.seen[pk] == place]
        self.seen = due
        if stuck:
            self.thread = threading.Thread(target=self.work, args=(stuck[0], at), daemon=True)
            self.thread.start()

    def work(self, pk: int, at: datetime) -> None:
        try:
            self.go_on(pk, at)
        finally:
            close_old_connections()


def _imports(_at: datetime) -> Mapping[int, Any]:
    return dict(Import.objects.due().values_list("pk", "position"))


def _trainings(at: datetime) -> Mapping[int, Any]:
    """One that is under way is due when it gave no sign of life for long."""
    return {
        pk: place for pk, *place in PredictiveModel.objects.due(at).values_list("pk", "state", "heard_at")
    }


def _rescorings(_at: datetime) -> Mapping[int, Any]:
    rows = Rescoring.objects.pending().values_list("pk", "last_lead", "asked_at")
    return {pk: place for pk, *place in rows}


def _rescore(pk: int, _at: datetime) -> None:
    for _seconds in steps(Rescoring.objects.get(pk=pk)):
        pass


MINDERS = {
    "imports": Minder(_imports, lambda pk, at: Import.objects.get(pk=pk).run(at)),
    "trainings": Minder(_trainings, lambda pk, at: PredictiveModel.objects.get(pk=pk).train(at)),
    "rescorings": Minder(_rescorings, _rescore),
}
