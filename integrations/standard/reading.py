"""What a Standard Webhooks message says: `{"type", "timestamp", "data"}`, or a list of such, about leads."""

import re
from typing import Any

from integrations.message import Fault, Said, Source, from_iso, ident_of, read_each, when
from integrations.stating import STAGE_ELSEWHERE, STATED_STAGES, state_all, state_attribute
from leads.answering import ANSWER_OF, SAID
from leads.models import Arrival, Deal, Reached
from leads.models.landing.landing import pseudonym
from leads.reading.contacts import read_email
from leads.reading.money import read_money
from leads.stages import CAPTURED, STAGES

TYPES = frozenset({"lead.created", "lead.updated", "lead.event"})
BESIDE = frozenset({"id", "attributes", "event", "stage", "opportunity"})
MOST = 1000
DEAL_MOMENTS = ("opened_at", "closed_at")
_KIND = re.compile(r"[^a-z0-9_]+")


def read(value: Any, source: Source) -> list[Said]:
    """One Said for each message. The key of a message is its `webhook-id`, with its place when there are several."""
    if isinstance(value, dict):
        return read_each([value], [source.ident], source, _read)
    if not isinstance(value, list) or not value or len(value) > MOST:
        raise Fault("shape_unknown")
    keys = [f"{source.ident}:{place}" for place in range(len(value))]
    return read_each(value, keys, source, _read)


def _read(message: Any, said: Said, source: Source) -> None:
    if not isinstance(message, dict):
        raise Fault("shape_unknown")
    if message.get("type") not in TYPES:
        said.ignored = "type_unknown"
        return
    data = message.get("data")
    if not isinstance(data, dict):
        raise Fault("shape_unknown", "data")
    said.moment = from_iso(message["timestamp"]) if message.get("timestamp") else source.received_at
    _state_lead(message, data, said)


def _state_lead(message: dict[str, Any], data: dict[str, Any], said: Said) -> None:
    values = state_all(said, data, BESIDE)
    own = data.get("attributes")
    for name, given in own.items() if isinstance(own, dict) else ():
        state_attribute(said, values, name, given)
    assert said.moment is not None
    arrival = Arrival(_external_id(data), values, when(said.moment), said.key)
    if message["type"] == "lead.created":
        arrival.stages.append(Reached(CAPTURED, arrival.when, f"{said.key}:{CAPTURED}"))
    _state_stage(data.get("stage"), arrival, said)
    _state_event(data.get("event"), arrival, said, is_needed=message["type"] == "lead.event")
    _state_deal(data.get("opportunity"), arrival, said)
    said.about = arrival.external_id
    said.arrivals.append(arrival)


def _external_id(data: dict[str, Any]) -> str:
    """The source's own id; a source without ids is told again by the e-mail address."""
    if data.get("id") in (None, ""):
        email, _fault = read_email(str(data.get("email") or ""))
        if email:
            return pseudonym(email)
    return ident_of(data.get("id"), "data.id")


def _state_stage(given: Any, arrival: Arrival, said: Said) -> None:
    """`"sql"` or `{"name": "sql", "at": "..."}`; what Sales answers may say why: `{"name": "rejected", "reason": "DUP"}`."""
    if given in (None, ""):
        return
    stated = given if isinstance(given, dict) else {"name": given}
    name = str(stated.get("name")).lower()
    if name not in STAGES:
        said.note(f"stage_unknown:{name}")
    elif name in ANSWER_OF:
        arrival.values[STAGE_ELSEWHERE] = name
        reached = when(from_iso(stated["at"])) if stated.get("at") else arrival.when
        with_it = {key: str(stated[key])[:2000] for key in SAID if stated.get(key)}
        arrival.events.append(Reached(ANSWER_OF[name], reached, f"{said.key}:{name}", with_it))
    elif name not in STATED_STAGES:
        arrival.values[STAGE_ELSEWHERE] = name
        said.note(f"stage_decided_here:{name}")
    else:
        reached = when(from_iso(stated["at"])) if stated.get("at") else arrival.when
        arrival.stages.append(Reached(name, reached, f"{said.key}:{name}"))


def _state_event(given: Any, arrival: Arrival, said: Said, is_needed: bool) -> None:
    if given is None and not is_needed:
        return
    kind = _KIND.sub("_", str(given.get("kind") or "").lower()).strip("_") if isinstance(given, dict) else ""
    if not kind or len(kind) > 60:
        raise Fault("event_kind_missing", "data.event.kind")
    happened = when(from_iso(given["occurred_at"])) if given.get("occurred_at") else arrival.when
    details: dict[str, Any] = {
        name: one for name, one in given.items() if name not in ("kind", "occurred_at")
    }
    arrival.events.append(Reached(kind, happened, said.key, details))


def _state_deal(given: Any, arrival: Arrival, said: Said) -> None:
    if given is None:
        return
    if not isinstance(given, dict):
        raise Fault("shape_unknown", "data.opportunity")
    values: dict[str, Any] = {}
    if given.get("amount") is not None:
        values["amount"] = read_amount(given["amount"])
    if given.get("currency"):
        values["currency"] = str(given["currency"]).upper()[:3]
    if given.get("name"):
        values["name"] = str(given["name"])[:500]
    for name in DEAL_MOMENTS:
        if given.get(name):
            values |= {name: when(from_iso(given[name])).at.isoformat(), name[:-3] + "_on": None}
    if given.get("outcome") in ("", "won", "lost"):
        values["outcome"] = given["outcome"]
    arrival.deals.append(Deal(ident_of(given.get("id"), "data.opportunity.id"), values))


def read_amount(given: Any) -> str:
    """Money to the cent as text, or a Fault; whole numbers and decimals as they stand in JSON, and as written."""
    money, _fault = read_money(given if isinstance(given, str) else repr(given), mark=".")
    if money is None:
        raise Fault("amount_unreadable", str(given)[:40])
    return str(money.amount)
