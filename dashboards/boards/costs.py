"""What a lead of each channel costs: the ledger over the leads, in whole months alone, because the ledger knows no days."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dashboards.kpis import Reading, registry
from people.templatetags.formats import money

from .common import MOST_BARS, few, n_words, title_of
from .look import Look
from .parts import Cell, Chart, Head, Hint, Part, Row, Series, Table

COST = "cost_per_lead"
Found = Mapping[Any, Reading]


def costs(look: Look) -> Part | None:
    found = {channel: one for channel, one in look.by(COST, "channel").items() if one.amounts["spent"]}
    if not found:
        return _nothing(look)
    words = look.labels("channel", found)
    told = [pair for pair in found.items() if pair[1].value is not None]
    dear = sorted(told, key=lambda pair: -(pair[1].value or 0.0))
    bars = dear[:MOST_BARS]
    return Chart(
        "cost",
        _finding(look, dear, words),
        _("Spend on winning leads over the leads that arrived, in the whole months of the period; %(n)s")
        % {"n": n_words(sum(one.n for one in found.values()))},
        "bars",
        [words[channel] for channel, _one in bars],
        [
            Series(
                registry[COST].name,
                [one.value for _channel, one in bars],
                urls=[look.url(COST, "entries", channel=channel) for channel, _one in bars],
                words=[money(one.value, look.currency) for _channel, one in bars],
            )
        ],
        _table(look, found, words),
        unit=look.currency,
        is_flat=True,
    )


def _finding(look: Look, dear: Sequence[tuple[Any, Reading]], words: Mapping[Any, str]) -> str:
    if len(dear) < 2:
        return _("Cost per lead by channel")
    return _("A lead of %(dear)s costs %(high)s, one of %(cheap)s %(low)s") % {
        "dear": words[dear[0][0]],
        "high": money(dear[0][1].value, look.currency),
        "cheap": words[dear[-1][0]],
        "low": money(dear[-1][1].value, look.currency),
    }


def _table(look: Look, found: Found, words: Mapping[Any, str]) -> Table:
    rows = [
        Row(
            [
                Cell(words[channel], "text"),
                Cell(one.n, url=look.url(COST, "leads", channel=channel)),
                Cell(one.parts["entries"], url=look.url(COST, "entries", channel=channel)),
                Cell(one.amounts["spent"], look.currency),
                Cell(one.value, look.currency),
            ],
            few(one.n),
        )
        for channel, one in found.items()
    ]
    told = (_("leads"), _("rows of the ledger"), _("spent"), _("each lead"))
    heads = [Head(title_of("channel"), False), *(Head(label) for label in told)]
    return Table("cost-table", _("Cost per lead by channel"), heads, rows)


def _nothing(look: Look) -> Part | None:
    if not look.asked.user.sees_every_lead:
        return None
    words = _(
        "Once what each channel costs is recorded month by month, its cost per lead stands here, matched by source and "
        "channel. Costs are told for whole months, and by source or channel alone."
    )
    return Hint("cost", _("No cost per lead to tell for this period"), words, "coins")
