"""Scores: what the live version gives each lead, written for many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import connection, models
from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from .lead import Lead
from .scoring import ScoringVersion

CHUNK = 5000


class LeadScoreQuerySet(models.QuerySet["LeadScore"]):
    def settle(self, ids: Iterable[int], at: datetime) -> None:
        """Score these leads anew after their facts changed; their `scored_at` becomes `at` whatever the result."""
        version = ScoringVersion.objects.live()
        if version is not None:
            _write(version, Lead.objects.filter(pk__in=list(ids)), at, only_changed=False)

    def rescore(self, at: datetime) -> int:
        """Score every lead as at `at`, in chunks with a commit each; rows that stay the same aren't written."""
        version = ScoringVersion.objects.live()
        if version is None:
            return 0
        last, written = 0, 0
        while chunk := list(
            Lead.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
        ):
            last = chunk[-1]
            leads = Lead.objects.filter(pk__gte=chunk[0], pk__lte=last)
            written += _write(version, leads, at, only_changed=True)
        return written

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


class LeadScore(models.Model):
    """A lead's score as it stood at `scored_at`: narrow, so that rescoring a million leads rewrites little."""

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, related_name="score", verbose_name=_("lead")
    )
    fit = models.DecimalField(_("fit"), max_digits=8, decimal_places=2)
    engagement = models.DecimalField(_("engagement"), max_digits=8, decimal_places=2)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2)
    grade = models.CharField(_("grade"), max_length=2)
    version = models.ForeignKey(
        ScoringVersion, models.PROTECT, related_name="scores", verbose_name=_("version"), db_index=False
    )
    scored_at = models.DateTimeField(_("scored"))

    objects = LeadScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")

    def __str__(self) -> str:
        return f"{self.score} ({self.grade})"


_SCORE = """
INSERT INTO leads_leadscore AS old (lead_id, fit, engagement, score, grade, version_id, scored_at)
SELECT id, new_fit, new_engagement, new_fit + new_engagement, letter || digit, %s, moment FROM ({select}) scored
ON CONFLICT (lead_id) DO UPDATE SET fit = excluded.fit, engagement = excluded.engagement, score = excluded.score,
    grade = excluded.grade, version_id = excluded.version_id, scored_at = excluded.scored_at
"""
_CHANGED = """
WHERE (old.fit, old.engagement, old.grade, old.version_id)
    IS DISTINCT FROM (excluded.fit, excluded.engagement, excluded.grade, excluded.version_id)
"""


def _write(
    version: ScoringVersion, leads: models.QuerySet[Lead], at: datetime | F, only_changed: bool
) -> int:
    """One upsert of the compiled expressions; the text of the statement holds no value from a rule."""
    letter, digit = version.grades("new_fit", "new_engagement")
    moment = Value(at) if isinstance(at, datetime) else at
    scored = leads.annotate(**version.columns(at)).annotate(letter=letter, digit=digit, moment=moment)
    columns = ("id", "new_fit", "new_engagement", "letter", "digit", "moment")
    select, params = scored.values(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            _SCORE.format(select=select) + (_CHANGED if only_changed else ""), [version.pk, *params]
        )
        return cursor.rowcount
