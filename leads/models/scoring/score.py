"""Scores: what the live version gives each lead, and the one on trial beside it; written for many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ..lead import Lead
from . import prepared
from .reckoning import Used, Which, in_use, reckoned, select_of, statement, used
from .rescoring import Rescoring
from .version import ScoringVersion

CHUNK = 5000
AT, LEAD = prepared.Told("timestamptz"), prepared.Told("bigint")


class LeadScoreQuerySet(models.QuerySet["LeadScore"]):
    def settle(self, ids: Iterable[int], at: datetime) -> None:
        """Score these leads anew after their facts changed, by the live version and by the one on trial.

        Their `scored_at` becomes `at` whatever the result: it is the moment of which the score speaks.
        """
        leads = list(ids)
        for version in in_use():
            if len(leads) == 1:
                _upsert_one(version, leads[0], at)
            else:
                _upsert(version, leads, at, "DO UPDATE SET " + _TAKEN)

    def restore(self) -> int:
        """Write the rows that differ from what their own version gives at their own `scored_at`; how many."""
        written = 0
        for version in _in_use():
            own = F("score__scored_at")
            rows = reckoned(version, Lead.objects.filter(score__version=version), own)
            select = select_of(version, rows.annotate(seen=own))
            own_row = {"table": LeadScore._meta.db_table, "moment": "new.seen", "beside": ""}
            change = _UPDATE.format(select=select.sql, **own_row) + "AND old.scored_at = new.seen"
            written += _order(change, [*select.params, version.pk, version.pk])
        return written

    def differences(self) -> list[int]:
        """Leads whose stored score isn't what the facts give under its own version at its own `scored_at`."""
        found: list[int] = []
        for version in _in_use():
            rows = reckoned(version, Lead.objects.filter(score__version=version), F("score__scored_at"))
            same = Q(new_fit=F("score__fit"), new_engagement=F("score__engagement"))
            found += rows.exclude(same).values_list("pk", flat=True)
        return sorted(found)

    def standing(self) -> Self:
        return self.filter(lead__in=Lead.objects.standing())


class TrialScoreQuerySet(models.QuerySet["TrialScore"]):
    def of(self, version: ScoringVersion) -> Self:
        return self.filter(version=version)

    @transaction.atomic
    def sweep(self, limit: int = CHUNK) -> int:
        """Drop so many rows that a version which is on trial no more has left; how many. The versions are held
        meanwhile, so that none goes on trial again under the broom."""
        ended = ScoringVersion.objects.exclude(state=ScoringVersion.State.SHADOW)
        over = list(ended.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        swept = TrialScore.objects.filter(version__in=over).values("pk")[:limit]
        return TrialScore.objects.filter(pk__in=swept)._raw_delete(self.db)

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

    Rows of a version that is no longer on trial are left over and mean nothing until they are swept: ask `of(version)`.
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
    nothing to do.
    """
    with transaction.atomic():
        held = Rescoring.objects.pending().select_for_update(skip_locked=True, of=("self",))
        mine = held.select_related("version").filter(pk=duty.pk).first()
        if mine is None:
            return 0
        step = _next_step(mine, limit) if mine.version.scores_now else None
        if step is None:
            mine.close(at)
            return 0
        version = used(mine.version)
        changed = _update(version, step.first, step.last, at)
        changed += _upsert(version, step.missing, at, "DO NOTHING") if step.missing else 0
        mine.note(step.last, step.count, changed)
        return step.count


@dataclass(frozen=True)
class Step:
    """A stretch of leads in the order of their key; `missing` are those that have no score yet."""

    first: int
    last: int
    count: int
    missing: list[int]


_STEP = "SELECT min(id), max(id), count(*) FROM (SELECT id FROM leads_lead WHERE id > %s ORDER BY id LIMIT %s) step"
_MISSING = """
SELECT l.id FROM leads_lead l LEFT JOIN {table} s ON s.lead_id = l.id AND s.lead_id BETWEEN %s AND %s
WHERE l.id BETWEEN %s AND %s AND s.lead_id IS NULL
"""
_LEFT_OVER = "SELECT min(lead_id) FROM {table} WHERE version_id <> %s"
_TAKEN = """fit = excluded.fit, engagement = excluded.engagement, score = excluded.score, grade = excluded.grade,
    version_id = excluded.version_id, scored_at = excluded.scored_at"""
_UPSERT = """
INSERT INTO {table} (lead_id, fit, engagement, score, grade, version_id, scored_at)
SELECT id, fit, engagement, fit + engagement, grade, %s, %s FROM ({select}) new ON CONFLICT (lead_id) {conflict}
"""
# materialised, lest a plan for fewer rows than there are scores them over and over
_UPDATE = """
WITH new AS MATERIALIZED ({select})
UPDATE {table} old SET fit = new.fit, engagement = new.engagement, score = new.fit + new.engagement, grade = new.grade,
    version_id = %s, scored_at = {moment}
FROM new {beside}
WHERE old.lead_id = new.id
    AND (old.fit, old.engagement, old.grade, old.version_id) IS DISTINCT FROM (new.fit, new.engagement, new.grade, %s)
"""
# A lead that was settled since the statement began to read has another `scored_at`: its newer score stays.
# The planner doesn't see by itself that all three are of the same stretch.
_SEEN = "JOIN {table} seen ON seen.lead_id = new.id AND seen.lead_id BETWEEN %s AND %s"
_SAME = "AND old.scored_at = seen.scored_at AND old.lead_id BETWEEN %s AND %s"


def _next_step(duty: Rescoring, limit: int) -> Step | None:
    """At the end come those that another version scored meanwhile: one that was live when their settling began."""
    table = _table(duty.version)
    with connection.cursor() as cursor:
        cursor.execute(_STEP, [duty.last_lead, limit])
        first, last, count = cursor.fetchone()
        if count:
            cursor.execute(_MISSING.format(table=table), [first, last, first, last])
            return Step(first, last, count, [lead for (lead,) in cursor.fetchall()])
        cursor.execute(_LEFT_OVER.format(table=table), [duty.version_id])
        (lead,) = cursor.fetchone()
    return Step(lead, lead, 1, []) if lead else None


def _update(version: Used, first: int, last: int, at: datetime) -> int:
    select = statement(version, Which.STRETCH)
    table = _table(version)
    change = _UPDATE.format(table=table, moment="%s", select=select.sql, beside=_SEEN.format(table=table))
    told = select.told(at, first=first, last=last)
    return _order(change + _SAME, [*told, version.pk, at, first, last, version.pk, first, last])


def _upsert(version: Used, leads: Sequence[int], at: datetime, conflict: str) -> int:
    select = statement(version, Which.THESE)
    change = _UPSERT.format(table=_table(version), select=select.sql, conflict=conflict)
    return _order(change, [version.pk, at, *select.told(at, leads)])


def _upsert_one(version: Used, lead: int, at: datetime) -> int:
    """What each event asks for; planning the statement would take longer than the rest."""
    select = statement(version, Which.ONE)
    change = _UPSERT.format(table=_table(version), select=select.sql, conflict="DO UPDATE SET " + _TAKEN)
    return prepared.order(select, change, [version.pk, AT, *select.told(AT, lead=LEAD)], {AT: at, LEAD: lead})


def _order(change: str, params: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(change, params)
        return cursor.rowcount


def _table(version: ScoringVersion | Used) -> str:
    model = TrialScore if version.state == ScoringVersion.State.SHADOW else LeadScore
    return model._meta.db_table


def _in_use() -> models.QuerySet[ScoringVersion]:
    used = ScoringVersion.objects.filter(Exists(LeadScore.objects.filter(version=OuterRef("pk"))))
    return used.prefetch_related("rules", "groups")
