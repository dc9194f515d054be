"""What a number is compared with, found by name (`?compare=previous`): the window before, the rest, and what others register.

`register(Comparison("baseline", _("the baseline"), against))` in `ready` adds one; `against(kpi, look)` answers the reading
to compare with and the words that follow the change, or None where that KPI can't be compared so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboards.baselines import baseline_named, names
from dashboards.kpis import KPI, Rate, Reading
from dashboards.models import Baseline

if TYPE_CHECKING:
    from .look import Look


@dataclass(frozen=True)
class Compared:
    """The other reading, and how it is called after the change: "against the 28 days before"."""

    reading: Reading
    words: str


@dataclass(frozen=True)
class Comparison:
    key: str
    label: Any
    against: "Callable[[KPI, Look], Compared | None]"


_known: dict[str, Comparison] = {}
DEFAULT = "previous"


def register(comparison: Comparison) -> None:
    """The same key again replaces it."""
    _known[comparison.key] = comparison


def find(key: str) -> Comparison:
    """The comparison of this name; the default for an unknown one."""
    if key in _known or not key:
        return _known.get(key) or _known[DEFAULT]
    found = baseline_named(key)
    return Comparison(key, str(found), partial(_baseline, found)) if found else _known[DEFAULT]


def choices() -> list[tuple[str, Any]]:
    """Those that are registered, and every frozen baseline."""
    return [*((one.key, one.label) for one in _known.values()), *names()]


def _baseline(found: Baseline, kpi: KPI, look: "Look") -> Compared | None:
    """What the baseline said of the whole company; of less there is nothing alike to compare."""
    asked = look.asked
    if look.is_cut or asked.population or asked.clock or not asked.user.sees_every_lead:
        return None
    then = look.once(("baseline", found.pk), lambda: {one.kpi: one for one in found.numbers.all()}).get(
        kpi.key
    )
    if then is None:
        return None
    of = (then.numerator, then.denominator, then.low, then.high)
    return Compared(Reading(then.value, then.n, {}, *of), _("against %(name)s") % {"name": found})


def _previous(kpi: KPI, look: "Look") -> Compared:
    window = look.asked.window
    words = ngettext("against the %(days)s day before", "against the %(days)s days before", window.days)
    return Compared(look.measured(kpi.key).over(window.before()), words % {"days": window.days})


def _rest(kpi: KPI, look: "Look") -> Compared | None:
    """All that the filters leave out, on the same days: counts add up, so the rest is the whole less the asked.

    Of shares alone: how many there are says nothing against how many there are of the others.
    """
    if not isinstance(kpi, Rate) or not look.is_cut:
        return None
    whole, mine = look.whole(kpi.key), look.reading(kpi.key)
    left = {name: whole.parts[name] - mine.parts.get(name, 0) for name in whole.parts}
    return Compared(kpi.reading(left), _("against the rest")) if set(left) >= set(kpi.counted) else None


register(Comparison(DEFAULT, gettext_lazy("the days before"), _previous))
register(Comparison("rest", gettext_lazy("the rest"), _rest))
