"""A line of benefit as factors that can be multiplied by hand: each with its words, its unit and the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from dashboards.asking import Asked, Window
from dashboards.impact.effects import Effect, beside, effect
from dashboards.impact.pilots import pilot_of
from dashboards.impact.study import Study
from dashboards.kpis import KPI, Reading, registry
from dashboards.kpis.funnel import Conversion
from dashboards.models import Benefit
from dashboards.statistics.factors import Factor, counted, judged, measured
from leads.models import Stage
from leads.stages import WON

from .question import Question

DEAL = "average_deal"
WORTH, COST = "revenue_per_qualified_lead", "cost_per_qualified_lead"
YEAR = timedelta(days=364)
KPIS = {Benefit.Method.WORTH: WORTH, Benefit.Method.COST: COST}
ENTRIES = ("captured", "mql", "handed_off", "accepted", "sql")


def conversions() -> list[Conversion]:
    """Those whose rise means more wins: into an opportunity or into a win."""
    found = [kpi for kpi in registry.values() if isinstance(kpi, Conversion)]
    return [kpi for kpi in found if kpi.last in ("opportunity", WON) and kpi.entry in ENTRIES]


@dataclass(frozen=True)
class Assumption:
    """One factor of a line: `unit` is a KPI's, or blank for a plain number; `url` opens what was counted."""

    factor: Factor
    words: Any
    unit: str = "number"
    url: str = ""
    is_change: bool = False
    """A difference: shown with its sign."""


@dataclass(frozen=True)
class Found:
    """What a line stands on. Without assumptions `why` says why it has no number yet."""

    benefit: Benefit
    assumptions: Sequence[Assumption] = ()
    why: str = ""
    effect: Effect | None = None
    kpi: KPI | None = None
    window: Window | None = None
    """The days whose leads are counted; cohorts that may still grow are not among them."""
    counts: Callable[[Window], float] | None = field(default=None, compare=False)
    """What of it falls into some days, to tell the months."""


def found(benefit: Benefit, question: Question) -> Found:
    window = question.window
    if window is None:
        return Found(benefit, why=_("No whole month is over since then."))
    return {
        Benefit.Method.WINS: _of_effect,
        Benefit.Method.WORTH: _of_effect,
        Benefit.Method.COST: _of_effect,
        Benefit.Method.HOURS: _of_hours,
        Benefit.Method.DECLARED: _declared,
    }[Benefit.Method(benefit.method)](benefit, question, window)


def _isolation(benefit: Benefit) -> Assumption:
    said = (benefit.isolation_low, benefit.isolation_likely, benefit.isolation_high)
    return Assumption(judged(f"isolation:{benefit.key}", *said), _("brought about by the program"), "percent")


def _margin(benefit: Benefit) -> list[Assumption]:
    if benefit.margin is None:
        return []
    return [Assumption(counted(f"margin:{benefit.key}", benefit.margin), _("margin"), "percent")]


def _declared(benefit: Benefit, question: Question, window: Window) -> Found:
    amount = _said(benefit, "amount", _("a month"), "money")
    months = Assumption(counted("months", len(question.months)), _("months"))
    return Found(benefit, [amount, months, _isolation(benefit)])


def _of_hours(benefit: Benefit, question: Question, window: Window) -> Found:
    entry, asked = benefit.stage, question.asked(window)
    conversion = registry[f"{entry}_to_won"]
    leads = conversion.measure(asked)
    n = leads.over(window).n
    if not n:
        return Found(
            benefit, why=_("No lead reached “%(stage)s” in these months.") % {"stage": Stage(entry).label}
        )
    words = _("leads that reached “%(stage)s”") % {"stage": Stage(entry).label}
    return Found(
        benefit,
        [
            _said(benefit, "amount", _("hours each lead"), "hours"),
            Assumption(counted(f"leads:{entry}", n), words, url=asked.rows_url(conversion.key, "entered")),
            _said(benefit, "hour", _("an hour of work"), "money"),
            _isolation(benefit),
        ],
        window=window,
        counts=lambda days: leads.over(days).n,
    )


def _said(benefit: Benefit, name: str, words: str, unit: str) -> Assumption:
    told = [getattr(benefit, f"{name}_{end}") or 0.0 for end in ("low", "likely", "high")]
    return Assumption(judged(f"{name}:{benefit.key}", *told), words, unit)


def kpi_of(benefit: Benefit) -> KPI | None:
    return registry.get(KPIS.get(Benefit.Method(benefit.method), benefit.kpi))


def _of_effect(benefit: Benefit, question: Question, window: Window) -> Found:
    """The effect times the leads of the cohorts that had their time; later ones are left out until they have it."""
    kpi = kpi_of(benefit)
    if kpi is None:
        return Found(benefit, why=_("Its number is no longer counted."))
    read = question.once(("measured", kpi.key), lambda: kpi.measure(question.asked(window)))
    grown = read.mature_until or window.until
    if grown < window.since:
        return Found(benefit, kpi=kpi, why=_("Too early: the first leads since then may still convert."))
    study = _study(benefit, question, Window(window.since, min(grown, window.until)))
    if study is None:
        return Found(benefit, kpi=kpi, why=_("The pilot has no leads, or nobody to be held against."))
    moved = question.once(("moved", kpi.key, benefit.pilot), lambda: moved_by(kpi, study))
    if moved is None or moved.told is None or moved.told_interval is None:
        why = _("One of the two periods has nothing to count, or the rest has nothing to hold it against.")
        return Found(benefit, kpi=kpi, effect=moved, window=study.after, why=why)
    return _multiplied(benefit, kpi, study, moved, question)


def _study(benefit: Benefit, question: Question, after: Window) -> Study | None:
    asked = question.asked(after)
    pilot = pilot_of(benefit.pilot, asked) if benefit.pilot else None
    if benefit.pilot and pilot is None:
        return None
    return Study(asked, after.since, after.days, pilot)


def moved_by(kpi: KPI, study: Study) -> Effect | None:
    """Of all leads alike by mix; of a pilot what it moved more than the rest."""
    sides = [_moved(kpi, study, is_pilot=True)]
    if study.pilot is not None:
        if not kpi.groups_by(study.pilot.dimension):
            return None
        sides.append(_moved(kpi, study, is_pilot=False))
    if any(one is None for one in sides):
        return None
    told = [one for one in sides if one is not None]
    return beside(*told) if study.pilot is not None else told[0]


def _moved(kpi: KPI, study: Study, is_pilot: bool) -> Effect | None:
    before = kpi.evidence(study.piloted(study.before, is_pilot))
    after = kpi.evidence(study.piloted(study.after, is_pilot))
    return effect(before, after) if before is not None and after is not None else None


def _multiplied(benefit: Benefit, kpi: KPI, study: Study, moved: Effect, question: Question) -> Found:
    assert moved.told is not None and moved.told_interval is not None
    asked = study.piloted(study.after)
    days = kpi.measure(asked)
    reading, part = days.over(study.after), kpi.main(asked)
    low, high = moved.told_interval
    told = (
        (moved.told, (low, high)) if benefit.method != Benefit.Method.COST else (-moved.told, (-high, -low))
    )
    words = _("less paid for each") if benefit.method == Benefit.Method.COST else kpi.name
    first = [
        Assumption(
            measured(f"effect:{kpi.key}:{benefit.pilot}", *_around(*told)), words, kpi.unit, is_change=True
        ),
        Assumption(
            counted(f"n:{kpi.key}:{benefit.pilot}", reading.n),
            kpi.parts[part],
            url=asked.rows_url(kpi.key, part),
        ),
    ]
    more = _worth_of_wins(kpi, question) if isinstance(kpi, Conversion) else []
    if more is None:
        return Found(
            benefit,
            kpi=kpi,
            effect=moved,
            window=study.after,
            why=_("No win with an amount tells what one is worth."),
        )
    return Found(
        benefit,
        [*first, *more, *_margin(benefit), _isolation(benefit)],
        effect=moved,
        kpi=kpi,
        window=study.after,
        counts=lambda span: days.over(span).n,
    )


def _around(value: float, ends: tuple[float, float]) -> tuple[float, tuple[float, float]]:
    """Giants are cut for the test and mixes are weighted: rounding may put the value a hair beyond an end."""
    return value, (min(ends[0], value), max(ends[1], value))


def _worth_of_wins(kpi: Conversion, question: Question) -> list[Assumption] | None:
    """What of the opportunities is won, and what a win brings; of the year up to the last whole month."""
    assert question.window is not None
    until = question.window.until
    year = question.asked(Window(until - YEAR, until))
    deal: Reading = question.once(DEAL, lambda: registry[DEAL].read(year))
    if deal.value is None:
        return None
    found = [] if kpi.last == WON else question.once(("won", kpi.last), lambda: _won_of(kpi.last, year))
    if found is None:
        return None
    ends = _ends(deal)
    worth = measured("deal", *_around(deal.value, ends), positive=True)
    return [*found, Assumption(worth, registry[DEAL].name, "money", year.rows_url(DEAL, "valued"))]


def _won_of(stage: str, year: Asked) -> list[Assumption] | None:
    kpi = registry[f"{stage}_to_won"]
    read = kpi.measure(year)
    grown = read.mature_until or year.window.until
    if grown < year.window.since:
        return None
    asked = year.over(Window(year.window.since, min(grown, year.window.until)))
    rate = read.over(asked.window)
    if not rate.n or rate.value is None:
        return None
    told = measured(f"rate:{kpi.key}", *_around(rate.value, _ends(rate)), positive=True)
    return [Assumption(told, kpi.name, "percent", asked.rows_url(kpi.key, "entered"))]


def _ends(reading: Reading) -> tuple[float, float]:
    value = reading.value or 0.0
    return (
        value if reading.low is None else reading.low,
        value if reading.high is None else reading.high,
    )
