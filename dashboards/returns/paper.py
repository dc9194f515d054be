"""The return on paper: cost, benefit line by line with method and isolation, the interval, what moves it, and what has no price."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import MOST_LABELS, Block
from people.models import Organisation
from people.templatetags.formats import dated, day, money, percent
from people.templatetags.formats import month as month_name

from . import words
from .question import Question
from .told import Entry, Return, told_of

MOST_ROWS = 24
MOST_SWINGS = 8


def blocks(question: Question) -> Iterator[Block]:
    """In the active language; the same numbers as the page for the same question."""
    told, currency = told_of(question), Organisation.current().currency
    yield say.heading(_("Return of the program"))
    if not question.months:
        yield say.paragraph(_("No whole month is over yet."))
        return
    yield say.callout(words.sentence(told, currency), str(words.NAMES[told.outcome.verdict]))
    yield from (say.paragraph(one) for one in words.cautions(told))
    yield say.facts(_facts(told, currency))
    yield from _costs(told, currency)
    yield from _lines(told, currency)
    yield from _swings(told, currency)
    yield from _qualities(told)
    yield from _how()


def _facts(told: Return, currency: str) -> list[tuple[str, str]]:
    outcome, window = told.outcome, told.question.window
    found = [(_("Cost"), money(told.costs.total, currency))]
    if window is not None:
        found.insert(0, (_("Period"), f"{day(window.since)} – {day(window.until)}"))
    if outcome.lines:
        ends = words.amount_ends(outcome.benefit, currency)
        found.append((_("Benefit"), f"{money(outcome.benefit.likely, currency)} ({ends})"))
    if outcome.roi is not None:
        found.append((_("Return (ROI)"), f"{words.roi(outcome.roi.likely)} ({words.roi_ends(outcome.roi)})"))
        found.append((_("Chance that it is above zero"), words.chance(outcome.above_zero)))
    if (payback := outcome.payback) is not None:
        found.append((_("Payback"), f"{words.months(payback.likely)} ({words.payback_ends(payback)})"))
    return found


def _costs(told: Return, currency: str) -> Iterator[Block]:
    """By month: spent, spent so far, and what had come back by then."""
    yield say.heading(_("Costs"), 2)
    yield from _drawn(told, currency)
    rows = []
    if told.costs.before.entries:
        spent = money(told.costs.before.spent, currency)
        rows.append([_("before"), spent, spent, "–"])
    for (month, cost), (_month, so_far, benefit) in zip(told.costs.months, told.course, strict=True):
        back = (
            "–"
            if benefit is None
            else f"{money(benefit.likely, currency)} ({words.amount_ends(benefit, currency)})"
        )
        rows.append([month_name(month.since), money(cost.spent, currency), money(so_far, currency), back])
    heads = [
        say.column(_("Month"), share=2),
        say.column(_("Spent"), "end"),
        say.column(_("Spent so far"), "end", 2),
    ]
    yield say.table([*heads, say.column(_("Came back so far"), "end", 3)], rows[-MOST_ROWS:])


def _drawn(told: Return, currency: str) -> Iterator[Block]:
    known = [benefit for _month, _spent, benefit in told.course if benefit is not None]
    if not known or len(known) > MOST_LABELS:
        return
    yield say.chart(
        "lines",
        words.finding(told, currency),
        [dated(month.since, "M Y") for month, _spent, _benefit in told.course],
        [
            say.series(_("benefit"), [one.likely for one in known]),
            say.series(_("spent"), [spent for _month, spent, _benefit in told.course], "compare"),
        ],
        unit=currency,
        band=([one.low for one in known], [one.high for one in known]),
        note=_("Added up month by month, with the 95 % interval of the benefit."),
    )


def _lines(told: Return, currency: str) -> Iterator[Block]:
    yield say.heading(_("Lines of benefit"), 2)
    if not told.entries:
        yield say.paragraph(_("No benefit was written down yet."))
        return
    heads = [
        say.column(_("Benefit"), share=2),
        say.column(_("How it is found"), share=4),
        say.column(_("Isolation"), "end", 2),
    ]
    yield say.table(
        [*heads, say.column(_("Benefit so far"), "end", 2), say.column(_("State"), share=2)],
        [_line(entry, currency) for entry in told.entries[:MOST_ROWS]],
    )


def _line(entry: Entry, currency: str) -> list[str]:
    """The factors as they are multiplied; the isolation stands apart, for it is what people argue about."""
    benefit, line = entry.benefit, entry.line
    told = words.parts(entry, currency)[:-1]
    product = " × ".join(f"{one.value} {one.words}" + (f" ({one.ends})" if one.ends else "") for one in told)
    isolation = f"{percent(benefit.isolation_likely)} ({percent(benefit.isolation_low)} – {percent(benefit.isolation_high)})"
    amount = "–" if line is None else f"{money(line.likely, currency)} ({_ends(line.interval, currency)})"
    method = f"{benefit.get_method_display()}: {product or entry.found.why}"
    return [benefit.name, method, isolation, amount, words.state(entry)[1]]


def _ends(ends: tuple[float, float], currency: str) -> str:
    return " … ".join(money(end, currency) for end in ends)


def _swings(told: Return, currency: str) -> Iterator[Block]:
    cost = told.outcome.cost
    if cost <= 0 or not told.swings:
        return
    yield say.heading(_("Which assumption moves the return most"), 2)
    rows = []
    for one, benefit, swing in told.swings[:MOST_SWINGS]:
        ends = words.part(one, currency).ends
        rows.append(
            [
                f"{one.words} ({benefit.name})",
                ends,
                words.roi(swing.at_low / cost),
                words.roi(swing.at_high / cost),
            ]
        )
    heads = [say.column(_("Assumption"), share=3), say.column(_("From … to"), "end", 2)]
    yield say.table(
        [
            *heads,
            say.column(_("Return at its low end"), "end"),
            say.column(_("Return at its high end"), "end"),
        ],
        rows,
    )


def _qualities(told: Return) -> Iterator[Block]:
    yield say.heading(_("What can't be turned into money"), 2)
    if not told.qualities:
        yield say.paragraph(_("Nothing was written down yet."))
        return
    yield say.bullets(
        [
            [say.strong(one.name), ": ", one.words, f" {one.evidence}" if one.evidence else ""]
            for one in told.qualities
        ]
    )


def _how() -> Iterator[Block]:
    yield say.heading(_("How this is counted"), 2)
    yield say.bullets(
        [
            _(
                "Return = (benefit − cost) / cost × 100. Payback = cost / monthly net benefit, where net is benefit less cost."
            ),
            _("Of lines that count the same money one counts; the others are named and add nothing."),
            _(
                "Intervals come from 10,000 draws: measured factors within their 95 % interval, judged ones in a triangle from "
                "least over likely to most, each apart from the others. The same numbers always give the same result."
            ),
        ]
    )
