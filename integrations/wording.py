"""The words of what happens to webhooks: notices, reasons of refusal and of quarantine, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.notices import Kind, Params, register

from .models import Connection
from .models.finishing import QUARANTINED
from .models.rejected import REFUSED

REASONS = {
    # why the origin wasn't proved
    "header_missing": gettext_lazy("A header of the signature is missing"),
    "timestamp_unreadable": gettext_lazy("The timestamp is not a plain number"),
    "timestamp_outside_window": gettext_lazy("Signed more than five minutes ago, or ahead of us"),
    "signature_wrong": gettext_lazy("The signature does not match: is the secret the right one?"),
    "proof_unreadable": gettext_lazy("The signature can't be read"),
    # why a body or an event can't be read
    "body_empty": gettext_lazy("The body is empty"),
    "body_not_text": gettext_lazy("The body is not text"),
    "body_not_json": gettext_lazy("The body is not JSON"),
    "body_too_deep": gettext_lazy("The body is nested too deep"),
    "body_key_twice": gettext_lazy("A key stands twice in one object"),
    "shape_unknown": gettext_lazy("The message does not have the expected shape"),
    "id_missing": gettext_lazy("The record has no id"),
    "id_too_long": gettext_lazy("An id is too long"),
    "moment_unreadable": gettext_lazy("A moment can't be read"),
    "moment_out_of_range": gettext_lazy("A moment lies outside any calendar we use"),
    "event_kind_missing": gettext_lazy("The event has no kind"),
    "amount_unreadable": gettext_lazy("An amount can't be read"),
    "property_missing": gettext_lazy("The changed property has no name"),
    "value_unreadable": gettext_lazy("The value does not fit its field"),
    "reader_failed": gettext_lazy("We failed to read this event"),
    # why it waits or was given up
    "landing_failed": gettext_lazy("We failed to store this event"),
    "dated_ahead": gettext_lazy("Dated in the future: it waits for its moment"),
    "no_lead_yet": gettext_lazy("Its lead is not known yet"),
    "no_deal_yet": gettext_lazy("No lead yet: nobody said whom this deal belongs to"),
    "gave_up": gettext_lazy("Tried five times without an end"),
    # why it is ignored
    "person_erased": gettext_lazy("About a person who was erased here"),
    "type_unknown": gettext_lazy("A type of message that is not used here"),
    "portal_unknown": gettext_lazy("Sent by another portal"),
    "property_not_used": gettext_lazy("A property that is not used here"),
    "association_not_used": gettext_lazy("An association that is not used here"),
}


def reason(code: str) -> str:
    return str(REASONS.get(code, code))


def enrich(params: Sequence[Params]) -> Sequence[Params]:
    """Each with the name of its connection, in one query."""
    names = dict(
        Connection.objects.filter(pk__in={one["connection"] for one in params}).values_list("pk", "name")
    )
    return [one | {"name": names.get(one["connection"], _("a connection that is gone"))} for one in params]


def refused(params: Params) -> str:
    return _("%(name)s: every message of the last ten minutes was refused") % params


def refused_body(params: Params) -> str:
    return _(
        "No message could prove its origin. Compare the secret here with the one at the source. "
        "Refused messages are kept for 48 hours and can be checked again with the right secret."
    )


def quarantined(params: Params) -> str:
    return _("%(name)s: messages went into quarantine") % params


def register_kinds() -> None:
    register(Kind(REFUSED, gettext_lazy("A source is refused"), refused, refused_body, enrich))
    register(Kind(QUARANTINED, gettext_lazy("Messages in quarantine"), quarantined, enrich=enrich))
