"""Where this floor's pages stand on the rail and on the home page."""

from django.utils.translation import gettext_lazy as _

from people import home, navigation
from people.models import Role
from people.navigation import Entry

from .home import changed, numbers, promised, scorecard
from .leaks import READERS as LEAK_READERS
from .models.spend import READERS
from .models.watch import READERS as WATCH_READERS
from .reports.base import READERS as REPORT_READERS

MARKETING = navigation.roles(Role.MARKETING, Role.MARKETING_MANAGER)
DECIDERS = navigation.roles(Role.EXECUTIVE, Role.SALES_MANAGER, Role.MARKETING_MANAGER, Role.REVOPS)


def register() -> None:
    for entry in (
        Entry("measure", "dashboards", _("Dashboards"), "dashboards:home", "chart-column", order=10),
        Entry("measure", "compliance", _("Compliance"), "dashboards:sla", "scale", order=20),
        Entry("measure", "scorecard", _("Scorecard"), "dashboards:scorecard", "gauge", order=30),
        Entry("measure", "impact", _("Impact"), "dashboards:impact", "git-compare", order=40),
        Entry("measure", "roi", _("ROI"), "dashboards:roi", "trending-up", READERS, 42),
        Entry("measure", "leaks", _("Leaks"), "dashboards:leaks", "droplets", LEAK_READERS, 44),
        Entry("measure", "costs", _("Costs"), "dashboards:cost-list", "coins", READERS, 46),
        Entry(
            "measure",
            "reports",
            _("Reports"),
            "dashboards:report-list",
            "file-chart-column",
            REPORT_READERS,
            order=45,
        ),
        Entry(
            "measure",
            "deviations",
            _("Deviations"),
            "dashboards:watch-list",
            "activity",
            WATCH_READERS,
            order=50,
        ),
        Entry("measure", "targets", _("Targets"), "dashboards:target-list", "target", order=60),
        Entry("measure", "baselines", _("Baselines"), "dashboards:baseline-list", "flag", order=61),
        Entry("measure", "benchmarks", _("Benchmarks"), "dashboards:benchmark-list", "ruler", order=62),
    ):
        navigation.register(entry)
    home.register(
        home.Card("promised", MARKETING, "dashboards/_home_promised.html", promised, order=8, width=2)
    )
    home.register(home.Card("numbers", DECIDERS, "dashboards/_home_numbers.html", numbers, order=30, width=3))
    leaders: set[str] = {Role.EXECUTIVE}
    home.register(home.Card("changed", leaders, "dashboards/_home_changed.html", changed, order=5, width=2))
    home.register(home.Card("scorecard", leaders, "dashboards/_home_scorecard.html", scorecard, order=6))
