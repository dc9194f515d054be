"""A routing decision in words, and the notice to whoever looks after what no rule asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leads.routing import choosing
from people.bilingual import told
from people.models import User
from people.notices import Kind, Params, register

from .models import Lead
from .models.routing.router import CATCH_ALL_GREW

REASONS = {
    choosing.ABSENT: gettext_lazy("absent"),
    choosing.HOURS: gettext_lazy("outside working hours"),
    choosing.OPEN_CAP: gettext_lazy("has as many open leads as they may"),
    choosing.DAY_CAP: gettext_lazy("got as many today as they may"),
    choosing.SKILLS: gettext_lazy("lacks a skill that the rule asks for"),
    choosing.LANGUAGE: gettext_lazy("doesn't speak the lead's language"),
    choosing.TERRITORY: gettext_lazy("has other territories"),
    choosing.HAD_IT: gettext_lazy("was asked before"),
}
WAYS = {
    choosing.PERSON: gettext_lazy("whom the rule names"),
    choosing.TURNS: gettext_lazy("whose turn it was"),
    choosing.WEIGHTED: gettext_lazy("whose turn it was by weight"),
    choosing.CAPACITY: gettext_lazy("who had most room"),
}
MOST_NAMED = 8


@dataclass(frozen=True)
class Routed:
    """`rule` is its name as it was when it decided; `passed` are (reason, names, how many more)."""

    rule: str
    rule_id: int | None
    way: Any
    is_kept: bool
    is_waiting: bool
    passed: list[tuple[Any, str, int]]


def routed(why: Mapping[str, Any], owner_id: int | None, names: Mapping[int, str]) -> Routed | None:
    """None for an offer that no rule decided, or one of before rules had names."""
    if "name" not in why:
        return None
    passed: Mapping[str, list[int]] = why.get("passed", {})
    return Routed(
        rule=told(why["name"]["en"], why["name"]["es"]),
        rule_id=why.get("rule"),
        way=WAYS.get(why["method"], "") if owner_id and "kept" not in why else "",
        is_kept="kept" in why,
        is_waiting=owner_id is None and why["method"] != choosing.QUEUE,
        passed=said(passed, names),
    )


def said(passed: Mapping[str, Sequence[int]], names: Mapping[int, str]) -> list[tuple[Any, str, int]]:
    return [
        (
            REASONS.get(reason, reason),
            ", ".join(names.get(pk, "–") for pk in people[:MOST_NAMED]),
            max(len(people) - MOST_NAMED, 0),
        )
        for reason, people in passed.items()
    ]


def people_in(whys: Iterable[Mapping[str, Any]]) -> set[int]:
    return {pk for why in whys for people in why.get("passed", {}).values() for pk in people}


def names_of(people: Iterable[int]) -> dict[int, str]:
    wanted = set(people)
    return {pk: str(user) for pk, user in User.objects.in_bulk(wanted).items()} if wanted else {}


def register_kinds() -> None:
    register(
        Kind(
            CATCH_ALL_GREW,
            gettext_lazy("A lead that no rule asked for"),
            lambda params: (
                _("No routing rule asked for %(lead)s: it waits in the queue that catches all") % params
            ),
            enrich=_with_leads,
            together=_together,
            together_at=lambda: reverse("leads:routing-list"),
        )
    )


def _together(count: int) -> str:
    return ngettext(
        "%(count)s lead that no routing rule asked for",
        "%(count)s leads that no routing rule asked for",
        count,
    ) % {"count": count}


def _with_leads(params: Sequence[Params]) -> Sequence[Params]:
    """Names of persons don't leave the house: the number and the company do."""
    found = Lead.objects.filter(blocked_at=None).only("company_name").in_bulk([one["lead"] for one in params])
    return [{"lead": _label(one["lead"], found.get(one["lead"]))} for one in params]


def _label(pk: int, lead: Lead | None) -> str:
    if lead and lead.company_name:
        return _("lead %(number)s (%(company)s)") % {"number": pk, "company": lead.company_name}
    return _("lead %(number)s") % {"number": pk}
