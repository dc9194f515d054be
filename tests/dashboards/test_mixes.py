"""Sums by source, segment and channel, and the values that stand, say what the cells say, to whoever sees every lead."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards import rollups
from dashboards.asking import Asked
from dashboards.choices import FILTERS, choices
from dashboards.kpis import additive, registry
from dashboards.kpis.funnel import OfLeads
from dashboards.models import FunnelDay, FunnelValue, Stale
from leads.models import Lead
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house
from tests.dashboards.test_totals import MARCH
from tests.leads.conftest import Made

__all__ = ["house"]
pytestmark = pytest.mark.usefixtures("house")
OF_LEADS = [key for key, kpi in registry.items() if isinstance(kpi, OfLeads) and key != "leads_recorded"]


def answers(question: Asked) -> list[Any]:
    """All that these numbers say by what mixes know, grouped and cut."""
    web = question.cut(source="web")
    found: list[Any] = []
    for key in OF_LEADS:
        kpi: Any = registry[key]
        found += [kpi.by(question, name) for name in ("source", "segment", "channel")]
        found += [
            kpi.read(web),
            kpi.by(web, "channel"),
            sorted(map(str, kpi.summed(question, *additive.MIX))),
        ]
    return found


def test_mixes_say_what_cells_say(make_lead: Made, marta: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_lead(source="fair", channel="live", segment="B", stages={"mql": MONDAY_NINE, "won": MONDAY_NINE})
    rollups.freshen()
    question = Asked(marta, MARCH, MARCH.until)
    with CaptureQueriesContext(connection) as caught:
        told = answers(question)
    assert not any("dashboards_funnelday" in query["sql"] for query in caught.captured_queries)
    monkeypatch.setattr(additive, "MIXED", frozenset())
    assert told == answers(question)


def test_who_sees_a_part_or_asks_for_more_reads_cells(marta: User, silvia: User) -> None:
    rollups.freshen()
    kpi: Any = registry["lead_volume"]
    for question in (Asked(silvia, MARCH, MARCH.until), Asked(marta, MARCH, MARCH.until).cut(region="")):
        with CaptureQueriesContext(connection) as caught:
            kpi.by(question, "source")
        assert all("funnelmix" not in query["sql"] for query in caught.captured_queries)


def test_the_values_that_stand(marta: User, silvia: User, sara: User) -> None:
    rollups.freshen()
    cells = FunnelDay.objects.filter(cohort="captured").standing_values(FILTERS)
    assert FunnelValue.objects.standing(FILTERS) == cells and None in cells["team"]
    assert "source" in choices(Asked(marta, MARCH, MARCH.until))
    Lead.objects.filter(source="fair").update(source="web", owner=sara)
    Stale.objects.mark("lead", Lead.objects.values_list("pk", flat=True))
    rollups.freshen()
    told = FunnelValue.objects.standing(FILTERS)
    assert told["source"] == ["", "web"] and sara.pk in told["owner"] and rollups.differences() == []
    # a value that nobody has any more is no choice
    assert "fair" not in dict(choices(Asked(marta, MARCH, MARCH.until))["source"])
