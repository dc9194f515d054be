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
        from .deviations import notices
        from .home import numbers, promised

        privacy.register()
        notices.register_kinds()
        register(Derivation("rollups", 90, rollups.rebuild, rollups.differences))

        navigation.register(
            navigation.Entry(
                "measure", "dashboards", _("Dashboards"), "dashboards:overview", "chart-column", order=10
            )
        )
        navigation.register(
            navigation.Entry("measure", "compliance", _("Compliance"), "dashboards:sla", "scale", order=20)
        )
        navigation.register(
            navigation.Entry("measure", "impact", _("Impact"), "dashboards:impact", "git-compare", order=40)
        )
        navigation.register(
            navigation.Entry(
                "measure", "deviations", _("Deviations"), "dashboards:watch-list", "activity", order=50
            )
        )
        marketing = frozenset({str(Role.MARKETING), str(Role.MARKETING_MANAGER)})
        home.register(
            home.Card("promised", marketing, "dashboards/_home_promised.html", promised, order=8, width=2)
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
