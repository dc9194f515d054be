"""Scores: what the live version gives each lead, written for many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import connection, models, transaction
from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from .lead import Lead
from .rescoring import Rescoring
from .scoring import ScoringVersion

CHUNK = 5000


class LeadScoreQuerySet(models.QuerySet["LeadScore"]):
    def settle(self, ids: Iterable[int], at: datetime) -> None:
        """Score these leads anew after their facts changed, by the live version and by the one on trial; their
        `scored_at` becomes `at` whatever the result."""
        leads = Lead.objects.filter(pk__in=list(ids))
        for version in ScoringVersion.objects.scoring():
            _write(version, leads, at, only_changed=False)

    def restore(self) -> int:
        """Write the rows that differ from what their own version gives at their own `scored_at`; how many."""
        versions = (
            ScoringVersion.objects.filter(scores__isnull=False).distinct().prefetch_related("rules", "groups")
        )
        return sum(
            _write(
                version, Lead.objects.filter(score__version=version), F("score__scored_at"), only_changed=True
            )
            for version in versions
        )

    def differences(self) -> list[int]:
        """Leads whose stored score isn't what the facts give under its own version at its own `scored_at`."""
        found: list[int] = []
        for version in (
            ScoringVersion.objects.filter(scores__isnull=False).distinct().prefetch_related("rules", "groups")
        ):
            scored = Lead.objects.filter(score__version=version).annotate(
                **version.columns(F("score__scored_at"))
            )
            wrong = scored.exclude(new_fit=F("score__fit"), new_engagement=F("score__engagement"))
            found += wrong.values_list("pk", flat=True)
        return sorted(found)

    def standing(self) -> Self:
        return self.filter(lead__in=Lead.objects.standing())


class TrialScoreQuerySet(models.QuerySet["TrialScore"]):
    def of(self, version: ScoringVersion) -> Self:
        return self.filter(version=version)

    def standing(self) -> Self:
        return self.filter(lead__in=Lead.objects.standing())


class Score(models.Model):
    """What a version gives a lead, as it stood at `scored_at`: narrow, so that a million rows are soon rewritten.

    No index holds any of these columns and half of each page stays free, so that a new score is written beside the old.
    """

    fit = models.DecimalField(_("fit"), max_digits=8, decimal_places=2)
    engagement = models.DecimalField(_("engagement"), max_digits=8, decimal_places=2)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2)
    grade = models.CharField(_("grade"), max_length=2)
    scored_at = models.DateTimeField(_("scored"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.score} ({self.grade})"


class LeadScore(Score):
    """A lead's score by the version that was live."""

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, related_name="score", verbose_name=_("lead")
    )
    version = models.ForeignKey(
        ScoringVersion, models.PROTECT, related_name="scores", verbose_name=_("version"), db_index=False
    )

    objects = LeadScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")


class TrialScore(Score):
    """What the version on trial would give a lead. Nothing follows from it; pages compare it with the live score.

    Rows of a version that is no longer on trial are left over and mean nothing: ask `of(version)`.
    """

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, related_name="trial_score", verbose_name=_("lead")
    )
    version = models.ForeignKey(
        ScoringVersion, models.CASCADE, related_name="trial_scores", verbose_name=_("version"), db_index=False
    )

    objects = TrialScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score on trial")
        verbose_name_plural = _("scores on trial")


def rescore(duty: Rescoring, at: datetime, limit: int = CHUNK) -> int:
    """Take the next step of this duty in a transaction of its own; how many leads were looked at.

    A step that somebody else takes just now is left to them. A version that neither is live nor on trial any more has
    nothing to do. At the end, leads that were written by another version in the meantime are taken once more.
    """
    with transaction.atomic():
        held = Rescoring.objects.pending().select_for_update(skip_locked=True, of=("self",))
        mine = held.select_related("version").filter(pk=duty.pk).first()
        if mine is None:
            return 0
        step = mine.following(limit) if mine.version.scores_now else None
        if step is None:
            mine.close(at)
            return 0
        first, last, count = step
        leads = Lead.objects.filter(pk__gte=first, pk__lte=last)
        mine.note(last, count, _write(mine.version, leads, at, only_changed=True))
        return count


_SCORE = """
INSERT INTO {table} AS old (lead_id, fit, engagement, score, grade, version_id, scored_at)
SELECT id, new_fit, new_engagement, new_fit + new_engagement, letter || digit, %s, moment FROM ({select}) scored
ON CONFLICT (lead_id) DO UPDATE SET fit = excluded.fit, engagement = excluded.engagement, score = excluded.score,
    grade = excluded.grade, version_id = excluded.version_id, scored_at = excluded.scored_at
"""
_CHANGED = """
WHERE (old.fit, old.engagement, old.grade, old.version_id)
    IS DISTINCT FROM (excluded.fit, excluded.engagement, excluded.grade, excluded.version_id)
"""
_TABLES = {
    ScoringVersion.State.SHADOW: "leads_trialscore",
}


def _write(
    version: ScoringVersion, leads: models.QuerySet[Lead], at: datetime | F, only_changed: bool
) -> int:
    """One upsert of the compiled expressions; the text of the statement holds no value from a rule."""
    letter, digit = version.grades("new_fit", "new_engagement")
    moment = Value(at) if isinstance(at, datetime) else at
    scored = leads.annotate(**version.columns(at)).annotate(letter=letter, digit=digit, moment=moment)
    columns = ("id", "new_fit", "new_engagement", "letter", "digit", "moment")
    select, params = scored.values(*columns).query.sql_with_params()
    statement = _SCORE + (_CHANGED if only_changed else "")
    table = _TABLES.get(ScoringVersion.State(version.state), "leads_leadscore")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, select=select), [version.pk, *params])
        return cursor.rowcount
