"""Looks at each watch when a week is over. Late facts may change a week afterwards; what was told of it stands."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import KPI, registry
from dashboards.kpis.additive import Rate
from dashboards.models import Deviation, Watch
from people.models import Notification, Organisation, Role, User
from people.notices import Notice

from .chart import Chart, Terms, Week, drawn

DEVIATION = "dashboards.deviation"
SHOWN_WEEKS = 52
TOLD = {
    "marketing": (Role.MARKETING_MANAGER,),
    "sales": (Role.SALES_MANAGER,),
    "both": (Role.MARKETING_MANAGER, Role.SALES_MANAGER),
    "revops": (),
}


def look(at: datetime) -> int:
    """Record and tell what is news of all watches; how much."""
    rollups.catch_up()
    found = 0
    for watch in Watch.objects.active().select_related("by"):
        kpi = registry.get(watch.kpi)
        if kpi is not None:
            found += _look(watch, kpi, at)
    return found


def _look(watch: Watch, kpi: KPI, at: datetime) -> int:
    """Weeks that ended before the watch began are drawn, never told."""
    company = Organisation.current()
    began = watch.created_at.astimezone(company.zone).date()
    asked = asked_of(watch, User(role=Role.REVOPS), at.astimezone(company.zone).date())
    weeks = [week for week in chart_of(watch, kpi, asked, company.week_start).weeks if _is_told(week, began)]
    with transaction.atomic():
        fresh = Deviation.objects.record(watch, weeks, at)
        Notification.objects.announce(_notices(watch, kpi, fresh), at)
    return len(fresh)


def _is_told(week: Week, began: date) -> bool:
    return bool(week.news) and week.window.until >= began and week.reading.trust != "immature"


def asked_of(watch: Watch, user: User, today: date) -> Asked:
    """The weeks of a year that are over, and before them those that the limits come from."""
    begins = today - timedelta(days=7 * SHOWN_WEEKS)
    since = min(watch.stable_since, begins) if watch.stable_since else begins
    cuts: dict[str, Any] = {name: tuple(values) for name, values in watch.cuts.items()}
    return Asked(user, Window(since, today - timedelta(days=1)), today, cuts)


def chart_of(watch: Watch, kpi: KPI, asked: Asked, week_start: int) -> Chart:
    """One reading of the database; whole weeks in which something can be said."""
    measured = kpi.measure(asked)
    read = [(week, measured.over(week)) for week in asked.window.weeks(week_start) if week.days == 7]
    told = [(week, reading) for week, reading in read if reading.value is not None]
    return drawn(told, terms_of(watch), isinstance(kpi, Rate))


def terms_of(watch: Watch) -> Terms:
    stable = None
    if watch.stable_since and watch.stable_until:
        stable = Window(watch.stable_since, watch.stable_until)
    return Terms(stable, watch.with_runs, watch.low, watch.high)


def _notices(watch: Watch, kpi: KPI, fresh: Sequence[Deviation]) -> list[Notice]:
    if not fresh:
        return []
    told = User.objects.filter(is_active=True, role__in=TOLD[kpi.owner])
    people = {*told.values_list("pk", flat=True), *([watch.by_id] if watch.by_id else [])}
    return [
        Notice(
            person,
            DEVIATION,
            f"{one.pk}",
            {"watch": watch.pk, "kpi": watch.kpi, "week": one.week.isoformat(), "of": one.kind},
            reverse("dashboards:watch-list") + f"#watch-{watch.pk}",
        )
        for one in fresh
        for person in sorted(people)
    ]
