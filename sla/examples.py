"""Real rows that show what criteria take and what they leave: chosen by how clearly, told without saying who it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.templatetags.formats import day
from people.templatetags.formats import number as grouped

from .criteria import Criteria
from .criteria.fields import FieldLeaf
from .criteria.logic import IsTrue
from .criteria.nearness import nearness
from .criteria.sentences import say
from .criteria.tree import Leaf

LOOKED_AT = 20_000
"""The newest rows: an example of last week says more than one of years ago."""
WANTED = {"holds": 3, "nearly": 2, "not": 2}
MOST_SHOWN = 8
"""Questions of one tree that an example answers."""


@dataclass(frozen=True)
class Chosen:
    """A row of the noun and how it answers each question; a hidden value says only whether there is one."""

    kind: str
    subject_id: int
    shown: list[dict[str, Any]] = field(default_factory=list)


def choose(criteria: Criteria, at: datetime) -> list[Chosen]:
    """Three that hold most clearly, two that come nearest without holding, two that are farthest off."""
    rows = criteria.catalogue.standing()
    # a bound and no list: against a list the planner may compare each row with each
    oldest = next(iter(rows.order_by("-pk").values_list("pk", flat=True)[LOOKED_AT - 1 : LOOKED_AT]), 0)
    ranked = rows.filter(pk__gte=oldest).order_by().annotate(example_nearness=nearness(criteria.root, at))
    ranked = ranked.annotate(example_holds=criteria.condition(at))
    holding, others = ranked.filter(example_holds=True), ranked.filter(example_holds=False)
    picked = {"holds": _first(holding, "-example_nearness", WANTED["holds"])}
    picked["nearly"] = _first(others.filter(example_nearness__gt=0), "-example_nearness", WANTED["nearly"])
    farthest = others.exclude(pk__in=picked["nearly"])
    picked["not"] = _first(farthest, "example_nearness", WANTED["not"])
    answers = _answers(criteria, [pk for keys in picked.values() for pk in keys], at)
    return [Chosen(kind, pk, answers[pk]) for kind, keys in picked.items() for pk in keys if pk in answers]


def _first(rows: Any, order: str, count: int) -> list[int]:
    return list(rows.order_by(order, "-pk").values_list("pk", flat=True)[:count])


def _answers(criteria: Criteria, keys: Iterable[int], at: datetime) -> dict[int, list[dict[str, Any]]]:
    """{row: how it answers each question}, in one query."""
    leaves = questions(criteria)
    asked: dict[str, Any] = {}
    for place, leaf in enumerate(leaves):
        asked[f"example_{place}_holds"] = IsTrue(leaf.condition(at))
        asked[f"example_{place}_value"] = leaf.source() if isinstance(leaf, FieldLeaf) else leaf.measured(at)
    rows = criteria.catalogue.model._default_manager.filter(pk__in=list(keys)).order_by()
    impersonal = criteria.catalogue.impersonal()
    return {
        row["example_pk"]: [
            _answer(row, place, isinstance(leaf, FieldLeaf) and impersonal.is_withheld(leaf.name))
            for place, leaf in enumerate(leaves)
        ]
        for row in rows.annotate(example_pk=F("pk"), **asked).values("example_pk", *asked)
    }


def _answer(row: dict[str, Any], place: int, is_hidden: bool) -> dict[str, Any]:
    value = row[f"example_{place}_value"]
    kept = value not in (None, "") if is_hidden else _plain(value)
    return {"holds": row[f"example_{place}_holds"], "value": kept, "hidden": is_hidden}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, Decimal):
        return str(round(value, 2))
    return value.isoformat() if isinstance(value, date) else value


def questions(criteria: Criteria) -> list[Leaf]:
    """The questions an example answers: the first few of a long tree."""
    return criteria.leaves()[:MOST_SHOWN]


@dataclass(frozen=True)
class Answer:
    """One question with what the example has there, in words."""

    question: str
    value: str
    holds: bool


def told(criteria: Criteria, shown: list[dict[str, Any]]) -> Iterator[Answer]:
    """The answers of an example in the reader's language."""
    for leaf, answer in zip(questions(criteria), shown, strict=False):
        yield Answer(say(leaf), _words(leaf, answer), bool(answer["holds"]))


def _words(leaf: Leaf, answer: dict[str, Any]) -> str:
    value = answer["value"]
    if answer["hidden"]:
        return pgettext("hidden value", "known") if value else pgettext("hidden value", "unknown")
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(leaf, FieldLeaf) and leaf.field.kind == "date":
        on = parse_date(str(value))
        return day(on) if on else str(value)
    if isinstance(leaf, FieldLeaf) and leaf.field.kind in ("text", "choice", "attribute"):
        return str(leaf.field.labels().get(value) or value)
    number = Decimal(str(value))
    return grouped(number)
