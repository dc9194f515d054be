"""Predictive models: what past leads teach about the chance of a new one, measured before anybody may rely on it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leads.predicting import reading
from leads.predicting.frame import Frame, joined
from leads.predicting.leakage import Filling
from leads.predicting.learning import Learnt, NothingToRead, TooFew, learn
from leads.predicting.logistic import Floats
from leads.predicting.predictor import Predictor
from leads.predicting.reading import Plan
from sla.guards import Refused

from ..scoring.version import ScoringVersion
from .rival import CHUNK, points_of

LEAST_LEADS, LEAST_CONVERSIONS = 1000, 120
STALE = timedelta(minutes=2)
"""A training that nobody moved for so long was killed, and begins again."""


class PredictiveModelQuerySet(models.QuerySet["PredictiveModel"]):
    def live(self) -> "PredictiveModel | None":
        return self.filter(state=PredictiveModel.State.LIVE).first()

    def under_way(self) -> Self:
        return self.filter(state__in=[PredictiveModel.State.WAITING, PredictiveModel.State.TRAINING])

    def due(self, at: datetime) -> Self:
        """Those that somebody asked for and that nobody is at."""
        waiting = Q(state=PredictiveModel.State.WAITING)
        return self.filter(
            waiting | Q(state=PredictiveModel.State.TRAINING, heard_at__lt=at - STALE)
        ).order_by("number")

    @transaction.atomic
    def ask(self, plan: Plan, by: Any, at: datetime) -> "PredictiveModel":
        """The next model, for a worker to train; what is under way already is asked for once. Refused below the floor."""
        if plan.until > at - timedelta(days=plan.horizon_days):
            raise ValueError("of leads this young nobody knows what becomes of them")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('leads.predictivemodel'))")
        last = self.order_by("-number").first()
        running = self.under_way().first()
        if running is not None:
            return running
        leads, conversions = reading.counted(plan)
        if leads < LEAST_LEADS or conversions < LEAST_CONVERSIONS:
            raise Refused(_("There isn't enough data to learn from yet."))
        return self.create(
            number=last.number + 1 if last else 1,
            outcome=plan.outcome,
            horizon_days=plan.horizon_days,
            known_days=plan.known_days,
            since=plan.since,
            until=plan.until,
            fields=list(plan.fields),
            leads=leads,
            conversions=conversions,
            created_at=at,
            by=by,
        )


class PredictiveModel(models.Model):
    """One training on the own past leads. It holds coefficients and counts, and nothing of a person: no value that fewer
    than twenty leads share. At most one is live."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TRAINING = "training", _("Learning")
        READY = "ready", _("Measured")
        LIVE = "live", _("In use")
        RETIRED = "retired", _("Retired")
        FAILED = "failed", _("Could not learn")

    class Outcome(models.TextChoices):
        WON = "won", _("won")
        OPPORTUNITY = "opportunity", _("became an opportunity")

    number = models.PositiveIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.WON)
    horizon_days = models.PositiveSmallIntegerField(_("within (days)"))
    known_days = models.PositiveSmallIntegerField(_("known after (days)"))
    since = models.DateTimeField(_("leads from"))
    until = models.DateTimeField(_("leads until"))
    fields = models.JSONField(_("fields"), default=list)
    leads = models.PositiveIntegerField(_("leads"), default=0)
    conversions = models.PositiveIntegerField(_("conversions"), default=0)
    done = models.PositiveIntegerField(_("leads read"), default=0)
    heard_at = models.DateTimeField(null=True, blank=True)
    predictor = models.JSONField(_("coefficients"), default=dict, blank=True)
    measures = models.JSONField(_("measures"), default=dict, blank=True)
    excluded = models.JSONField(_("fields left out"), default=list, blank=True)
    profile = models.JSONField(_("spread of the leads"), default=dict, blank=True)
    groups = models.JSONField(_("outcomes by source and team"), default=dict, blank=True)
    fault = models.JSONField(_("why it could not learn"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    published_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("put in use by"),
    )

    objects = PredictiveModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("predictive model")
        verbose_name_plural = _("predictive models")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="live"), name="one_live_predictive_model"
            ),
            models.CheckConstraint(condition=Q(horizon_days__gt=F("known_days")), name="a_model_looks_ahead"),
        ]

    def __str__(self) -> str:
        return f"P{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("leads:prediction-detail", args=[self.pk])

    @property
    def plan(self) -> Plan:
        days = (self.horizon_days, self.known_days)
        return Plan(self.outcome, *days, self.since, self.until, tuple(self.fields))

    @property
    def is_finished(self) -> bool:
        return self.state not in (self.State.WAITING, self.State.TRAINING)

    @cached_property
    def learnt(self) -> Predictor:
        return Predictor.from_json(self.predictor)

    @property
    def may_be_used(self) -> bool:
        """It was measured, and tells winners from others better than a coin."""
        is_measured = self.state in (self.State.READY, self.State.RETIRED) and bool(self.predictor)
        return is_measured and self.measures["model"]["auc_low"] > 0.5

    def train(self, at: datetime) -> None:
        """Read the leads in parts, learn, measure. Safe twice and in two workers at once: the first result stands."""
        if (
            not PredictiveModel.objects.due(at)
            .filter(pk=self.pk)
            .update(state=self.State.TRAINING, heard_at=at, done=0)
        ):
            return
        try:
            frame, filled = self._read(at)
            found = learn(self.fields, frame, filled, self._points)
        except TooFew as trouble:
            self._finish(self.State.FAILED, at, fault={"code": trouble.part, "hits": trouble.hits})
        except NothingToRead as trouble:
            excluded = [one.to_json() for one in trouble.excluded]
            self._finish(self.State.FAILED, at, fault={"code": "fields"}, excluded=excluded)
        else:
            self._keep(found, frame, at)

    def _read(self, at: datetime) -> tuple[Frame, Mapping[str, Filling]]:
        plan, frames, filled = self.plan, [], {name: Filling() for name in self.fields}
        ids = reading.ids_of(plan)
        for begin in range(0, len(ids), CHUNK):
            frame = reading.read(plan, ids[begin : begin + CHUNK], at)
            for name, more in reading.filling(plan, frame, at).items():
                filled[name] += more
            frames.append(frame)
            self._move(begin + len(frame))
        if not frames:
            raise TooFew("learn", 0)
        return joined(frames), filled

    def _move(self, done: int) -> None:
        """A sign of life by the database's clock, so that a long training isn't taken for a dead one."""
        PredictiveModel.objects.filter(pk=self.pk).update(done=done, heard_at=Now())

    def _points(self, judged: Frame) -> Floats | None:
        """What the live rules give the same leads at the same moment of their way; None without live rules."""
        version = ScoringVersion.objects.live()
        return None if version is None else points_of(version, judged, timedelta(days=self.known_days))

    def _keep(self, found: Learnt, frame: Frame, at: datetime) -> None:
        self._finish(
            self.State.READY,
            at,
            predictor=found.predictor.to_json(),
            measures=found.measures,
            excluded=[one.to_json() for one in found.excluded],
            profile=found.profile,
            groups=frame.outcomes(),
            leads=len(frame),
            conversions=frame.hits,
        )

    def _finish(self, state: str, at: datetime, **more: Any) -> None:
        training = PredictiveModel.objects.filter(pk=self.pk, state=self.State.TRAINING)
        training.update(state=state, finished_at=at, **more)
        self.refresh_from_db()
        self.__dict__.pop("learnt", None)

    @transaction.atomic
    def publish(self, by: Any, at: datetime) -> None:
        """Foretell with this model from now on, for every open lead; the one before is retired. Twice changes nothing."""
        rows = PredictiveModel.objects.select_for_update()
        mine = rows.get(pk=self.pk)
        if mine.state != self.State.LIVE:
            if not mine.may_be_used:
                raise Refused(_("This model tells nothing that a coin would not. It can't be used."))
            rows.filter(state=self.State.LIVE).update(state=self.State.RETIRED, retired_at=at)
            rows.filter(pk=self.pk).update(
                state=self.State.LIVE, published_at=at, published_by=by, retired_at=None
            )
        self.refresh_from_db()

    @transaction.atomic
    def retire(self, at: datetime) -> None:
        """Foretell nothing any more."""
        rows = PredictiveModel.objects.filter(pk=self.pk, state=self.State.LIVE)
        if rows.update(state=self.State.RETIRED, retired_at=at):
            self.predictions.all().delete()
        self.refresh_from_db()
