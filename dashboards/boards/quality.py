"""Lead quality: what Sales accepts of which leads, whether the score knows it, and what becomes of a cohort."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.evidence import MIX
from dashboards.kpis import Reading, registry
from dashboards.kpis.handoffs import LeadAcceptanceRate
from dashboards.statistics import FEW
from people.models import Role
from people.templatetags.formats import number, percent

from .base import Board
from .common import MOST_BARS, cohorts, few, n_words, share_cell, title_of
from .crossing import shown, told
from .parts import Cell, Chart, Head, Part, Row, Series, Table

ACCEPTANCE = "lead_acceptance_rate"
CONVERSION = "captured_to_opportunity"
PARTS = ("decided", "accepted", "rejected", "recycled")
MOST_COLUMNS = 8


class QualityBoard(Board):
    key = "quality"
    name = gettext_lazy("Lead quality")
    question = gettext_lazy(
        "Which leads does Sales accept, does the score tell them apart, and what becomes of them?"
    )
    tiles = (ACCEPTANCE, "handoff_completeness", "dispute_rate", "mql_to_opportunity")
    readers = frozenset({Role.REVOPS})
    sample = gettext_lazy(
        "Once Sales answers handoffs, this page shows which sources and segments it accepts, whether a better grade is "
        "accepted more often, and how many leads of each month became opportunities."
    )

    def told(self) -> Iterator[Part | None]:
        yield self._by("source", _("Acceptance by source"))
        yield self._by("segment", _("Acceptance by segment"))
        yield self._matrix()
        yield self._by("grade", _("Acceptance by grade of the score"))
        yield cohorts(
            self.look, CONVERSION, _of_cohorts, _("Leads by month of arrival that ever became an opportunity")
        )
        yield cohorts(
            self.look,
            "mql_to_opportunity",
            _of_cohorts,
            _("Leads by the month in which they became MQLs, that ever became an opportunity"),
        )

    @cached_property
    def _mix(self) -> Sequence[Mapping[str, Any]]:
        """Sums by source and segment: two charts and a table stand on one reading."""
        return LeadAcceptanceRate().summed(self.look.asked, *MIX)

    def _by(self, dimension: str, title: str) -> Part | None:
        by = (
            LeadAcceptanceRate().parted(self._mix, dimension)
            if dimension in MIX
            else self.look.by(ACCEPTANCE, dimension)
        )
        found = {value: one for value, one in by.items() if one.n}
        if not found:
            return None
        if dimension == "grade":
            found = dict(sorted(found.items(), key=lambda pair: str(pair[0] or "~")))
        words = self.look.labels(dimension, found)
        bars = list(found.items())[:MOST_BARS]
        decided = sum(one.n for one in found.values())
        return Chart(
            f"accepted-{dimension}",
            _of_groups(found, words) or title,
            f"{_note(dimension)}; {n_words(decided)}",
            "bars",
            [words[value] for value, _one in bars],
            [
                Series(
                    registry[ACCEPTANCE].name,
                    [one.value for _value, one in bars],
                    urls=[
                        self.look.url(ACCEPTANCE, "accepted", **{dimension: value}) for value, _one in bars
                    ],
                    words=[_of(one) for _value, one in bars],
                )
            ],
            self._table(dimension, title, found, words),
            unit="percent",
            is_flat=dimension != "grade",
        )

    def _table(
        self, dimension: str, title: str, found: Mapping[Any, Reading], words: Mapping[Any, str]
    ) -> Table:
        rows = [
            Row(
                [
                    Cell(words[value], "text"),
                    *(
                        Cell(one.parts[part], url=self.look.url(ACCEPTANCE, part, **{dimension: value}))
                        for part in PARTS
                    ),
                    share_cell(one),
                ],
                few(one.n),
            )
            for value, one in found.items()
        ]
        kpi = registry[ACCEPTANCE]
        heads = [Head(title_of(dimension), False), *(Head(kpi.parts[part]) for part in PARTS), Head(kpi.name)]
        return Table(f"accepted-{dimension}-table", title, heads, rows)

    def _matrix(self) -> Part | None:
        """Sources down, segments across: the share accepted, with its interval and how many were decided."""
        found = {key: one for key, one in told(LeadAcceptanceRate(), self._mix, *MIX).items() if one.n}
        sources, segments = _sizes(found, 0), _sizes(found, 1)
        if len(sources) < 2 or len(segments) < 2:
            return None
        across = shown(segments, segments)[:MOST_COLUMNS]
        down = shown(sources, sources)
        names, heads = self.look.labels("source", down), self.look.labels("segment", across)
        rows = [
            Row([Cell(names[source], "text"), *(self._cell(found, source, segment) for segment in across)])
            for source in down
        ]
        return Table(
            "source-segment",
            _("Acceptance by source and segment"),
            [Head(title_of("source"), False), *(Head(heads[segment]) for segment in across)],
            rows,
            _(
                "Accepted, of the handoffs decided, with its interval and n; the share opens the handoffs. Pale: too few to tell."
            ),
        )

    def _cell(self, found: Mapping[Any, Reading], source: Any, segment: Any) -> Cell:
        one = found.get((source, segment))
        if one is None:
            return Cell(None, "percent")
        url = self.look.url(ACCEPTANCE, "decided", source=source, segment=segment)
        interval = f"{percent(one.low)} – {percent(one.high)}"
        return Cell(
            one.value, "percent", url, f"{interval} · n = {number(one.n)}", "few" if one.n < FEW else ""
        )


def _sizes(found: Mapping[tuple[Any, Any], Reading], place: int) -> dict[Any, int]:
    sizes: dict[Any, int] = {}
    for key, one in found.items():
        sizes[key[place]] = sizes.get(key[place], 0) + one.n
    return sizes


def _of(one: Reading) -> str:
    return _("%(share)s of %(n)s") % {"share": percent(one.value), "n": number(one.n)}


def _note(dimension: str) -> str:
    if dimension == "grade":
        return _("Accepted, of the handoffs that Sales decided, by the grade that the lead's score has today")
    return _("Accepted, of the handoffs that Sales decided in the period")


def _of_groups(found: Mapping[Any, Reading], words: Mapping[Any, str]) -> str:
    """The best and the worst among those with enough cases, where their intervals lie apart."""
    ranked = sorted(
        (pair for pair in found.items() if pair[1].n >= FEW), key=lambda pair: pair[1].value or 0.0
    )
    if len(ranked) < 2:
        return ""
    (worst, low), (best, high) = ranked[0], ranked[-1]
    if low.high is None or high.low is None or low.high >= high.low:
        return ""
    return _("Sales accepts %(high)s of %(best)s and %(low)s of %(worst)s") % {
        "best": words[best],
        "high": percent(high.value),
        "worst": words[worst],
        "low": percent(low.value),
    }


def _of_cohorts(grown: Sequence[tuple[Any, Reading]]) -> str:
    entered = sum(one.parts["entered"] for _month, one in grown)
    if not entered:
        return _("No cohort has had its time yet")
    reached = sum(one.parts["reached"] for _month, one in grown)
    return _("%(share)s of the leads that had time became opportunities") % {
        "share": percent(reached / entered)
    }
