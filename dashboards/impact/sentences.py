"""Each verdict in a sentence: what moved, how sure that is, and what it would take to know."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import showing
from people.templatetags.formats import number

from .effects import Effect
from .study import Finding, Series, Study
from .verdicts import Verdict


def of(finding: Finding, unit: str) -> str:
    effect = finding.effect
    if finding.verdict is Verdict.NO_DATA or effect is None:
        return _("One of the two periods has nothing to count, or the rest has nothing to hold it against.")
    if finding.verdict is Verdict.TOO_EARLY:
        return _(
            "Leads of the later period may still convert; look again when they had the time that others took."
        )
    if finding.verdict is Verdict.TOO_FEW:
        before, after = effect.cases
        words = {"before": number(before), "after": number(after)}
        return _("%(before)s cases before and %(after)s after are too few to say anything.") % words
    moved = {
        "by": showing.difference_words(effect.told, unit),
        "between": showing.differences_words(effect.told_interval, unit),
        "chance": showing.chance_words(finding.chance),
    }
    if effect.sign and finding.verdict is not Verdict.NOT_SHOWN:
        return _one_middle(finding, unit) % moved
    if finding.verdict is Verdict.NOT_SHOWN:
        return (_not_shown(moved, effect) + " " + _needed(finding)).strip()
    if effect.alike is not None:
        return _("%(by)s were both periods mixed alike (%(between)s); %(chance)s.") % moved
    return _("%(by)s (%(between)s); %(chance)s.") % moved


def _not_shown(moved: dict[str, str], effect: Effect) -> str:
    if effect.told is None:
        return _("So many still wait that no middle can be told.")
    if effect.told_interval is None:
        return _("%(by)s, but so many still wait that its interval has no end: that is not enough.") % moved
    low, high = effect.told_interval
    if low > 0 or high < 0:
        return (
            _("%(by)s (%(between)s): clear if asked alone, not as one of eight questions; %(chance)s.")
            % moved
        )
    return _("%(by)s, and chance alone could do that (%(between)s); %(chance)s.") % moved


def _one_middle(finding: Finding, unit: str) -> str:
    """More than half still waited on one side."""
    before, after = finding.before.reading.value, finding.after.reading.value
    if before is None:
        said = _("Before, more than half were never reached; now half are within %(value)s")
        return said % {"value": showing.words_of(after, unit)} + "; %(chance)s."
    said = _("Before, half were reached within %(value)s; now more than half never are")
    return said % {"value": showing.words_of(before, unit)} + "; %(chance)s."


def _needed(finding: Finding) -> str:
    effect = finding.effect
    if effect is None or effect.needed is None or effect.needed <= min(effect.cases):
        return ""
    words = {"needed": number(effect.needed), "cases": number(min(effect.cases))}
    return (
        _("To show a change of this size takes %(needed)s cases in each period; there are %(cases)s.") % words
    )


def title(study: Study) -> str:
    """The page in one line."""
    improved, worse = study.count(Verdict.IMPROVED), study.count(Verdict.WORSE)
    told = _("No number improved")
    if improved:
        told = ngettext("%(n)s number improved", "%(n)s numbers improved", improved) % {"n": improved}
    if worse:
        told += ", " + ngettext("%(n)s is worse", "%(n)s are worse", worse) % {"n": worse}
    open_ = len(study.findings) - improved - worse
    if open_:
        told += ", " + ngettext("%(n)s is not shown", "%(n)s are not shown", open_) % {"n": open_}
    return told


def of_series(told: Series, unit: str) -> str:
    """What the line did at the day and since."""
    if told.turned is None:
        return _("Too few weeks on one side for a line: eight on each side are needed")
    level, slope = told.turned.level, told.turned.slope
    if level.chance >= 0.05 and slope.chance >= 0.05:
        return _("The weeks go on as they went: neither a jump nor a new direction is shown")
    told_of = []
    if level.chance < 0.05:
        told_of.append(_("a jump of %(by)s") % {"by": showing.difference_words(level.by, unit)})
    if slope.chance < 0.05:
        told_of.append(
            _("a course turned by %(by)s a week") % {"by": showing.difference_words(slope.by, unit)}
        )
    sentence = _(" and ").join(told_of)
    return sentence[0].upper() + sentence[1:]
