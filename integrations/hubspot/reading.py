"""What HubSpot's events say: arrays of changes of one property, of records that came, went or turned out to be one."""

import hashlib
from typing import Any

from integrations.message import Fault, Said, Source, from_milliseconds, ident_of, read_each, when
from leads.models import Arrival, Deal, Reached
from leads.stages import CAPTURED

from . import contacts, deals

MOST = 1000
OBJECTS = {"0-1": "contact", "0-3": "deal"}
IDENTITY = ("portalId", "subscriptionType", "objectId", "eventId", "occurredAt", "propertyName")
DEAL_TO_CONTACT = {
    "DEAL_TO_CONTACT": ("toObjectId", "fromObjectId"),
    "CONTACT_TO_DEAL": ("fromObjectId", "toObjectId"),
}


def read(value: Any, source: Source) -> list[Said]:
    """One Said for each event, in the order given; the order of a batch means nothing, each carries its moment."""
    events = [value] if isinstance(value, dict) else value
    if not isinstance(events, list) or not events or len(events) > MOST:
        raise Fault("shape_unknown")
    return read_each(events, [identity(event) for event in events], source, _read)


def identity(event: Any) -> str:
    """What makes an event the same one: `eventId` alone isn't unique, and `attemptNumber` changes with each attempt."""
    if not isinstance(event, dict):
        return "sha256:" + hashlib.sha256(repr(event).encode("utf-8", "replace")).hexdigest()
    named = [str(event.get(name, "")) for name in IDENTITY]
    value = str(event.get("propertyValue", "")).encode("utf-8", "replace")
    return ":".join([*named, hashlib.sha256(value).hexdigest()])


def _read(event: Any, said: Said, source: Source) -> None:
    if not isinstance(event, dict):
        raise Fault("shape_unknown")
    if source.portal_id and str(event.get("portalId")) != source.portal_id:
        said.ignored = "portal_unknown"
        return
    subject, _, verb = str(event.get("subscriptionType")).partition(".")
    reader = _READERS.get((OBJECTS.get(str(event.get("objectTypeId")), subject), verb))
    if reader is None:
        said.ignored = "type_unknown"
        return
    said.moment = from_milliseconds(event.get("occurredAt"))
    reader(event, said)


def _arrival(event: dict[str, Any], said: Said, external_id: Any, **more: Any) -> Arrival:
    assert said.moment is not None
    arrival = Arrival(
        ident_of(external_id, "objectId"), more.pop("values", {}), when(said.moment), said.key, **more
    )
    said.about = said.about or arrival.external_id
    said.arrivals.append(arrival)
    return arrival


def _contact_created(event: dict[str, Any], said: Said) -> None:
    arrival = _arrival(event, said, event.get("objectId"))
    arrival.stages.append(Reached(CAPTURED, arrival.when, f"{said.key}:{CAPTURED}"))


def _contact_changed(event: dict[str, Any], said: Said) -> None:
    values, stage = contacts.state(said, event.get("propertyName"), event.get("propertyValue"))
    if not values and not stage:
        raise Fault("value_unreadable", str(event.get("propertyName"))[:60])
    arrival = _arrival(event, said, event.get("objectId"), values=values)
    if stage:
        arrival.stages.append(Reached(stage, arrival.when, f"{said.key}:{stage}"))
    if answer := contacts.answer(event.get("propertyName"), event.get("propertyValue")):
        arrival.events.append(Reached(answer, arrival.when, f"{said.key}:{answer}"))


def _contact_deleted(event: dict[str, Any], said: Said) -> None:
    """Gone from the CRM, not forgotten: the lead stays with a mark that rules and lists can ask for."""
    said.needs = "lead"
    assert said.moment is not None
    _arrival(event, said, event.get("objectId"), values={contacts.DELETED: said.moment.isoformat()})


def _contact_restored(event: dict[str, Any], said: Said) -> None:
    _arrival(event, said, event.get("objectId"), values={contacts.DELETED: None})


def _contact_forgotten(event: dict[str, Any], said: Said) -> None:
    said.needs, said.erases = "lead", True
    said.about = ident_of(event.get("objectId"), "objectId")


def _contacts_merged(event: dict[str, Any], said: Said) -> None:
    """HubSpot goes on under `newObjectId`, where it names one; all the others are that person."""
    others = event.get("mergedObjectIds")
    ids = [event.get("newObjectId"), event.get("primaryObjectId") or event.get("objectId")]
    ids += others if isinstance(others, list) else []
    named = tuple(dict.fromkeys(ident_of(one, "mergedObjectIds") for one in ids if one not in (None, "")))
    if len(named) < 2:
        raise Fault("id_missing", "mergedObjectIds")
    said.merged = named
    for external_id in named:
        _arrival(event, said, external_id)


def _deal_stated(event: dict[str, Any], said: Said, values: dict[str, Any]) -> None:
    said.about = ident_of(event.get("objectId"), "objectId")
    said.needs, said.deal = "deal", Deal(said.about, values)


def _deal_created(event: dict[str, Any], said: Said) -> None:
    assert said.moment is not None
    _deal_stated(event, said, {"opened_at": when(said.moment).at.isoformat(), "opened_on": None})


def _deal_changed(event: dict[str, Any], said: Said) -> None:
    assert said.moment is not None
    values = deals.state(event.get("propertyName"), event.get("propertyValue"), when(said.moment).at)
    if values is None:
        said.ignored = "property_not_used"
    else:
        _deal_stated(event, said, values)


def _deal_deleted(event: dict[str, Any], said: Said) -> None:
    _deal_stated(event, said, deals.EMPTY)


def _deal_associated(event: dict[str, Any], said: Said) -> None:
    """Which contact a deal belongs to: the first that is named. A link taken away leaves what was landed."""
    ends = DEAL_TO_CONTACT.get(str(event.get("associationType")))
    if ends is None or event.get("associationRemoved") is True:
        said.ignored = "association_not_used"
        return
    contact, deal = (event.get(name) for name in ends)
    arrival = _arrival(event, said, contact)
    arrival.deals.append(Deal(ident_of(deal, ends[1]), {}))


_READERS = {
    ("contact", "creation"): _contact_created,
    ("contact", "propertyChange"): _contact_changed,
    ("contact", "deletion"): _contact_deleted,
    ("contact", "restore"): _contact_restored,
    ("contact", "privacyDeletion"): _contact_forgotten,
    ("contact", "merge"): _contacts_merged,
    ("contact", "associationChange"): _deal_associated,
    ("deal", "associationChange"): _deal_associated,
    ("deal", "creation"): _deal_created,
    ("deal", "propertyChange"): _deal_changed,
    ("deal", "deletion"): _deal_deleted,
}
