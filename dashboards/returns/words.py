"""The return in words: the verdict, the numbers as they are shown, and what a line is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboards import showing
from dashboards.impact.verdicts import WORDS
from people.templatetags.formats import money, number, percent
from people.templatetags.formats import month as month_name

from .arithmetic import Payback, Told, Verdict
from .assumptions import Assumption
from .told import Entry, Return

NAMES: dict[Verdict, Any] = {
    Verdict.PAID_BACK: gettext_lazy("Paid back"),
    Verdict.NOT_SHOWN: gettext_lazy("Not shown"),
    Verdict.LOSES: gettext_lazy("Loses money"),
    Verdict.NO_COST: gettext_lazy("No cost recorded"),
    Verdict.NO_BENEFIT: gettext_lazy("No benefit to count yet"),
}
TONES = {Verdict.PAID_BACK: "good", Verdict.LOSES: "bad", Verdict.NOT_SHOWN: "warn"}
CERTAIN = 0.999


def roi(told: float | None) -> str:
    """+64 %; hundreds of per cent without decimals."""
    if told is None:
        return number(None)
    sign = "+" if told > 0 else "−" if told < 0 else ""
    return sign + percent(abs(told), 0)


def roi_ends(told: Told | None) -> str:
    return f"{roi(told.low)} … {roi(told.high)}" if told else ""


def amount_ends(told: Told, currency: str) -> str:
    return f"{money(told.low, currency)} … {money(told.high, currency)}"


def months(value: float | None) -> str:
    """Never, where the cost doesn't come back."""
    if value is None:
        return _("never")
    shown = number(round(value, 1))
    return ngettext("%(n)s month", "%(n)s months", 1 if shown == "1" else 2) % {"n": shown}


def payback_ends(told: Payback | None) -> str:
    return f"{months(told.low)} … {months(told.high)}" if told else ""


def chance(value: float) -> str:
    """No simulation is ever sure: beyond a thousandth it says so."""
    if value >= CERTAIN:
        return _("over %(chance)s") % {"chance": percent(CERTAIN, 1)}
    if value <= 1 - CERTAIN:
        return _("under %(chance)s") % {"chance": percent(1 - CERTAIN, 1)}
    return percent(value, 0)


def sentence(told: Return, currency: str) -> str:
    """The page in one sentence that claims no more than is shown."""
    outcome, benefit = told.outcome, told.outcome.benefit
    words = {
        "cost": money(outcome.cost, currency),
        "benefit": money(benefit.likely, currency),
        "ends": amount_ends(benefit, currency),
        "roi": roi(outcome.roi.likely if outcome.roi else None),
        "roi_ends": roi_ends(outcome.roi),
        "chance": chance(outcome.above_zero),
    }
    return {
        Verdict.PAID_BACK: _(
            "%(cost)s were spent and %(benefit)s came back (%(ends)s): a return of %(roi)s (%(roi_ends)s). It has paid back."
        ),
        Verdict.NOT_SHOWN: _(
            "%(cost)s were spent and %(benefit)s came back, give or take a lot (%(ends)s): a return of %(roi)s "
            "(%(roi_ends)s). The chance that it is above zero is %(chance)s; that is not shown yet."
        ),
        Verdict.LOSES: _(
            "%(cost)s were spent and %(benefit)s came back (%(ends)s): a return of %(roi)s (%(roi_ends)s). So far it loses "
            "money."
        ),
        Verdict.NO_COST: _(
            "%(benefit)s came back (%(ends)s), but no cost of the program stands in the ledger: a return on nothing is no number."
        ),
        Verdict.NO_BENEFIT: _(
            "%(cost)s were spent. No line of benefit has a number yet, so no return is told."
        ),
    }[outcome.verdict] % words


def cautions(told: Return) -> list[str]:
    """What the numbers can't show."""
    said = []
    if told.costs.unpriced:
        words = ngettext(
            "%(n)s cost is in another currency without a rate and is in no sum: the return is too high by it.",
            "%(n)s costs are in another currency without a rate and are in no sum: the return is too high by them.",
            told.costs.unpriced,
        )
        said.append(words % {"n": told.costs.unpriced})
    share = told.measured_share
    if share is not None and share < 1:
        words = _("%(share)s of the benefit rests on a measured effect; the rest was declared or estimated.")
        said.append(words % {"share": percent(share, 0)})
    if any(one.counts and one.verdict is not None and one.verdict != "improved" for one in told.entries):
        said.append(
            _(
                "An effect that counts here is not shown by itself. It counts with its whole interval, below zero too."
            )
        )
    return said


@dataclass(frozen=True)
class Part:
    """A factor as it reads: its value, its ends, its name and its rows."""

    value: str
    ends: str
    words: Any
    url: str


def part(one: Assumption, currency: str) -> Part:
    unit = currency if one.unit == "money" else one.unit
    if one.unit == "hours":
        ends = "" if one.factor.is_certain else f"{_hours(one.factor.low)} … {_hours(one.factor.high)}"
        return Part(_hours(one.factor.likely), ends, one.words, one.url)
    shown = showing.difference_words if one.is_change else showing.words_of
    told = one.factor
    ends = "" if told.is_certain else f"{shown(told.low, unit)} … {shown(told.high, unit)}"
    return Part(shown(told.likely, unit), ends, one.words, one.url)


def _hours(value: float) -> str:
    """A quarter of an hour needs both decimals."""
    return number(value, 0 if value == round(value) else 2)


def parts(entry: Entry, currency: str) -> Sequence[Part]:
    return [part(one, currency) for one in entry.found.assumptions]


def state(entry: Entry) -> tuple[str, str]:
    """(tone, words): whether a line counts, and if not why."""
    if entry.line is None:
        return "", _("no number yet")
    if entry.rival is not None:
        return "", _("counted already by “%(name)s”") % {"name": entry.rival.name}
    return ("info", _("counts, chosen")) if entry.is_chosen else ("good", _("counts"))


def effect_word(entry: Entry) -> str:
    """What may be said of the effect behind a line."""
    return "" if entry.verdict is None else str(WORDS[entry.verdict])


def finding(told: Return, currency: str) -> str:
    """The title of the course: when what came back passed what was spent."""
    if not told.outcome.lines:
        return _("%(cost)s spent so far") % {"cost": money(told.outcome.cost, currency)}
    above = []
    for month, spent, benefit in reversed(told.course):
        if benefit is None or benefit.likely < spent:
            break
        above.append(month)
    if not above:
        return _("What came back hasn't reached what was spent")
    words = {"month": month_name(above[-1].since)}
    if told.outcome.verdict is Verdict.PAID_BACK:
        return _("Since %(month)s more has come back than was spent") % words
    return _("If the likely values hold, more has come back than was spent since %(month)s") % words
