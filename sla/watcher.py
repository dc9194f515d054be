"""The watch's loop: duties by turns, a heartbeat, and patience with a database that is away."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from people.models import Heartbeat
from people.moment import now
from people.watching import Duty

log = logging.getLogger(__name__)
TURN_SECONDS = 1.0
HEARTBEAT_SECONDS = 10.0
LONGEST_WAIT = 30.0
AWAY = (DatabaseError, InterfaceError, OSError)


class Watcher:
    """Asks each duty when its time has come; one that fails says so in the log and the others go on."""

    def __init__(self, duties: Sequence[Duty], clock: Callable[[], float] = time.monotonic) -> None:
        heart = Duty("heartbeat", HEARTBEAT_SECONDS, lambda at: Heartbeat.objects.beat("watch", at))
        self.duties = [heart, *duties]
        self.clock = clock
        self.next_at = dict.fromkeys((duty.name for duty in self.duties), 0.0)
        self.stopping = threading.Event()
        self.wait = TURN_SECONDS

    def run(self) -> None:
        """Until `stop`: a turn each second, ever longer waits while the database is away."""
        while not self.stopping.is_set():
            close_old_connections()
            self.turn()
            self.stopping.wait(self.wait)

    def stop(self) -> None:
        self.stopping.set()

    def turn(self) -> None:
        """Every duty whose time has come, at the database's moment."""
        try:
            at = now()
        except AWAY:
            self._lost_the_database()
            return
        self.wait = TURN_SECONDS
        for duty in self.duties:
            if not self.stopping.is_set() and self.clock() >= self.next_at[duty.name]:
                self.next_at[duty.name] = self.clock() + duty.every_seconds
                self._do(duty, at)

    def _do(self, duty: Duty, at: datetime) -> None:
        try:
            if duty.alarm and (words := duty.alarm(at)):
                log.error("watch: %s", words)
            duty.run(at)
        except Exception:
            log.exception("watch: %s failed", duty.name)

    def _lost_the_database(self) -> None:
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        log.warning("watch: no database; asked again in %.0f s", self.wait, exc_info=True)
        connections.close_all()
