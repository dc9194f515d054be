"""Drift: a weekly look at whether the leads that come in still resemble those that the live model learnt from."""

from datetime import date, datetime, timedelta

import numpy as np
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leads.predicting import reading
from leads.predicting.drift import ALARM, ENOUGH, psi
from leads.predicting.frame import Frame
from leads.predicting.learning import in_tenths
from people.models import Notification, Role, User
from people.notices import Notice

from ..lead import Lead
from .model import PredictiveModel
from .rival import CHUNK

RECENT = timedelta(days=28)
DRIFTED = "prediction_drifted"


class DriftLookQuerySet(models.QuerySet["DriftLook"]):
    def look(self, model: PredictiveModel, at: datetime) -> "DriftLook":
        """Hold the leads of the last four weeks against those that the model learnt from; once a week and model."""
        week = (at - timedelta(days=at.weekday())).date()
        known = self.filter(model=model, week=week).first()
        return known or self._look(model, week, at)

    @transaction.atomic
    def _look(self, model: PredictiveModel, week: date, at: datetime) -> "DriftLook":
        plan = model.plan
        ids = Lead.objects.standing().filter(captured_at__gt=at - RECENT, captured_at__lte=at)
        newest = list(ids.order_by("-captured_at", "-pk").values_list("pk", flat=True)[: 4 * CHUNK])
        frame = reading.read(plan, newest, at)
        fields, score = _moved(model, frame) if len(frame) >= ENOUGH else ({}, None)
        kept = {"at": at, "leads": len(frame), "fields": fields, "score": score}
        found, is_new = self.get_or_create(model=model, week=week, defaults=kept)
        if is_new and found.alarms:
            _tell(found, at)
        return found


def _moved(model: PredictiveModel, frame: Frame) -> tuple[dict[str, float], float]:
    """({field: its index}, that of the chance)."""
    then = model.profile
    now = {field.name: field.profile(frame.columns[field.name]) for field in model.learnt.fields}
    fields = {name: round(psi(then["fields"][name], counts), 4) for name, counts in now.items()}
    tenths = in_tenths(np.asarray(model.learnt.chances(frame.columns)), then["cuts"])
    return fields, round(psi(then["chances"], tenths), 4)


def _tell(look: "DriftLook", at: datetime) -> None:
    """RevOps hears of it once a week; names of fields only."""
    readers = User.objects.with_role(Role.REVOPS).values_list("pk", flat=True)
    params = {"model": look.model_id, "number": look.model.number, "fields": look.moved}
    url = look.model.get_absolute_url()
    topic = f"{look.model_id}:{look.week}"
    Notification.objects.announce([Notice(reader, DRIFTED, topic, params, url) for reader in readers], at)


class DriftLook(models.Model):
    """One week's look at whether today's leads still resemble those that a model learnt from."""

    model = models.ForeignKey(PredictiveModel, models.CASCADE, related_name="looks", verbose_name=_("model"))
    week = models.DateField(_("week of"))
    at = models.DateTimeField(_("looked"))
    leads = models.PositiveIntegerField(_("leads"))
    fields = models.JSONField(_("index by field"), default=dict)
    score = models.FloatField(_("index of the chance"), null=True, blank=True)

    objects = DriftLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at drift")
        verbose_name_plural = _("looks at drift")
        ordering = ["-week", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "week"], name="a_model_is_looked_at_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.week}"

    @property
    def moved(self) -> list[str]:
        """Fields beyond the alarm, the furthest first."""
        return [name for name, index in sorted(self.fields.items(), key=lambda one: -one[1]) if index > ALARM]

    @property
    def alarms(self) -> bool:
        return bool(self.moved) or (self.score or 0) > ALARM
