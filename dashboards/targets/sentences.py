"""What a plan says in words: the number it makes, and whether the volume can show it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.showing import difference_words, words_of
from people.templatetags.formats import day, number

from .feasibility import Answer
from .plan import Plan


def sentences(plan: Plan) -> list[str]:
    """In the order in which they are read; the first one is the target."""
    answer = plan.answer
    if answer is None or plan.until is None:
        return []
    found = [_target(plan, plan.until)]
    if plan.other_words:
        found.append(
            _("Meant the other way, the same figure would make %(value)s.") % {"value": plan.other_words}
        )
    if not answer.method:
        return [
            *found,
            _("This number counts all there is: it is reached or it isn't, and no sample has to show it."),
        ]
    if answer.method == "promoters":
        found += _margins(answer)
    found += _proof(answer, plan) if answer.is_proof else _change(answer, plan)
    return found


def _target(plan: Plan, until: date) -> str:
    words = {
        "name": plan.kpi.name,
        "start": plan.start_words,
        "n": number(plan.n),
        "target": plan.target_words,
        "day": day(until),
    }
    if plan.start is None:
        return _("%(name)s: %(target)s by %(day)s. Where it stands today is not counted yet.") % words
    if plan.is_stated:
        return _("%(name)s: from %(start)s, as stated, to %(target)s by %(day)s.") % words
    return _("%(name)s: from %(start)s (n = %(n)s) to %(target)s by %(day)s.") % words


def _change(answer: Answer, plan: Plan) -> list[str]:
    if answer.needed is None:
        return [_("What it takes to show this can't be told: the number has no interval to reckon with.")]
    found = [
        ngettext(
            "To show this change takes %(needed)s case in each of two periods, before and after (5 %% two-sided, 80 %% power).",
            "To show this change takes %(needed)s cases in each of two periods, before and after (5 %% two-sided, 80 %% power).",
            answer.needed,
        )
        % {"needed": number(answer.needed)}
    ]
    if answer.method == "times":
        found.append(_("Reckoned with waits that end at a steady rate; those that still wait tell less."))
    if not answer.has_enough_before:
        found.append(
            _(
                "The reference has %(has)s: too few to compare with, however many come later. Take a longer one."
            )
            % {"has": number(answer.has)}
        )
    return [*found, _when(answer), *_least(answer, plan)]


def _proof(answer: Answer, plan: Plan) -> list[str]:
    if answer.needed is None:
        return [_("All of all can't be proven by any sample.")]
    level = words_of(plan.target, plan.kpi.unit)
    found = [
        _("Proven means that the near end of the 95 %% interval reaches %(level)s, not the number alone.")
        % {"level": level}
    ]
    return [*found, _when(answer)]


def _margins(answer: Answer) -> list[str]:
    return [
        _(
            "So few people answer that the number alone says little: look at the margins below before you promise."
        )
        if any(one.usual > 20 for one in answer.margins)
        else _("The margins below say how far the number may be off.")
    ]


def _when(answer: Answer) -> str:
    if answer.comes_on is None:
        return _("At the present volume they never come.")
    words = {"needed": number(answer.needed), "day": day(answer.comes_on)}
    if answer.is_in_time:
        return _("At the present volume the %(needed)s are there by %(day)s: in time.") % words
    return _("At the present volume the %(needed)s are there by %(day)s: after the date.") % words


def _least(answer: Answer, plan: Plan) -> list[str]:
    """What this volume could show instead, where it can't show this."""
    if answer.can_show or answer.method != "share":
        return []
    if answer.least is None:
        return [_("By the date this volume shows no change of this number at all.")]
    sign = 1 if (plan.target or 0) >= (plan.start or 0) else -1
    return [
        _("The smallest change that this volume shows by the date is %(least)s.")
        % {"least": difference_words(sign * answer.least, plan.kpi.unit)}
    ]
