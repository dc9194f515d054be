import os
from datetime import timedelta

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.chaos"
    label = "chaos"

    def ready(self) -> None:
        """The short form waits neither a minute and a half for what a killed worker had leased, nor so long
        for who might still add to a digest."""
        from people import gathering
        from people.models import delivery

        if seconds := os.environ.get("CHAOS_LEASE"):
            delivery.LEASE = timedelta(seconds=int(seconds))
            delivery.SENDING_TAKES = delivery.LEASE / 3
            gathering.GRACE = timedelta(seconds=5)
