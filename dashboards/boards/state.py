"""The state of things: the funnel as it is, how leads are answered, where the agreement is missed, and where others stand."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dashboards.compliance import terms_at
from dashboards.counted import counted_promises
from dashboards.kpis.compliance import TARGET, SlaCompliance
from people.models import Role
from people.templatetags.formats import points
from sla.models import Commitment

from .base import Board
from .benchmarked import benchmarked
from .common import few, share_cell, title_of
from .look import Look
from .parts import Cell, Head, Part, Row, Table
from .sales import contacted

KEPT = "sla_compliance"


class StateBoard(Board):
    key = "state"
    name = gettext_lazy("Current state")
    question = gettext_lazy(
        "Does what Marketing hands over become business, and does each side keep its promises?"
    )
    readers = frozenset({Role.FACILITATOR, Role.PRIVACY})
    url_name = "dashboards:overview"
    tiles = ("lead_acceptance_rate", "response_time", KEPT, "captured_to_opportunity")

    def told(self) -> Iterator[Part | None]:
        yield contacted(self.look)
        yield gaps(self.look)
        yield benchmarked(self.look)


def gaps(look: Look) -> Part | None:
    """Each promise beside its target: what is missing, in points or leads."""
    rows = [*_timed(look), *_counted(look)]
    if not rows:
        return None
    heads = [
        Head(title_of("kind"), False),
        Head(_("Whose"), False),
        Head(_("Counted")),
        Head(_("Kept")),
        Head(_("target")),
        Head(_("Missing")),
    ]
    lede = _("What was promised and what is. A gap within what chance does is told as open.")
    return Table(
        "gaps",
        _("Gaps to what was agreed"),
        heads,
        rows,
        lede,
        reverse("dashboards:sla"),
        _("Promises kept"),
    )


def _timed(look: Look) -> Iterator[Row]:
    kpi, terms = SlaCompliance(), terms_at(look.at)
    for party in ("sales", "marketing"):
        asked = look.asked.cut(party=party)
        found = {row.pop("kind"): kpi.reading(row) for row in kpi.summed(asked, "kind")}
        for kind, label in Commitment.Kind.choices:
            one = found.get(kind)
            if one is None or not one.n or one.value is None or one.low is None or one.high is None:
                continue
            missing = TARGET - one.value
            tone = "good" if one.low >= TARGET else "bad" if one.high < TARGET else ""
            said = {"good": pgettext("a promise", "kept"), "bad": points(missing)}.get(tone, _("open"))
            yield Row(
                [
                    Cell(label, "text", note=terms.get((party, kind), "")),
                    Cell(_PARTIES[party], "text"),
                    Cell(one.n, url=look.url(KEPT, "due", party=party, kind=kind)),
                    share_cell(one),
                    Cell(TARGET, "percent"),
                    Cell(said, "text", tone=tone),
                ],
                few(one.n),
            )


_PARTIES = {"sales": gettext_lazy("Sales"), "marketing": gettext_lazy("Marketing")}


def _counted(look: Look) -> Iterator[Row]:
    """The last period that is over, of each promise by number; with filters such a promise can't be judged."""
    if look.is_cut:
        return
    for promise in counted_promises(look.asked.user, look.at, count=2):
        cell = promise.cells[1]
        if cell is None or cell.measured.value is None:
            continue
        missing = cell.target - cell.measured.value
        said = points(missing) if cell.is_share else str(round(missing))
        yield Row(
            [
                Cell(str(promise.commitment), "text", note=promise.detail),
                Cell(_PARTIES["marketing"], "text"),
                Cell(cell.measured.n, url=cell.of_url if cell.is_share else cell.rows_url),
                Cell(cell.value_words, "word"),
                Cell(cell.target, cell.kind),
                Cell(
                    pgettext("a promise", "kept") if missing <= 0 else said,
                    "text",
                    tone="good" if missing <= 0 else "bad",
                ),
            ],
            _("too few") if cell.is_few else "",
        )
