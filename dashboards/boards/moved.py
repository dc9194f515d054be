"""Impact on leadership's board: which of the eight numbers are shown to have moved since the agreement, in sentences."""

from dataclasses import replace

from django.utils.translation import gettext as _

from dashboards import showing
from dashboards.impact import sentences
from dashboards.impact.question import DEFAULT_WEEKS, changes, first_day, study_of
from dashboards.impact.study import Finding
from dashboards.impact.verdicts import TONES, Verdict
from people.models import Organisation
from people.templatetags.formats import day as day_words

from .look import Look
from .parts import Sentences

SHOWN = (Verdict.IMPROVED, Verdict.WORSE)


def moved(look: Look) -> Sentences | None:
    """Only what is shown; the others stand on the page of impact. None before anything was agreed."""
    day = first_day(changes())
    if day is None:
        return None
    study = replace(study_of(look.asked, day, None, None), known=look.known)
    company = Organisation.current()
    told = [one for one in study.findings if one.verdict in SHOWN]
    words = {"day": day_words(day), "weeks": DEFAULT_WEEKS}
    return Sentences(
        "impact",
        sentences.title(study),
        [_said(one, company) for one in told],
        _("The %(weeks)s weeks since %(day)s against as many before, adjusted for eight questions at once.")
        % words,
    )


def _said(finding: Finding, company: Organisation) -> tuple[str, str, str]:
    unit = showing.unit_of(finding.kpi.unit, company)
    said = {"name": finding.kpi.name, "what": sentences.of(finding, unit)}
    return TONES.get(finding.verdict, ""), _("%(name)s: %(what)s") % said, finding.after.url
