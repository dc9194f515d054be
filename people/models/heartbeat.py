"""Heartbeats: how the processes that have no page prove that they live."""

from datetime import datetime, timedelta

from django.db import models

SILENT_AFTER = timedelta(seconds=60)


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str, at: datetime) -> None:
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
        )

    def heard(self, at: datetime) -> set[str]:
        """Who was heard within the last minute."""
        return set(self.filter(at__gt=at - SILENT_AFTER).values_list("name", flat=True))


class Heartbeat(models.Model):
    """When a worker, the timetable or the watch was last heard."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
