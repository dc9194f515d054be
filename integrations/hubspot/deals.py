"""HubSpot's properties of a deal as values of an opportunity. Pure."""

from datetime import datetime
from typing import Any

from integrations.message import Fault, from_iso, from_milliseconds, when
from leads.reading.money import read_money

EMPTY: dict[str, Any] = {
    "name": None,
    "amount": None,
    "opened_at": None,
    "opened_on": None,
    "closed_at": None,
    "closed_on": None,
    "outcome": "",
}
"""What a deal that was deleted in the CRM still says: nothing, so that no number counts it."""

OUTCOME_OF = {"closedwon": "won", "closedlost": "lost"}
OUTCOME_FLAGS = {"hs_is_closed_won": "won", "hs_is_closed_lost": "lost"}


def state(name: Any, given: Any, at: datetime) -> dict[str, Any] | None:
    """The values that one changed property states; None for a property that an opportunity has no place for."""
    if name == "dealname":
        return {"name": str(given)[:500] if given else None}
    if name == "amount":
        return {"amount": _amount(given)}
    if name == "deal_currency_code":
        return {"currency": str(given or "").upper()[:3]}
    if name == "createdate":
        return {"opened_at": when(_moment(given)).at.isoformat(), "opened_on": None}
    if name == "dealstage":
        return _closed(OUTCOME_OF.get(str(given), ""), at)
    if name in OUTCOME_FLAGS and str(given).lower() == "true":
        return _closed(OUTCOME_FLAGS[name], at)
    return None


def _closed(outcome: str, at: datetime) -> dict[str, Any]:
    """Closed when the stage was set; back in an open stage the deal is open again."""
    return {"outcome": outcome, "closed_at": at.isoformat() if outcome else None, "closed_on": None}


def _amount(given: Any) -> str | None:
    if given in (None, ""):
        return None
    money, _fault = read_money(str(given), mark=".")
    if money is None:
        raise Fault("amount_unreadable", str(given)[:40])
    return str(money.amount)


def _moment(given: Any) -> datetime:
    return from_milliseconds(given) if str(given).isdigit() else from_iso(given)
