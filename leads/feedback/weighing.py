"""What would have kept a reason's leads out: fields counted in the database, criteria chosen, and counted again.

A criterion is chosen on the older answers and told on all of them; on the newest, which had no part in the choice, it is
told apart, so that what fits by chance is seen to fit only there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from leads.catalogue import TEXTS
from leads.fields import ATTRIBUTE_PREFIX
from leads.models import Verdict
from sla.criteria import catalogues, parse

from .reading import LEAD, WHICH, Scope, holding
from .suggest import Ask, Counted, Known, Suggestion, suggestions

FIELDS: dict[str, Ask] = {
    **dict.fromkeys(("source", "channel", "campaign", "segment", "industry"), Ask.VALUE),
    **dict.fromkeys(("country", "region", "language"), Ask.VALUE),
    "job_title": Ask.WORD,
    "employees": Ask.LIMIT,
    **dict.fromkeys(("email", "phone", "company"), Ask.PRESENCE),
}
"""Fields of the catalogue that say whether a lead fits; of what names a person only whether it is known."""
MOST_VALUES = 400
MOST_ATTRIBUTES = 40
UNSEEN = 0.3
ENOUGH = 30
"""With fewer unwanted leads none are put aside."""

_OWN = """
SELECT pair.key, pair.value, sum(a.unwanted), sum(a.good), sum(a.other)
FROM ({answers}) a JOIN leads_lead l ON l.id = a.lead
CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(l.attributes) WHEN 'object' THEN l.attributes ELSE '{{}}' END) pair
WHERE pair.value IS NOT NULL AND pair.value <> '' AND length(pair.value) <= 100
GROUP BY 1, 2 ORDER BY sum(a.unwanted) DESC, 1, 2 LIMIT %s
"""


@dataclass(frozen=True)
class Effect:
    """What a criterion would have kept out of some answers, and how many there were."""

    unwanted: int
    of_unwanted: int
    good: int
    of_good: int
    won: int
    of_won: int
    other: int

    @property
    def share(self) -> float | None:
        return self.unwanted / self.of_unwanted if self.of_unwanted else None

    @property
    def pays(self) -> bool:
        """It spares more rejections, of whatever reason, than it loses accepted leads."""
        return self.good < self.unwanted + self.other

    @property
    def cost(self) -> float | None:
        return self.good / self.of_good if self.of_good else None


@dataclass(frozen=True)
class Weighed:
    """A suggestion, what it would have done to all the answers, and to the newest, if some were put aside."""

    tree: Any
    all: Effect
    unseen: Effect | None

    @property
    def sentence(self) -> str:
        return parse(self.tree, catalogues["lead"]).sentence()

    @property
    def holds_up(self) -> bool:
        """On what had no part in the choice too it keeps out a larger share of the unwanted than of the good ones."""
        return self.unseen is None or (self.unseen.share or 0) > (self.unseen.cost or 0)


@dataclass(frozen=True)
class Trouble:
    """The unwanted leads: rejected for this reason; in one group of a dimension, if it stands out there."""

    scope: Scope
    reason: str
    dimension: str = ""
    value: str = ""

    @property
    def unwanted(self) -> Q:
        where = {f"{LEAD}__{self.dimension}": self.value} if self.dimension else {}
        return Q(kind=Verdict.Kind.REJECTED, reason=self.reason, **where)

    @property
    def rows_values(self) -> dict[str, str]:
        return {self.dimension: self.value} if self.dimension else {}


def weigh(trouble: Trouble, at: datetime) -> list[Weighed]:
    """The best criteria for these leads, counted over everybody that Sales answered."""
    answers = trouble.scope.answers()
    since = _unseen_since(trouble, answers)
    older = answers.filter(decided_at__lt=since) if since else answers
    totals = older.aggregate(**_counts(trouble))
    fields = _known(trouble, older, totals)
    chosen = suggestions(fields, totals["unwanted"], totals["good"])
    newest = answers.filter(decided_at__gte=since) if since else None
    effects = [_effects(trouble, rows, chosen, at) for rows in (answers, newest) if rows is not None]
    if newest is None:
        effects.append([None] * len(chosen))
    return [Weighed(one.tree, *told) for one, *told in zip(chosen, *effects, strict=True)]


def effect(trouble: Trouble, tree: Any, at: datetime) -> Effect:
    """Of one criterion on all the answers."""
    answers = trouble.scope.answers()
    return _effect(trouble, answers, answers.aggregate(**_counts(trouble)), tree, at)


def _effects(
    trouble: Trouble, answers: QuerySet[Verdict], chosen: list[Suggestion], at: datetime
) -> list[Any]:
    every = answers.aggregate(**_counts(trouble))
    return [_effect(trouble, answers, every, one.tree, at) for one in chosen]


def _effect(
    trouble: Trouble, answers: QuerySet[Verdict], every: dict[str, int], tree: Any, at: datetime
) -> Effect:
    out = answers.exclude(**{f"{LEAD}__in": holding(tree, at)}).aggregate(**_counts(trouble))
    return Effect(
        out["unwanted"], every["unwanted"], out["good"], every["good"], out["won"], every["won"], out["other"]
    )


def _counts(trouble: Trouble) -> dict[str, Any]:
    other = Q(kind=Verdict.Kind.REJECTED) & ~trouble.unwanted
    asked = {"unwanted": trouble.unwanted, "good": WHICH["accepted"], "won": WHICH["won"], "other": other}
    return {name: Count("pk", filter=which) for name, which in asked.items()}


def _unseen_since(trouble: Trouble, answers: QuerySet[Verdict]) -> datetime | None:
    """The moment from which on the newest answers are put aside; None of too few."""
    unwanted = answers.filter(trouble.unwanted).order_by("decided_at")
    count = unwanted.count()
    if count < ENOUGH:
        return None
    return unwanted.values_list("decided_at", flat=True)[int(count * (1 - UNSEEN))]


def _known(trouble: Trouble, answers: QuerySet[Verdict], totals: dict[str, int]) -> Iterator[Known]:
    for name, ask in FIELDS.items():
        yield Known(name, ask, _values(trouble, answers, TEXTS.get(name, name), ask))
    yield from _own(trouble, answers, totals)


def _values(trouble: Trouble, answers: QuerySet[Verdict], column: str, ask: Ask) -> tuple[Counted, ...]:
    value: Any = F(f"{LEAD}__{column}")
    if ask is Ask.PRESENCE:
        asked = {
            name: Count("pk", filter=which & Q(**{f"{LEAD}__{column}": ""}))
            for name, which in _parts(trouble).items()
        }
        return (Counted(None, **answers.aggregate(**asked)),)
    rows: Any = answers.order_by().values_list(value).annotate(**_part_counts(trouble))
    ordered = rows.order_by("-unwanted")[:MOST_VALUES]
    return tuple(Counted(None if one in ("", None) else one, *counts) for one, *counts in ordered)


def _parts(trouble: Trouble) -> dict[str, Q]:
    other = Q(kind=Verdict.Kind.REJECTED) & ~trouble.unwanted
    return {"unwanted": trouble.unwanted, "good": WHICH["accepted"], "other": other}


def _part_counts(trouble: Trouble) -> dict[str, Any]:
    return {name: Count("pk", filter=which) for name, which in _parts(trouble).items()}


def _own(trouble: Trouble, answers: QuerySet[Verdict], totals: dict[str, int]) -> Iterator[Known]:
    """Own attributes: as numbers where every value is one; leads without one don't know it."""
    found: dict[str, list[Counted]] = {}
    for key, *row in _own_rows(trouble, answers):
        found.setdefault(key, []).append(Counted(*row))
    for key, told in list(found.items())[:MOST_ATTRIBUTES]:
        numbers = [_number(one.value) for one in told]
        known = sum(told, Counted(None))
        rest = {name: totals[name] - getattr(known, name) for name in ("unwanted", "good", "other")}
        unknown = Counted(None, **{name: max(n, 0) for name, n in rest.items()})
        name = f"{ATTRIBUTE_PREFIX}{key}"
        if len(told) > 2 and all(number is not None for number in numbers):
            as_numbers = [
                Counted(number, one.unwanted, one.good, one.other)
                for number, one in zip(numbers, told, strict=True)
            ]
            yield Known(name, Ask.LIMIT, (*as_numbers, unknown))
        else:
            yield Known(name, Ask.VALUE, (*told, unknown))


def _own_rows(trouble: Trouble, answers: QuerySet[Verdict]) -> list[Any]:
    per_lead = answers.order_by().values_list(LEAD).annotate(**_part_counts(trouble))
    sql, params = per_lead.query.sql_with_params()
    with connection.cursor() as cursor:
        named = _OWN.format(answers=f'SELECT * FROM ({sql}) AS x ("lead", unwanted, good, other)')
        cursor.execute(named, [*params, MOST_VALUES * 10])
        return [(key, value, *map(int, counts)) for key, value, *counts in cursor.fetchall()]


def _number(text: str) -> float | int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not -1e12 < number < 1e12:
        return None
    return int(number) if number.is_integer() else number
