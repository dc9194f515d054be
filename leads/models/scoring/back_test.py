"""Back-tests: a scoring version run over all leads beside the live one, before anything follows from it."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leads.stages import MQL
from sla.models import DefinitionVersion

from ..lead import Lead
from .version import KEPT, ScoringVersion

STEP = 5000
FRESH = timedelta(hours=1)
SAID = ("axis", "how", "points", "criteria", "half_life_days", "most", "group_id")


def fingerprint(version: ScoringVersion) -> str:
    """Of everything that gives points, and then of the bounds of grades; names and the order of rules are nothing to it."""
    return points_print(version) + _hashed([version.fit_bounds, version.engagement_bounds])


def points_print(version: ScoringVersion) -> str:
    """The first half of the fingerprint."""
    rules = version.rules.order_by("pk").values_list(*SAID)
    groups = version.groups.order_by("pk").values_list("pk", "most")
    limits = [getattr(version, name) for name in KEPT if not name.endswith("_bounds")]
    return _hashed([limits, list(rules), list(groups)])


def _hashed(said: Any) -> str:
    return sha256(json.dumps(said, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()[:32]


class BackTestQuerySet(models.QuerySet["BackTest"]):
    def pending(self) -> "BackTestQuerySet":
        return self.filter(done_at=None).order_by("asked_at")

    def pointed(self, version: ScoringVersion) -> "BackTest | None":
        """The newest that is done and gave the points that this version gives, whatever grades it made of them."""
        asked = self.filter(version=version, rules__startswith=points_print(version))
        return asked.exclude(done_at=None).first()

    def newest(self, version: ScoringVersion, at: datetime) -> "BackTest | None":
        """The one that still says what this version would do: same rules, same live version, not an hour old."""
        live = ScoringVersion.objects.live()
        asked = self.filter(version=version, against=live, asked_at__gt=at - FRESH)
        mql = DefinitionVersion.objects.in_force(MQL, at)
        found = asked.filter(definition=mql).select_related("version", "against", "definition").first()
        return found if found and found.rules == fingerprint(version) else None

    @transaction.atomic
    def ask(self, version: ScoringVersion, by: Any, at: datetime, anew: bool = False) -> "BackTest":
        """The newest that holds, else one that begins now; those before it are thrown away."""
        ScoringVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        found = None if anew else self.newest(version, at)
        if found:
            return found
        self.filter(version=version).throw_away()
        return self.create(
            version=version,
            against=ScoringVersion.objects.live(),
            definition=DefinitionVersion.objects.in_force(MQL, at),
            rules=fingerprint(version),
            asked_at=at,
            by=by,
            total=Lead.objects.standing().count(),
        )

    def throw_away(self) -> None:
        """Nothing hangs on their rows: they are deleted without being read."""
        rows = BackTestedLead.objects.filter(back_test__in=self)
        rows._raw_delete(rows.db)
        self.delete()


class BackTest(models.Model):
    """The duty to run a version over all leads, and where it stands. Its rows are thrown away with it.

    While `done_at` is empty a task goes on behind `last_lead`; a kill in between costs one step at most.
    """

    version = models.ForeignKey(
        ScoringVersion, models.CASCADE, related_name="back_tests", verbose_name=_("version")
    )
    against = models.ForeignKey(
        ScoringVersion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("live version"),
    )
    definition = models.ForeignKey(
        DefinitionVersion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("definition of MQL"),
    )
    rules = models.CharField(_("rules it was asked with"), max_length=64)
    asked_at = models.DateTimeField(_("asked"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    last_lead = models.BigIntegerField(_("leads read up to"), default=0)
    read = models.PositiveIntegerField(_("leads read"), default=0)
    total = models.PositiveIntegerField(_("leads in all"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = BackTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("back-test")
        verbose_name_plural = _("back-tests")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_finished(self) -> bool:
        return self.done_at is not None

    def following(self, limit: int) -> list[int]:
        """The keys of the leads that come next."""
        after = Lead.objects.standing().filter(pk__gt=self.last_lead).order_by("pk")
        return list(after.values_list("pk", flat=True)[:limit])


class BackTestedLead(models.Model):
    """One lead in a back-test: what the live version and the tested one give it now, and gave it when it was judged.

    `judged_at` is when Sales got or settled it, else two weeks after its capture: what happened later is no merit of a
    score. The `live_` columns are empty where no version was live.
    """

    back_test = models.ForeignKey(
        BackTest, models.CASCADE, related_name="leads", db_index=False, verbose_name=_("back-test")
    )
    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="back_tested", db_index=False, verbose_name=_("lead")
    )
    judged_at = models.DateTimeField(_("judged"), null=True)
    live_fit = models.DecimalField(_("fit, live"), max_digits=8, decimal_places=2, null=True)
    live_engagement = models.DecimalField(_("engagement, live"), max_digits=8, decimal_places=2, null=True)
    live_grade = models.CharField(_("grade, live"), max_length=2, default="")
    live_then_fit = models.DecimalField(_("fit when judged, live"), max_digits=8, decimal_places=2, null=True)
    live_then_engagement = models.DecimalField(
        _("engagement when judged, live"), max_digits=8, decimal_places=2, null=True
    )
    live_then_holds = models.BooleanField(_("MQL when judged, live"), default=False)
    live_holds = models.BooleanField(_("MQL, live"), default=False)
    new_fit = models.DecimalField(_("fit, tested"), max_digits=8, decimal_places=2)
    new_engagement = models.DecimalField(_("engagement, tested"), max_digits=8, decimal_places=2)
    new_grade = models.CharField(_("grade, tested"), max_length=2)
    new_then_fit = models.DecimalField(
        _("fit when judged, tested"), max_digits=8, decimal_places=2, null=True
    )
    new_then_engagement = models.DecimalField(
        _("engagement when judged, tested"), max_digits=8, decimal_places=2, null=True
    )
    new_then_holds = models.BooleanField(_("MQL when judged, tested"), default=False)
    new_holds = models.BooleanField(_("MQL, tested"), default=False)

    class Meta:
        verbose_name = _("lead in a back-test")
        verbose_name_plural = _("leads in a back-test")
        constraints = [
            # a step that was taken twice writes nothing the second time; the pages join over it
            models.UniqueConstraint(fields=["lead", "back_test"], name="a_lead_is_tested_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.new_grade}"
