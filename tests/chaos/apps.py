import os
from datetime import timedelta

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.chaos"
    label = "chaos"

    def ready(self) -> None:
        """The short form does not wait a minute and a half for what a killed worker had leased."""
        from people.models import delivery

        if seconds := os.environ.get("CHAOS_LEASE"):
            delivery.LEASE = timedelta(seconds=int(seconds))
            delivery.SENDING_TAKES = delivery.LEASE / 3
