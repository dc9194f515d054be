"""A running house: a scoring model, a definition of MQL and an agreement in force, and leads that arrive."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from leads.models import Arrival, Lead, Reached, RoutingRule, ScoringRule, ScoringVersion, When, land, settle
from people.models import Team, User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Commitment, Definition, DefinitionVersion
from tests.conftest import MONDAY_NINE

HOUR = timedelta(hours=1)


@pytest.fixture
def scoring(rita: User) -> ScoringVersion:
    """50 points of fit for Spain, 30 of engagement for a demo request, 5 for a page view within 14 days."""
    version = ScoringVersion.objects.create(
        number=1, created_at=MONDAY_NINE, fit_bounds=[40, 20, 10], engagement_bounds=[25, 15, 5]
    )
    rules: list[tuple[str, int, dict[str, Any]]] = [
        ("fit", 50, {"field": "country", "op": "is", "value": "Spain"}),
        ("engagement", 30, {"events": "demo_request", "measure": "count", "op": ">=", "value": 1}),
        (
            "engagement",
            5,
            {"events": "page_view", "measure": "count", "within_days": 14, "op": ">=", "value": 1},
        ),
    ]
    for position, (axis, points, criteria) in enumerate(rules):
        ScoringRule.objects.create(
            version=version,
            position=position,
            axis=axis,
            points=points,
            criteria=criteria,
            name_en=f"r{position}",
            name_es="",
        )
    version.publish(by=rita, at=MONDAY_NINE)
    return version


@pytest.fixture
def mql(rita: User, marta: User, silvia: User, scoring: ScoringVersion) -> DefinitionVersion:
    """An MQL has 60 points."""
    definition = Definition.objects.word("mql")
    version = DefinitionVersion.objects.create(
        definition=definition,
        number=1,
        criteria={"field": "score", "op": ">=", "value": 60},
        text_en="60",
        text_es="60",
    )
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    return version.put_in_force(by=rita, at=MONDAY_NINE)


@pytest.fixture
def queue(sales: Team) -> RoutingRule:
    return RoutingRule.objects.create(position=1, name_en="All", name_es="Todos", team=sales)


@pytest.fixture
def agreement(office: WorkingCalendar, marta: User, silvia: User, rita: User) -> AgreementVersion:
    """Sales accepts within 4 working hours and makes the first contact within 8."""
    version = AgreementVersion.objects.create(
        agreement=Agreement.objects.create(name="Marketing and Sales"), number=1
    )
    for kind, hours in (("acceptance", 4), ("first_touch", 8)):
        Commitment.objects.create(
            version=version,
            kind=kind,
            party="sales",
            target_seconds=hours * 3600,
            calendar=office,
            warning_percent=75,
        )
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    return version.put_in_force(by=rita, at=MONDAY_NINE)


@pytest.fixture
def running(mql: DefinitionVersion, queue: RoutingRule, agreement: AgreementVersion) -> None:
    """Everything that a lead needs to go all the way."""


Made = Callable[..., Lead]


@pytest.fixture
def make_lead(organisation: object) -> Made:
    """`make_lead(country="Spain", events=["demo_request"], at=..., live=True)`: what a CRM would send, landed and settled."""
    made = 0

    def make(
        *, at: datetime = MONDAY_NINE, live: bool = False, events: list[str] | None = None, stages: dict[str, datetime] | None = None,
        system: str = "test", external_id: str = "", **values: Any,
    ) -> Lead:  # fmt: skip
        nonlocal made
        made += 1
        ident = external_id or f"L{made}"
        arrival = Arrival(
            ident,
            {"email": f"{ident.lower()}@example.com", "name": f"Lead {ident}", **values},
            When(at),
            key=f"{ident}:{at.isoformat()}",
            events=[
                Reached(kind, When(at), f"{ident}:{kind}:{n}:{at}") for n, kind in enumerate(events or [])
            ],
            stages=[
                Reached(stage, When(moment), f"{ident}:{stage}") for stage, moment in (stages or {}).items()
            ],
        )
        landed = land([arrival], system, at, is_history=not live, snapshot=False)
        settle(landed.touched, at, live=live)
        assert arrival.lead_id
        return Lead.objects.get(pk=arrival.lead_id)

    return make
