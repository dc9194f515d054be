from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Dashboards")

    def ready(self) -> None:
        from people.rebuilding import Derivation, register

        from . import entries, privacy, receivers, rollups  # noqa: F401
        from .benchmarks import checks  # noqa: F401
        from .boards import slots
        from .deviations import notices
        from .returns.slot import sentences

        privacy.register()
        notices.register_kinds()
        register(Derivation("rollups", 90, rollups.rebuild, rollups.differences))
        entries.register()
        slots.fill("roi", sentences)
