"""What may be said of an effect, in a word and a sentence. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboards.statistics import FEW, holm

from .effects import Effect

SURE = 0.05


class Verdict(StrEnum):
    IMPROVED = "improved"
    WORSE = "worse"
    NOT_SHOWN = "not_shown"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NO_DATA = "no_data"


WORDS: dict[Verdict, Promise] = {
    Verdict.IMPROVED: _("Improved"),
    Verdict.WORSE: _("Worse"),
    Verdict.NOT_SHOWN: _("Not shown"),
    Verdict.TOO_EARLY: _("Too early"),
    Verdict.TOO_FEW: _("Too few"),
    Verdict.NO_DATA: _("No data"),
}
TONES = {Verdict.IMPROVED: "good", Verdict.WORSE: "bad", Verdict.TOO_EARLY: "info"}


def adjusted_chances(effects: Sequence[Effect | None]) -> list[float | None]:
    """Each chance for having asked all of them at once (Holm); those without one aren't asked."""
    asked = [one.chance for one in effects if one is not None and one.chance is not None]
    told = iter(holm(asked))
    return [next(told) if one is not None and one.chance is not None else None for one in effects]


def verdict(effect: Effect | None, chance: float | None, better: str, is_young: bool) -> Verdict:
    """`chance` after adjustment; `better` is up or down; `is_young`: cases of the later period may still change."""
    if effect is None or not all(effect.cases):
        return Verdict.NO_DATA
    if is_young:
        return Verdict.TOO_EARLY
    if min(effect.cases) < FEW:
        return Verdict.TOO_FEW
    moved = effect.told or effect.sign
    if not moved or chance is None or chance >= SURE or not _is_clear(effect):
        return Verdict.NOT_SHOWN
    return Verdict.IMPROVED if (moved > 0) == (better == "up") else Verdict.WORSE


def _is_clear(effect: Effect) -> bool:
    """The interval agrees with the test; it doesn't where curves differ in shape and not in the middle. One middle alone is
    clear: more than half were reached on that side and fewer on the other."""
    if effect.told is None:
        return True
    ends = effect.told_interval
    return ends is not None and (ends[0] > 0 or ends[1] < 0)
