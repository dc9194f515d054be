"""Leadership's board: the scorecard, what changed, and the money."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.asking import Window
from dashboards.kpis import Reading, registry
from people.models import Role
from people.templatetags.formats import money

from .base import Board
from .common import n_words, short_month
from .marked import marked
from .moved import moved
from .parts import Cell, Chart, Head, Part, Row, Series, Table
from .returned import returned
from .sentences import what_changed

REVENUE = "revenue_won"
MONEY = ("revenue_per_qualified_lead", "cost_per_qualified_lead", "pipeline_velocity")


class ExecutiveBoard(Board):
    key = "executive"
    name = gettext_lazy("Leadership")
    question = gettext_lazy("Is it working, what changed, and what is it worth?")
    readers = frozenset({Role.EXECUTIVE})
    tiles = ("lead_acceptance_rate", "response_time", "sla_compliance", "win_rate", REVENUE, *MONEY)
    sample = gettext_lazy(
        "Once leads become opportunities, this page says in three sentences what changed, and shows what the work of both "
        "teams brings in and costs."
    )

    def told(self) -> Iterator[Part | None]:
        yield marked(self.look)
        yield moved(self.look)
        yield returned(self.look)
        yield what_changed(self.look)
        yield self._revenue()
        yield self._sources()

    def _revenue(self) -> Part | None:
        measured = self.look.measured(REVENUE)
        months = [(month, measured.over(month)) for month in self.look.months()]
        if not any(reading.n for _month, reading in months):
            return None
        running = frozenset(
            at for at, (month, _reading) in enumerate(months) if month.until >= self.look.asked.today
        )
        whole = self.look.reading(REVENUE)
        kpi = registry[REVENUE]
        return Chart(
            "revenue",
            _("%(amount)s were won in the period") % {"amount": money(whole.value, self.look.currency)},
            _("Amounts of opportunities won, by the month in which they were closed; %(n)s")
            % {"n": n_words(whole.n)},
            "bars",
            [short_month(month) for month, _reading in months],
            [
                Series(
                    kpi.name,
                    [reading.value for _month, reading in months],
                    urls=[self.look.url(REVENUE, "won", month) for month, _reading in months],
                )
            ],
            self._revenue_table(months, running),
            unit=self.look.currency,
            young=running,
            young_word=_("running month"),
        )

    def _revenue_table(self, months: Sequence[tuple[Window, Reading]], running: frozenset[int]) -> Table:
        kpi, parts = registry[REVENUE], ("won", "valued")
        rows = [
            Row(
                [
                    Cell(month.since, "month"),
                    *(Cell(one.parts[part], url=self.look.url(REVENUE, part, month)) for part in parts),
                    Cell(one.value, self.look.currency),
                ],
                _("running month") if at in running else "",
                at in running,
            )
            for at, (month, one) in enumerate(months)
        ]
        heads = [Head(_("Month"), False), *(Head(kpi.parts[part]) for part in parts), Head(kpi.name)]
        return Table("revenue-table", _("Revenue won by month"), heads, rows)

    def _sources(self) -> Part | None:
        """What a qualified lead of each source brings in, and what it costs."""
        worth, cost = self.look.by(MONEY[0], "source"), self.look.by(MONEY[1], "source")
        if len(worth) < 2:
            return None
        words = self.look.labels("source", worth)
        rows = [
            Row(
                [
                    Cell(words[source], "text"),
                    Cell(one.parts["qualified"], url=self.look.url(MONEY[0], "qualified", source=source)),
                    Cell(one.parts["won"], url=self.look.url(MONEY[0], "won", source=source)),
                    Cell(one.value, self.look.currency, note=self._interval(one.low, one.high)),
                    Cell(cost[source].value if source in cost else None, self.look.currency),
                ],
                _("n = %(n)s: too few") % {"n": one.n} if one.trust == "few" else "",
            )
            for source, one in worth.items()
        ]
        kpi = registry[MONEY[0]]
        heads = [
            Head(_("Source"), False),
            *(Head(kpi.parts[part]) for part in ("qualified", "won")),
            Head(kpi.name),
            Head(registry[MONEY[1]].name),
        ]
        return Table(
            "worth", _("What a qualified lead is worth and costs, by source"), heads, rows, kpi.definition
        )

    def _interval(self, low: float | None, high: float | None) -> str:
        if low is None or high is None:
            return ""
        return f"{money(low, self.look.currency)} – {money(high, self.look.currency)}"
