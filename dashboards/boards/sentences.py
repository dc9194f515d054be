"""What changed, in sentences: the changes that chance doesn't explain, the clearest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.changes import apart
from dashboards.kpis import KPI, Reading, registry
from dashboards.statistics import FEW
from dashboards.tiling import UNITS
from people.templatetags.formats import number, shown

from .look import Look
from .parts import Sentences

WATCHED = (
    "lead_acceptance_rate",
    "response_time",
    "sla_compliance",
    "mql_to_opportunity",
    "revenue_per_qualified_lead",
    "sales_cycle",
    "win_rate",
    "untouched_share",
    "handoff_completeness",
    "dispute_rate",
)
MOST = 3


@dataclass(frozen=True)
class Change:
    kpi: KPI
    now: Reading
    before: Reading
    clearness: float
    """How many times larger than what chance does."""

    @property
    def is_up(self) -> bool:
        return (self.now.value or 0) > (self.before.value or 0)


def changes(look: Look) -> list[Change]:
    """Those of the watched numbers that differ from the window before by more than chance, the clearest first."""
    found = []
    for key in WATCHED:
        kpi, now = registry[key], look.reading(key)
        before = look.measured(key).over(look.asked.window.before())
        clearness = _clearness(kpi, now, before)
        if clearness is not None and clearness > 1:
            found.append(Change(kpi, now, before, clearness))
    return sorted(found, key=lambda one: -one.clearness)


def _clearness(kpi: KPI, now: Reading, before: Reading) -> float | None:
    """The change over half of its interval: more than 1 where the interval leaves zero out. None where too few."""
    if now.value is None or before.value is None or min(now.n, before.n) < FEW:
        return None
    if "immature" in (now.trust, before.trust):
        return None
    between = apart(kpi, now, before)
    if between is None:
        return None
    low, high = between
    middle, half = (low + high) / 2, (high - low) / 2
    return abs(middle) / half if half > 0 else None


def what_changed(look: Look) -> Sentences:
    """Three sentences, fewer where less changed: nothing is made up to fill a page."""
    found = changes(look)[:MOST]
    said = [(_tone(one), _sentence(one, look.currency), _url(one, look)) for one in found]
    if len(said) < MOST:
        said.append(("", _nothing(bool(said)), ""))
    lede = _("Against as many days before; only what is clearer than chance, of cohorts that had their time.")
    return Sentences("changed", _("What changed"), said, lede)


def three(look: Look, keys: Iterable[str]) -> list[str]:
    """Three sentences for a reader who has no page before them: what changed, then how these numbers stand."""
    changed = changes(look)[:MOST]
    said = [_sentence(one, look.currency) for one in changed]
    if not said:
        said = [_nothing(has_some=False)]
    told = {one.kpi.key for one in changed}
    stands = (_stands(look, key) for key in keys if key not in told)
    return [*said, *filter(None, stands)][:MOST]


def _stands(look: Look, key: str) -> str:
    kpi, reading = registry[key], look.reading(key)
    if reading.value is None or not reading.n:
        return ""
    words = {"name": kpi.name, "value": _value(kpi, reading, look.currency), "n": number(reading.n)}
    return _("%(name)s is %(value)s (n = %(n)s).") % words


def _nothing(has_some: bool) -> str:
    if has_some:
        return _("Of the other numbers watched, none changed by more than chance does.")
    return _("No watched number changed by more than chance does.")


def _tone(one: Change) -> str:
    if not one.kpi.better:
        return ""
    return "good" if one.is_up == (one.kpi.better == "up") else "bad"


def _sentence(one: Change, currency: str) -> str:
    words = {
        "name": one.kpi.name,
        "before": _value(one.kpi, one.before, currency),
        "now": _value(one.kpi, one.now, currency),
    }
    if not _tone(one):
        return _("%(name)s went from %(before)s to %(now)s.") % words
    if _tone(one) == "good":
        return _("%(name)s improved from %(before)s to %(now)s.") % words
    return _("%(name)s got worse: from %(before)s to %(now)s.") % words


def _value(kpi: KPI, reading: Reading, currency: str) -> str:
    kind, unit = UNITS.get(kpi.unit, (currency if kpi.unit == "money" else kpi.unit, ""))
    return f"{shown(reading.value, kind)} {unit}".strip()


def _url(one: Change, look: Look) -> str:
    main = one.kpi.main(look.asked)
    return look.url(one.kpi.key, main) if main else ""
