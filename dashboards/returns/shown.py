"""The return as its page shows it: tiles, lines of benefit with their factors, and the bars of the tornado."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from dashboards.impact.pilots import named
from dashboards.models import Benefit
from people.templatetags.formats import money

from . import words
from .arithmetic import Swing
from .told import Entry, Return


@dataclass(frozen=True)
class Shown:
    """A line of benefit as the table shows it. Rows open to whoever sees every lead: others would count fewer."""

    entry: Entry
    currency: str
    opens: bool

    @property
    def parts(self) -> list[words.Part]:
        return [
            one if self.opens else words.Part(one.value, one.ends, one.words, "")
            for one in words.parts(self.entry, self.currency)
        ]

    @property
    def amount(self) -> str:
        return money(self.entry.line.likely if self.entry.line else None, self.currency)

    @cached_property
    def ends(self) -> str:
        line = self.entry.line
        return " … ".join(money(end, self.currency) for end in line.interval) if line else ""

    @property
    def state(self) -> tuple[str, str]:
        return words.state(self.entry)

    @property
    def effect(self) -> str:
        return words.effect_word(self.entry)

    @property
    def pilot(self) -> str:
        return named(self.entry.benefit.pilot)


@dataclass(frozen=True)
class Bar:
    """An assumption of the tornado: what the return is at each of its ends, and the bar between them in 0..100."""

    name: str
    line: str
    part: words.Part
    at_low: str
    at_high: str
    x: float
    width: float
    zero: float


def tiles(told: Return, currency: str) -> list[dict[str, Any]]:
    """What is known: each number with its interval, the cost with its rows."""
    outcome, cost = told.outcome, money(told.costs.total, currency)
    shown: list[dict[str, Any]] = [
        {"label": _("Cost"), "value": cost, "url": told.costs.url, "rows": told.costs.entries}
    ]
    if outcome.lines:
        benefit = outcome.benefit
        ends = words.amount_ends(benefit, currency)
        shown.append({"label": _("Benefit"), "value": money(benefit.likely, currency), "ends": ends})
    if outcome.roi is not None:
        chance = _("above zero: %(chance)s") % {"chance": words.chance(outcome.above_zero)}
        ends = words.roi_ends(outcome.roi)
        shown.append(
            {"label": _("Return (ROI)"), "value": words.roi(outcome.roi.likely), "ends": ends, "more": chance}
        )
    if (payback := outcome.payback) is not None:
        ends = words.payback_ends(payback)
        shown.append({"label": _("Payback"), "value": words.months(payback.likely), "ends": ends})
    return shown


def bars(told: Return, currency: str) -> list[Bar]:
    """The widest first; all on one scale, that of the return."""
    cost = told.outcome.cost
    if cost <= 0 or not told.swings:
        return []
    ends = [end / cost for _one, _line, swing in told.swings for end in (swing.at_low, swing.at_high)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    span = (high - low) or 1.0
    return [_bar(one, line, swing, cost, currency, low, span) for one, line, swing in told.swings]


def _bar(one: Any, line: Benefit, swing: Swing, cost: float, currency: str, low: float, span: float) -> Bar:
    at_low, at_high = swing.at_low / cost, swing.at_high / cost
    left, right = sorted((at_low, at_high))
    place = 100 * (left - low) / span
    width = max(100 * (right - left) / span, 0.5)
    shown = words.part(one, currency)
    return Bar(
        str(one.words),
        line.name,
        shown,
        words.roi(at_low),
        words.roi(at_high),
        place,
        width,
        100 * -low / span,
    )
