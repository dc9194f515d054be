"""What the address of the lead list asks, cleaned: what can't be read asks nothing."""

from typing import Any

from django.http import QueryDict

from leads.listing import Order
from leads.models import Import, Stage
from leads.models.narrowing import BLANK, day_of
from people.models import User
from people.querystrings import key_of

ORDERS = {
    "captured": Order("captured_at", is_down=False),
    "-captured": Order("captured_at"),
    "score": Order("score__score", is_down=False, is_moment=False),
    "-score": Order("score__score", is_moment=False),
}
MINE = "me"
GRADES = "ABCD"
CELLS = frozenset(f"{letter}{digit}" for letter in GRADES for digit in "1234")


def asked_of(query: QueryDict, user: User) -> dict[str, Any]:
    """The filters of `LeadQuerySet.narrowed`. Readers who see no names can't search by them either."""
    asked: dict[str, Any] = {name: _texts(query, name) for name in ("source", "segment", "region")}
    asked["stage"] = [stage for stage in query.getlist("stage") if stage in Stage.values]
    asked["grade"] = [one for one in query.getlist("grade") if one in CELLS or (one and one in GRADES)]
    asked["owner"] = user.pk if query.get("owner") == MINE else _number(query.get("owner", ""))
    asked["team"] = _number(query.get("team", ""))
    asked["system"] = _text(query.get("system", ""))
    asked["since"], asked["until"] = day_of(query.get("from", "")), day_of(query.get("to", ""))
    asked["q"] = "" if user.sees_masked else _text(query.get("q", ""))
    for name in ("read_by", "made_by"):
        if number := _number(query.get(name, "")):
            asked[name] = Import.objects.filter(pk=number).first() if number != BLANK else None
    return asked


def order_of(query: QueryDict) -> Order:
    return ORDERS.get(query.get("sort", ""), ORDERS["-captured"])


def _texts(query: QueryDict, name: str) -> list[str]:
    return [text for text in query.getlist(name) if _text(text)][:50]


def _text(text: str) -> str:
    """PostgreSQL takes neither NUL nor half a pair."""
    return text[:200] if "\x00" not in text and text.isprintable() else ""


def _number(text: str) -> int | str | None:
    if text == BLANK:
        return BLANK
    return key_of(text)
