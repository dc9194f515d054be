"""Marketing's board: how many leads against what was promised, how good Sales finds them, and what they cost."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.counted import Cell as PromisedCell
from dashboards.counted import CountedPromise, counted_promises
from dashboards.kpis import Reading
from dashboards.kpis.handoffs import Rejections
from dashboards.kpis.promised import MeasuredPromises
from people.models import Role
from people.templatetags.formats import number, percent

from .base import Board
from .common import n_words, share_by_week, short_month, title_of
from .costs import costs
from .crossing import crossed, shown
from .parts import Cell, Chart, Head, Hint, Part, Row, Series, Table

ACCEPTANCE = "lead_acceptance_rate"


class MarketingBoard(Board):
    key = "marketing"
    name = gettext_lazy("Marketing")
    question = gettext_lazy("Do we deliver what we promised, does Sales find it good, and what does it cost?")
    readers = frozenset({Role.MARKETING, Role.MARKETING_MANAGER})
    tiles = (
        "lead_volume",
        "commitment_volume",
        ACCEPTANCE,
        "handoff_completeness",
        "captured_to_mql",
        "dispute_rate",
        "cost_per_lead",
        "cost_per_qualified_lead",
    )
    sample = gettext_lazy(
        "Once leads arrive, this page sets what Marketing delivers against what it promised, says why Sales rejects, by "
        "source and campaign, and what a lead of each channel costs."
    )

    def told(self) -> Iterator[Part | None]:
        yield self._volume()
        yield self._quality()
        yield self._promises()
        yield self._reasons("source", _("Why Sales rejects, by source"))
        yield self._reasons("campaign", _("Why Sales rejects, by campaign"))
        yield costs(self.look)

    @cached_property
    def counted(self) -> Sequence[CountedPromise]:
        return counted_promises(self.look.asked.user, self.look.at, count=1)

    def _volume(self) -> Part | None:
        """Delivered month by month, beside what the promise makes of the month."""
        measured: Any = self.look.measured("commitment_volume")
        months = [(month, measured.over(month)) for month in self.look.months()]
        told = [(month, reading) for month, reading in months if reading.denominator]
        if not told:
            return self._no_promise(measured)
        last = told[-1][1]
        return Chart(
            "volume",
            _("%(share)s of the promised leads were delivered in the last whole month")
            % {"share": percent(last.value)},
            _(
                "Handoffs that the promises by number are about, by whole month, against what was promised; %(n)s"
            )
            % {"n": n_words(sum(reading.n for _month, reading in told))},
            "bars",
            [short_month(month) for month, _reading in told],
            [
                Series(
                    _("delivered"),
                    [reading.numerator for _month, reading in told],
                    urls=[self.look.url("commitment_volume", "delivered", month) for month, _r in told],
                    words=[percent(reading.value) for _month, reading in told],
                ),
                Series(_("promised"), [reading.denominator for _month, reading in told], "target"),
            ],
            self._volume_table(told),
        )

    def _no_promise(self, measured: MeasuredPromises) -> Part | None:
        """What to do is told to whoever may see the whole number; with filters the promise can't be compared."""
        if self.look.is_cut or not self.look.asked.user.sees_every_lead or measured.promises:
            return None
        return Hint(
            "volume",
            _("No number of leads is promised yet"),
            _(
                "Write into the agreement how many leads Marketing delivers each month; here it stands beside what came."
            ),
            "handshake",
            reverse("sla:agreement-list"),
            _("See the agreements"),
        )

    def _volume_table(self, told: Sequence[tuple[Any, Reading]]) -> Table:
        rows = [
            Row(
                [
                    Cell(month.since, "month"),
                    Cell(reading.n, url=self.look.url("commitment_volume", "delivered", month)),
                    Cell(reading.denominator),
                    Cell(reading.value, "percent"),
                ]
            )
            for month, reading in told
        ]
        heads = [Head(_("Month"), False), Head(_("delivered")), Head(_("promised")), Head(_("Share"))]
        return Table("volume-table", _("Delivered and promised"), heads, rows)

    def _promises(self) -> Part | None:
        """Each promise by number in its running period: the page of promises has the periods before."""
        rows = []
        for promise in self.counted:
            if (cell := promise.running) is None:
                continue
            rows.append(
                Row(
                    [
                        Cell(str(promise.commitment), "text", note=promise.detail),
                        _so_far(cell),
                        Cell(cell.target, cell.kind),
                        Cell(cell.days_left),
                    ],
                    _("too few") if cell.is_few else "",
                )
            )
        if not rows or self.look.is_cut:
            return None
        return Table(
            "promises",
            _("Promised by number, in the running period"),
            [Head(_("Promise"), False), Head(_("So far")), Head(_("At least")), Head(_("days left"))],
            rows,
            url=reverse("dashboards:sla"),
            url_label=_("All promises"),
        )

    def _quality(self) -> Part | None:
        whole = self.look.reading(ACCEPTANCE)
        title = _("Sales accepts %(share)s of what it decides") % {"share": percent(whole.value)}
        note = _(
            "Accepted, of the handoffs that Sales decided, by week of the handoff; the band shows what chance does"
        )
        return share_by_week(self.look, ACCEPTANCE, title, note, ("decided", "accepted", "rejected"))

    def _reasons(self, dimension: str, title: str) -> Part | None:
        """Reasons down, groups across: each count opens its handoffs."""
        found = crossed(Rejections(), self.look.asked, "reason", dimension)
        counts = {
            key: reading.parts["rejected"] for key, reading in found.items() if reading.parts["rejected"]
        }
        by_reason, by_group = _sums(counts, 0), _sums(counts, 1)
        groups = shown(by_group, by_group)[:8]
        if not counts or (dimension == "campaign" and set(by_group) == {""}):
            return None
        reasons, words = self.look.labels("reason", by_reason), self.look.labels(dimension, groups)
        rows = [
            Row(
                [
                    Cell(reasons[reason], "text"),
                    Cell(by_reason[reason], url=self._rejected(reason=reason)),
                    *(
                        Cell(
                            counts.get((reason, group)) or None,
                            url=self._rejected(reason=reason, **{dimension: group}),
                        )
                        for group in groups
                    ),
                ]
            )
            for reason in shown(by_reason, by_reason)
        ]
        heads = [Head(title_of("reason"), False), Head(_("all")), *(Head(words[group]) for group in groups)]
        lede = _("%(n)s rejected handoffs of the period, by the last answer") % {
            "n": number(sum(counts.values()))
        }
        return Table(f"reasons-{dimension}", title, heads, rows, lede)

    def _rejected(self, **cuts: Any) -> str:
        return self.look.url(ACCEPTANCE, "rejected", **cuts)


def _so_far(cell: PromisedCell) -> Cell:
    """A share to a tenth, as the page of promises says it; a number opens its handoffs."""
    if cell.is_share:
        return Cell(cell.value_words, "word", note=n_words(cell.measured.n))
    return Cell(cell.measured.value, "number", cell.rows_url)


def _sums(counts: Mapping[tuple[Any, Any], int], place: int) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for key, count in counts.items():
        found[key[place]] = found.get(key[place], 0) + count
    return found
