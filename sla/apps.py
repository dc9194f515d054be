from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SlaConfig(AppConfig):
    name = "sla"
    verbose_name = _("Service levels")

    def ready(self) -> None:
        from people import navigation, readiness, rebuilding, watching

        from . import (  # noqa: F401
            agreed,
            calendar_effects,
            home,
            metrics,
            privacy,
            punctuality,
            receivers,
            wording,
        )
        from .models import Clock

        wording.register_kinds()
        agreed.register()
        privacy.declare()
        metrics.register()
        home.register()
        calendar_effects.register()
        rebuilding.register(
            rebuilding.Derivation("clocks", 50, Clock.objects.refold, Clock.objects.differences)
        )
        readiness.register("oldest_overdue_seconds", punctuality.oldest_overdue)
        readiness.register("clocks_set_aside", punctuality.set_aside)
        watching.register("clocks", 5, punctuality.sweep_when_late, punctuality.alarm)
        for entry in (
            navigation.Entry(
                "agree", "definitions", _("Definitions"), "sla:definition-list", "book-open", order=10
            ),
            navigation.Entry(
                "agree", "agreements", _("Agreements"), "sla:agreement-list", "handshake", order=20
            ),
            navigation.Entry("work", "clocks", _("Live clocks"), "sla:clock-list", "timer", order=40),
            navigation.Entry("work", "breaches", _("Breaches"), "sla:breach-list", "siren", order=50),
        ):
            navigation.register(entry)
