"""Landing: facts from a file, a CRM or the API become rows, whole batches at a time, each fact once.

What comes in is a list of `Arrival`. Leads are found by the source's own id; one that this system doesn't know yet is
the same person as a lead of another system with the same e-mail. Rules of repetition:
- a fact with a key of its own (an event of a webhook) is stated once, however often it is delivered;
- a snapshot (a row of a file, a PUT) states only what differs from what the same origin said last, so that
  reading the same file again appends nothing;
- a stage or an event with another moment under the same key supersedes the earlier row.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from leads.answering import ANSWER_OF
from leads.fields import DECIDED
from people import personal

from ..facts import Event
from ..identity import ExternalId
from ..lead import Lead
from ..opportunity import Opportunity
from .appending import EVENTS, STAGES, state_moments, state_values
from .arrivals import Arrival, Landed, Reached, Told, When


def pseudonym(text: str) -> str:
    """An external id for a source without ids: tells the same person again without holding the address."""
    return "by-email-" + hashlib.sha256(text.lower().encode()).hexdigest()[:24]


@transaction.atomic
def land(arrivals: Iterable[Arrival], system: str, at: datetime, is_history: bool, snapshot: bool) -> Landed:
    """Append the facts of these arrivals. `snapshot` says that values are a state, not a change."""
    welcome, erased = _without_erased(list(arrivals), system)
    if not welcome:
        return Landed([], 0, erased)
    _take_turns(system)
    _identify(welcome, system, at)
    common = {"origin": f"crm:{system}", "recorded_at": at, "is_history": is_history, "by": None}
    if not is_history:
        _answer_instead(welcome)
    touched = {arrival.lead_id for arrival in welcome if arrival.is_new}
    touched |= state_values("leads_leadchange", "lead_id", _lead_rows(welcome), common, snapshot)
    touched |= state_moments(STAGES, [row for a in welcome for row in _moment_rows(a, a.stages)], common)
    touched |= state_moments(EVENTS, [row for a in welcome for row in _moment_rows(a, a.events)], common)
    touched |= _state_deals(welcome, system, common, snapshot)
    created = sum(arrival.is_new for arrival in welcome)
    return Landed(sorted(lead_id for lead_id in touched if lead_id), created, erased)


def _without_erased(arrivals: list[Arrival], system: str) -> tuple[list[Arrival], int]:
    """Leave out persons who were erased: a CRM or a file that still holds them must not bring them back."""
    emails = personal.is_erased("email", {arrival.email_key for arrival in arrivals if arrival.email_key})
    # a switchboard's number is many people's: it tells a person only where no address does
    phones = personal.is_erased("phone", {arrival.bare_phone for arrival in arrivals if arrival.bare_phone})
    names = personal.is_erased("external_id", {f"{system}:{arrival.external_id}" for arrival in arrivals})
    welcome = [
        arrival
        for arrival in arrivals
        if arrival.email_key not in emails
        and arrival.bare_phone not in phones
        and f"{system}:{arrival.external_id}" not in names
    ]
    return welcome, len(arrivals) - len(welcome)


def _take_turns(system: str) -> None:
    """Batches of one system land one after the other: two at once would both create an unknown lead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"landing:{system}"])


def _identify(arrivals: list[Arrival], system: str, at: datetime) -> None:
    """Give every arrival its lead: known by id, else the same person elsewhere, else a new one."""
    wanted = {arrival.external_id for arrival in arrivals}
    known = dict(
        ExternalId.objects.of(system).filter(external_id__in=wanted).values_list("external_id", "lead_id")
    )
    unknown = {a.external_id: a for a in arrivals if a.external_id not in known}
    elsewhere = _same_person({a.email_key for a in unknown.values() if a.email_key}, system)
    fresh = []
    for external_id, arrival in unknown.items():
        match = elsewhere.pop(arrival.email_key, None)
        if match:
            known[external_id] = match
        else:
            fresh.append(arrival)
    for arrival, lead_id in zip(fresh, _new_leads(len(fresh), at), strict=True):
        known[arrival.external_id] = lead_id
        arrival.is_new = True
    ExternalId.objects.bulk_create(
        [ExternalId(system=system, external_id=e, lead_id=known[e]) for e in unknown]
    )
    for arrival in arrivals:
        arrival.lead_id = known[arrival.external_id]


def _new_leads(count: int, at: datetime) -> list[int]:
    """The ids of so many leads of which nothing is known yet: one is written and the database copies its fifty columns."""
    if not count:
        return []
    (first,) = Lead.objects.bulk_create([Lead(recorded_at=at)])
    columns = ", ".join(
        f'"{field.column}"'
        for field in Lead._meta.concrete_fields
        if not (field.primary_key or field.generated)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO leads_lead ({columns}) SELECT {columns} FROM leads_lead, generate_series(2, %s)"
            " WHERE id = %s RETURNING id",
            [count, first.pk],
        )
        return [first.pk, *(pk for (pk,) in cursor.fetchall())]


_SAME_PERSON = """
SELECT l.email_key, min(l.id) FROM leads_lead l
WHERE l.email_key = ANY(%s) AND l.email_key <> '' AND l.merged_into_id IS NULL AND l.blocked_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM leads_externalid e WHERE e.lead_id = l.id AND e.system = %s AND e.object_type = 'lead')
GROUP BY l.email_key HAVING count(*) = 1
"""


def _same_person(email_keys: set[str], system: str) -> dict[str, int]:
    """{e-mail: the one lead that has it and that this system doesn't know}; within a system its own ids decide."""
    if not email_keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SAME_PERSON, [list(email_keys), system])
        return dict(cursor.fetchall())


def _lead_rows(arrivals: list[Arrival]) -> list[dict[str, Any]]:
    return [
        {"subject": a.lead_id, "key": a.key, "at": a.when.at, "on": a.when.on, "values": _allowed(a.values)}
        for a in arrivals
        if a.values
    ]


def _answer_instead(arrivals: list[Arrival]) -> None:
    """Of a lead that is with Sales, the stages by which Sales answers are heard as answers: the verdict moves the stage."""
    speaking = {a.lead_id: a for a in arrivals if a.lead_id and any(r.name in ANSWER_OF for r in a.stages)}
    if not speaking:
        return
    handoffs = apps.get_model("leads.Handoff").objects.live()
    here = set(
        handoffs.filter(lead__in=list(speaking), cycle=F("lead__cycle")).values_list("lead_id", flat=True)
    )
    for arrival in arrivals:
        if arrival.lead_id in here:
            said = [r for r in arrival.stages if r.name in ANSWER_OF]
            arrival.stages = [r for r in arrival.stages if r.name not in ANSWER_OF]
            arrival.events = arrival.events + [replace(r, name=ANSWER_OF[r.name]) for r in said]


def _allowed(values: dict[str, Any]) -> dict[str, Any]:
    """Owner and team are decided here: a source that names them is not heard."""
    return {name: value for name, value in values.items() if name not in DECIDED}


def _moment_rows(arrival: Arrival, reached: Sequence[Reached]) -> list[dict[str, Any]]:
    return [
        {
            "subject": arrival.lead_id,
            "name": r.name,
            "key": r.key,
            "at": r.when.at,
            "on": r.when.on,
            "values": r.values,
        }
        for r in reached
    ]


def _state_deals(arrivals: list[Arrival], system: str, common: dict[str, Any], snapshot: bool) -> set[int]:
    """Find or make the opportunities and append what is stated of them; returns their leads."""
    deals = [(arrival, deal) for arrival in arrivals for deal in arrival.deals]
    if not deals:
        return set()
    Opportunity.objects.bulk_create(
        {
            d.external_id: Opportunity(system=system, external_id=d.external_id, lead_id=a.lead_id)
            for a, d in deals
            if a.lead_id
        }.values(),
        ignore_conflicts=True,
    )
    known = Opportunity.objects.filter(system=system, external_id__in=[deal.external_id for _, deal in deals])
    pk_of = {opportunity.external_id: (opportunity.pk, opportunity.lead_id) for opportunity in known}
    rows = [
        {
            "subject": pk_of[d.external_id][0],
            "key": a.key,
            "at": a.when.at,
            "on": a.when.on,
            "values": d.values,
        }
        for a, d in deals
    ]
    changed = state_values("leads_opportunitychange", "opportunity_id", rows, common, snapshot)
    return {lead_id for pk, lead_id in pk_of.values() if pk in changed}


def state_events(told: Iterable[Told], origin: str, at: datetime, by_id: int | None) -> set[int]:
    """Append events of known leads, each once; returns the leads that got one."""
    listed = list(told)
    momentless = [one.key for one in listed if one.when is None]
    known = Event.objects.filter(origin=origin, origin_key__in=momentless).values_list(
        "origin_key", flat=True
    )
    repeated = set(known) if momentless else set()
    rows = [_event_row(one, at) for one in listed if one.when or one.key not in repeated]
    return state_moments(
        EVENTS, rows, {"origin": origin, "recorded_at": at, "is_history": False, "by": by_id}
    )


def _event_row(one: Told, at: datetime) -> dict[str, Any]:
    when = one.when or When(at)
    return {
        "subject": one.lead_id,
        "name": one.kind,
        "key": one.key,
        "at": when.at,
        "on": when.on,
        "values": one.values,
    }
