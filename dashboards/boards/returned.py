"""The return of the program on leadership's board: its verdict in one sentence, where one can be told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.models import Benefit
from dashboards.models.spend import READERS
from dashboards.returns import words
from dashboards.returns.arithmetic import Verdict
from dashboards.returns.question import usual
from dashboards.returns.told import told_of

from .look import Look
from .parts import Sentences


def returned(look: Look) -> Sentences | None:
    """None for a part of the leads, for who doesn't read costs, or before there is anything to tell."""
    if look.is_cut or look.asked.user.role not in READERS or not Benefit.objects.standing().exists():
        return None
    question = usual(look.asked.today)
    told = told_of(question) if question and question.months else None
    if told is None or told.outcome.verdict in (Verdict.NO_COST, Verdict.NO_BENEFIT):
        return None
    tone = {"good": "good", "bad": "bad"}.get(words.TONES.get(told.outcome.verdict, ""), "")
    said = [(tone, words.sentence(told, look.currency), reverse("dashboards:roi"))]
    return Sentences("roi", _("Does the program pay back?"), said)
