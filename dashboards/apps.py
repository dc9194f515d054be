from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Dashboards")

    def ready(self) -> None:
        from people import home, navigation
        from people.models import Role
        from people.rebuilding import Derivation, register

        from . import privacy, receivers, rollups  # noqa: F401
        from .home import numbers

        privacy.register()
        register(Derivation("rollups", 90, rollups.rebuild, rollups.differences))

        navigation.register(
            navigation.Entry(
                "measure", "dashboards", _("Dashboards"), "dashboards:overview", "chart-column", order=10
            )
        )
        roles = {Role.EXECUTIVE, Role.SALES_MANAGER, Role.MARKETING_MANAGER, Role.REVOPS}
        home.register(
            home.Card(
                "numbers",
                frozenset(map(str, roles)),
                "dashboards/_home_numbers.html",
                numbers,
                order=30,
                width=3,
            )
        )
