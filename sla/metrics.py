"""What a monitor reads of the clocks at /metrics: asked of the database when it scrapes."""

from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from people.moment import now

from .models import Clock
from .punctuality import lag


class Punctuality(Collector):
    """Nothing while the database is away: a missing number is the alarm then."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            at = now()
            late, aside = lag(at).total_seconds(), Clock.objects.set_aside(at).count()
        except DatabaseError:
            return
        yield GaugeMetricFamily("sla_oldest_overdue_seconds", "Wait of the oldest overdue step", late)
        yield GaugeMetricFamily("sla_clocks_set_aside", "Clocks that could not be judged", aside)

    def describe(self) -> list[GaugeMetricFamily]:
        """Named without asking: the registry calls this while the site starts."""
        return [
            GaugeMetricFamily(name, "") for name in ("sla_oldest_overdue_seconds", "sla_clocks_set_aside")
        ]


_punctuality: list[Punctuality] = []


def register() -> None:
    """Once a process, however often apps get ready."""
    if not _punctuality:
        _punctuality.append(Punctuality())
        REGISTRY.register(_punctuality[0])
