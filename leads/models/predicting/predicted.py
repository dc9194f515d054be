"""What the live model says of each open lead, and what it refuses to say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from leads.predicting import reading
from leads.predicting.frame import Frame

from ..lead import Lead
from .model import PredictiveModel
from .rival import CHUNK

AGAIN = timedelta(hours=1)


class Refusal(models.TextChoices):
    """Why a lead gets no chance: what was never won can't be learnt, and no other group's record is lent to it."""

    SOURCE = "source", _("No outcome from its source")
    TEAM = "team", _("No outcome of its team")


def open_leads(model: PredictiveModel, at: datetime) -> models.QuerySet[Lead]:
    """Leads that may still come to the outcome within the time that the model speaks of."""
    since = at - timedelta(days=model.horizon_days)
    standing = Lead.objects.standing().exclude(stage=Lead.Stage.REJECTED)
    return standing.filter(
        **{f"{model.outcome}_at": None},
        captured_at__gt=since,
        lost_at=None,
        disqualified_at=None,
        erased_at=None,
    )


def refusal(model: PredictiveModel, source: str | None, team: int) -> str:
    """ "" when the model may speak of such a lead. A team counts only once the lead has one."""
    if not _has_outcome(model, "source", source or ""):
        return Refusal.SOURCE
    if team and not _has_outcome(model, "team", str(team)):
        return Refusal.TEAM
    return ""


def _has_outcome(model: PredictiveModel, name: str, value: str) -> bool:
    return bool(model.groups[name].get(value, [0, 0])[1])


class LeadPredictionQuerySet(models.QuerySet["LeadPrediction"]):
    def predict(self, model: PredictiveModel, ids: Sequence[int], at: datetime) -> int:
        """Say anew of these leads; one statement reads, one writes."""
        frame = reading.read(model.plan, ids, at)
        if not len(frame):
            return 0
        chances = model.learnt.chances(frame.columns)
        rows = [
            self._row(model, frame, place, float(chance), at) for place, chance in enumerate(chances.tolist())
        ]
        written = LeadPrediction.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["lead"],
            update_fields=["model", "chance", "refusal", "predicted_at"],
        )
        return len(written)

    def _row(
        self, model: PredictiveModel, frame: Frame, place: int, chance: float, at: datetime
    ) -> "LeadPrediction":
        why = refusal(model, frame.columns["source"][place], int(frame.teams[place]))
        lead_id = int(frame.ids[place])
        said = None if why else chance
        return LeadPrediction(lead_id=lead_id, model=model, chance=said, refusal=why, predicted_at=at)

    def refresh(self, at: datetime, everything: bool = False) -> int:
        """Say of every open lead what the live model has not said yet, or said before all was known; in chunks.

        `everything` says all anew, which a late fact may change. What is no longer open is dropped.
        """
        model = PredictiveModel.objects.live()
        if model is None:
            return 0
        leads, last, written = open_leads(model, at), 0, 0
        self.exclude(lead__in=leads).delete()
        wanted = leads if everything else leads.filter(~Exists(self._said(model, at)))
        while ids := list(wanted.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            last = ids[-1]
            written += self.predict(model, ids, at)
        return written

    def _said(self, model: PredictiveModel, at: datetime) -> Self:
        """What needs no saying again: said when all was known that counts, or within the hour."""
        known_at = F("lead__captured_at") + timedelta(days=model.known_days)
        is_full = Q(predicted_at__gte=known_at) | Q(predicted_at__gt=at - AGAIN)
        return self.filter(is_full, lead=OuterRef("pk"), model=model)

    def said(self) -> Self:
        return self.filter(chance__isnull=False)

    def standing(self) -> Self:
        return self.filter(lead__in=Lead.objects.standing())


class LeadPrediction(models.Model):
    """The chance of one open lead by the live model, or why it has none. Narrow, derived, thrown away at will."""

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, related_name="prediction", verbose_name=_("lead")
    )
    model = models.ForeignKey(
        PredictiveModel, models.CASCADE, related_name="predictions", verbose_name=_("model"), db_index=False
    )
    chance = models.FloatField(_("chance"), null=True, blank=True)
    refusal = models.CharField(_("refused"), max_length=6, choices=Refusal.choices, blank=True, default="")
    predicted_at = models.DateTimeField(_("predicted"))

    objects = LeadPredictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("prediction")
        verbose_name_plural = _("predictions")
        constraints = [
            models.CheckConstraint(
                condition=Q(chance__isnull=True, refusal__gt="") | Q(chance__isnull=False, refusal=""),
                name="a_prediction_speaks_or_refuses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.refusal or self.chance}"
