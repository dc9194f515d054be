"""Builds the demo company: twelve months that end now."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, transaction

from dashboards import rollups
from diagnostics import demo as diagnosis
from leads.models import Handoff, Lead, LeadScore, settle
from sla.models import DefinitionVersion

from .benefits import benefits
from .cast import Company, found
from .goals import aim_high
from .landing import land_outcomes, land_prospects
from .loops import Loops
from .market import Prospect, prospects
from .meanings import define_words, propose_mql
from .measures import spend, watch
from .promises import define_mql, publish_scoring, route_everything, sign_agreement
from .reporting import report
from .story import Passage, Plot
from .telling import Telling, quieten

LEADS = 6000
SEED = 20_260_301
YEAR = timedelta(days=365)
AGREED = timedelta(days=150)
DIAGNOSED = timedelta(days=200)
WAITING = 3
"""So many always wait for Sales, at any hour of any day at which the company is founded."""


@transaction.atomic
def build(at: datetime, leads: int = LEADS) -> Company:
    """All of it or nothing. The same `at` and count give the same company."""
    random = Random(SEED)
    at = at.astimezone(UTC).replace(microsecond=0)
    company = found(at - YEAR - timedelta(days=30))
    agreed_at = _monday_morning(at - AGREED)
    publish_scoring(company, at - YEAR - timedelta(days=20))
    loose, agreed = define_mql(company, at - YEAR - timedelta(days=20), agreed_at)
    define_words(company, agreed_at)
    sign_agreement(company, agreed_at)
    route_everything(company)
    people = land_prospects(list(prospects(leads, at - YEAR, at, random)), at)
    ids = list(people)
    _analyse()
    Lead.objects.refold(ids)
    LeadScore.objects.settle(ids, at)
    passages = _passages(company, people, loose, agreed, agreed_at, at, random)
    telling = Telling(company, loose, agreed)
    telling.hand_over(passages)
    land_outcomes(passages, {lead: prospect.number for lead, prospect in people.items()}, at)
    _analyse()
    Lead.objects.refold(ids)
    Handoff.objects.refold(ids)
    telling.run_clocks([passage for passage in passages if passage.under_agreement], at)
    settle(ids, at, live=False)
    propose_mql(company, at - timedelta(days=2))
    diagnosis.fill(company.organisation, company.people, at - DIAGNOSED)
    spend(company, (at - YEAR).date(), agreed_at.date(), at.date())
    benefits(company, at - timedelta(days=10))
    rollups.rebuild()
    aim_high(company, agreed_at, at)
    watch(company, agreed_at, at)
    report(company, agreed_at, at)
    quieten(at)
    return company


def _analyse() -> None:
    """Tables filled within this transaction have no statistics yet, and plans without them are slow."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _monday_morning(at: datetime) -> datetime:
    return (at - timedelta(days=at.weekday())).replace(hour=7, minute=0, second=0)


def _passages(
    company: Company,
    people: dict[int, Prospect],
    loose: DefinitionVersion,
    agreed: DefinitionVersion,
    agreed_at: datetime,
    at: datetime,
    random: Random,
) -> list[Passage]:
    """Those whom the definition of their day took, in the order of their handoff."""
    version = company.office.current(at)
    assert version is not None
    plot = Plot(random, version.hours(), agreed_at, at)
    told = []
    for definition, after in ((loose, False), (agreed, True)):
        taken = Lead.objects.filter(pk__in=list(people)).filter(definition.meaning().condition(at))
        ids = taken.order_by("pk").values_list("pk", flat=True)
        told += [plot.passage(pk, people[pk]) for pk in ids if (people[pk].decisive_at >= agreed_at) == after]
    told.sort(key=lambda passage: passage.opened_at)
    for newest in told[-WAITING:]:
        newest.still_waits()
    Loops(version.hours(), at).tell(told[:-WAITING])
    return told
