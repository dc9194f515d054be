"""HubSpot's properties of a contact as fields of a lead. Pure."""

from typing import Any

from integrations.message import Fault, Said
from integrations.stating import STAGE_ELSEWHERE, state_attribute
from integrations.stating import state as state_field
from leads.fields import ATTRIBUTE_PREFIX
from leads.stages import OPPORTUNITY, SQL, WON

FIELD_OF = {
    "email": "email",
    "firstname": "first_name",
    "lastname": "last_name",
    "phone": "phone",
    "company": "company",
    "website": "company_domain",
    "jobtitle": "job_title",
    "industry": "industry",
    "numemployees": "employees",
    "country": "country",
    "state": "region",
    "city": "city",
    "hs_analytics_source": "source",
    "hs_analytics_first_touch_converting_campaign": "campaign",
    "hs_language": "language",
    "hubspot_owner_id": "owner",
}
# stages that a live source may state; the others are decided here, see stating.py
STAGE_OF = {"salesqualifiedlead": SQL, "opportunity": OPPORTUNITY, "customer": WON}
# the lead's status, by which Sales says in HubSpot what it does with it
ANSWER_BY_STATUS = {
    "in_progress": "crm_accepted",
    "connected": "crm_accepted",
    "open_deal": "crm_accepted",
    "unqualified": "crm_rejected",
    "bad_timing": "crm_recycled",
}
STATUS = "hs_lead_status"
DELETED = ATTRIBUTE_PREFIX + "deleted_in_crm"


def state(said: Said, name: Any, given: Any) -> tuple[dict[str, Any], str]:
    """(values, stage) of one changed property; a property that is no field of a lead is kept as an attribute."""
    if not isinstance(name, str) or not name:
        raise Fault("property_missing", "propertyName")
    values: dict[str, Any] = {}
    if name == "lifecyclestage":
        values[STAGE_ELSEWHERE] = str(given)[:100] if given else None
        return values, STAGE_OF.get(str(given), "")
    if name == "hs_email_optout":
        values["consent"] = "withdrawn" if str(given).lower() == "true" else None
    elif name in FIELD_OF:
        state_field(said, values, FIELD_OF[name], given)
    else:
        state_attribute(said, values, name, given)
    return values, ""


def answer(name: Any, given: Any) -> str:
    """The answer that a changed property is, as a kind of event; "" for most."""
    return ANSWER_BY_STATUS.get(str(given).lower(), "") if name == STATUS else ""
