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
SHOWN_WEEKS, WEEKS_BEFORE = 52, 2
TOLD = {
    "marketing": (Role.MARKETING_MANAGER,),
    "sales": (Role.SALES_MANAGER,),
    "both": (Role.MARKETING_MANAGER, Role.SALES_MANAGER),
    "revops": (),
}


def look(at: datetime) -> int:
    """Record and tell what is news of all watches; how much."""
    rollups.catch_up()
    company, found = Organisation.current(), 0
    for watch in Watch.objects.active().select_related("by"):
        kpi = registry.get(watch.kpi)
        if kpi is not None:
            found += _look(watch, kpi, company, at)
    return found


def _look(watch: Watch, kpi: KPI, company: Organisation, at: datetime) -> int:
    """Weeks that ended before the watch began are drawn, never told."""
    asked = asked_of(watch, at.astimezone(company.zone).date())
    chart = chart_of(watch, kpi, asked, company)
    weeks = [week for week in chart.weeks if week.news and week.reading.trust != "immature"]
    with transaction.atomic():
        fresh = Deviation.objects.record(watch, [one for week in weeks for one in _rows(watch, week, at)])
        Notification.objects.announce(_notices(watch, kpi, fresh), at)
    return len(fresh)


def _rows(watch: Watch, week: Week, at: datetime) -> list[Deviation]:
    """Not stored yet: one for each kind of news of the week."""
    said = {"value": week.value, "n": week.reading.n, "low": week.low, "high": week.high}
    return [
        Deviation(watch=watch, week=week.window.since, kind=kind, found_at=at, **said) for kind in week.news
    ]


def asked_of(watch: Watch, today: date) -> Asked:
    """The weeks of a year that are over, no earlier than what the limits come from, or two weeks before the watch began.

    Of the whole company, whoever reads it: the limits are, and so is what was told.
    """
    begins = today - timedelta(days=7 * SHOWN_WEEKS)
    first = watch.stable_since or watch.created_at.date() - timedelta(days=7 * WEEKS_BEFORE)
    since = first if watch.stable_since else max(begins, first)
    cuts: dict[str, Any] = {name: tuple(values) for name, values in watch.cuts.items()}
    return Asked(User(role=Role.REVOPS), Window(since, max(since, today - timedelta(days=1))), today, cuts)


def chart_of(watch: Watch, kpi: KPI, asked: Asked, company: Organisation) -> Chart:
    """One reading of the database; whole weeks in which something can be said."""
    measured, weeks = kpi.measure(asked), asked.window.weeks(company.week_start)
    read = [(week, measured.over(week)) for week in weeks if week.days == 7]
    told = [(week, reading) for week, reading in read if reading.value is not None]
    return drawn(told, terms_of(watch, company), isinstance(kpi, Rate))


def rows_of(week: Window, kpi: KPI, asked: Asked, reader: User) -> str:
    """The page with the rows of a week; blank for whom it would list fewer than the number says."""
    return "" if not reader.sees_every_lead else asked.over(week).rows_url(kpi.key, kpi.main(asked))


def week_of(one: Deviation) -> Window:
    return Window(one.week, one.week + timedelta(days=6))


def terms_of(watch: Watch, company: Organisation) -> Terms:
    stable = None
    if watch.stable_since and watch.stable_until:
        stable = Window(watch.stable_since, watch.stable_until)
    began = watch.created_at.astimezone(company.zone).date()
    return Terms(stable, watch.with_runs, watch.low, watch.high, began)


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
