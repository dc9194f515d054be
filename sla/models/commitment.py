"""Commitments: each single promise of an agreement version, and the ladder that is climbed when it is not kept."""

from datetime import datetime
from typing import Any

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.bilingual import told
from sla.conditions import Moves, moves_of
from sla.criteria import Criteria, catalogues, parse
from sla.parties import PROMISERS

from .agreement import AgreementVersion
from .frozen import OF_VERSION, State, kept_part
from .step import EscalationStep

TEN_YEARS = 10 * 366 * 86_400
BREACH = 100
"""Percent of the target at which a promise is broken."""


def _lasted(what: str, at: datetime, since: datetime | None) -> models.Q:
    """The version was in force, or in its shadow period, by `at` and at some moment since."""
    begun = models.Q(**{f"version__{what}_from__lte": at})
    ended = models.Q(**{f"version__{what}_until": None}) | models.Q(
        **{f"version__{what}_until__gt": since or at}
    )
    return begun & ended


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def in_force(self, at: datetime) -> "CommitmentQuerySet":
        """The promises that counted at `at`, with the version (and its scope) at hand."""
        versions = AgreementVersion.objects.in_force(at)
        return self.filter(version__in=versions).select_related("version__agreement", "calendar")

    def counting(self, at: datetime, since: datetime | None = None) -> "CommitmentQuerySet":
        """Those for which clocks start at `at`, or started `since`: of versions in force, and of those on trial."""
        kept = models.Q(version__state__in=(State.IN_FORCE, State.SUPERSEDED)) & _lasted(
            "in_force", at, since
        )
        counted = kept | _lasted("shadow", at, since)
        return self.filter(counted).select_related("version__agreement", "calendar")

    def timed(self) -> "CommitmentQuerySet":
        """Those that run a clock."""
        return self.filter(target_seconds__isnull=False)

    def next_position(self) -> int:
        """The place behind the last of these."""
        return (self.aggregate(last=models.Max("position"))["last"] or 0) + 1

    def arrange(self, pk: int, places: int) -> None:
        """Move one of a draft's promises so many places down (or up), and number them all anew."""
        order = list(self.order_by("position", "pk").values_list("pk", flat=True))
        place = order.index(pk)
        order.insert(max(0, place + places), order.pop(place))
        for position, one in enumerate(order, start=1):
            self.filter(pk=one).exclude(position=position).update(position=position)

    def write_out(self) -> None:
        """Where nothing is said of what moves the clock, say what is usual now: what is signed hangs on no default."""
        for commitment in self.timed().filter(conditions={}):
            moves = {does: list(occasions) for does, occasions in commitment.moved_by().items()}
            self.filter(pk=commitment.pk).update(conditions=moves)


@pghistory.track()
class Commitment(models.Model):
    """One promise of one team: within so much working time, or so much of something, as the kind says."""

    class Kind(models.TextChoices):
        ACCEPTANCE = "acceptance", _("Acceptance")
        FIRST_TOUCH = "first_touch", _("First contact")
        ATTEMPTS = "attempts", _("Attempts to reach")
        DECISION = "decision", _("Decide whether it is an SQL")
        FEEDBACK = "feedback", _("Give feedback")
        VOLUME = "volume", _("Leads delivered")
        ACCEPTANCE_RATE = "acceptance_rate", _("Share of handoffs accepted")
        COMPLETENESS = "completeness", _("Complete handoffs")
        ANSWER = "answer", _("Answer a return or a rejection")
        ARBITRATION = "arbitration", _("Rule on a dispute")

    class Period(models.TextChoices):
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")

    version = models.ForeignKey(
        AgreementVersion,
        models.PROTECT,
        related_name="commitments",
        verbose_name=_("version"),
    )
    kind = models.CharField(_("promise"), max_length=20, choices=Kind.choices)
    party = models.CharField(_("who promises"), max_length=10, choices=PROMISERS)
    target_seconds = models.PositiveBigIntegerField(
        _("within (seconds)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(TEN_YEARS)],
    )
    target_value = models.DecimalField(
        _("at least"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Attempts, leads a period, or a share between 0 and 1, as the promise says."),
    )
    period = models.CharField(
        _("counted by"), max_length=7, choices=Period.choices, default=Period.MONTH, blank=True
    )
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)
    scope = models.JSONField(_("only for"), default=dict, blank=True)
    conditions = models.JSONField(_("what moves the clock"), default=dict, blank=True)
    calendar = models.ForeignKey(
        "people.WorkingCalendar",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("calendar"),
        help_text=_("Without one, every hour counts."),
    )
    warning_percent = models.PositiveSmallIntegerField(
        _("warn at (%)"),
        null=True,
        blank=True,
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    """Where it stands among the promises of its version; equal ones in the order in which they were written."""

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["version", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target_seconds__isnull=False) | models.Q(target_value__isnull=False),
                name="a_promise_has_a_target",
            ),
            # a target of nothing would breach in the moment it starts; one of centuries has no due moment
            models.CheckConstraint(
                condition=models.Q(target_seconds__isnull=True)
                | models.Q(target_seconds__range=(1, TEN_YEARS)),
                name="a_time_target_can_be_kept",
            ),
        ]
        triggers = [kept_part(OF_VERSION)]

    def __str__(self) -> str:
        return told(self.name_en, self.name_es) or str(self.get_kind_display())

    @property
    def is_timed(self) -> bool:
        """It runs a clock; else it is counted over its period."""
        return self.target_seconds is not None

    def covers(self) -> Criteria:
        """Which of the agreement's leads it is about; all of them where nothing is said."""
        return parse(self.scope or {"all": []}, catalogues["lead"])

    def moved_by(self) -> Moves:
        """{what a clock does: the occasions that make it}: what was written, else what its kind usually says."""
        return moves_of(self.kind, self.conditions)

    def copy_to(self, version: AgreementVersion) -> "Commitment":
        """The same promise, with its ladder, in another version."""
        steps = list(self.steps.all())
        copy = Commitment.objects.get(pk=self.pk)
        copy.pk, copy.version, copy._state.adding = None, version, True
        copy.save()
        for step in steps:
            step.pk, step.commitment, step._state.adding = None, copy, True
            step.save()
        return copy

    def terms(self) -> dict[str, Any]:
        """The promise as it is signed."""
        return {
            "kind": self.kind,
            "name": [self.name_en, self.name_es],
            "party": self.party,
            "scope": self.scope,
            "period": self.period,
            "conditions": self.moved_by(),
            "target_seconds": self.target_seconds,
            "target_value": self.target_value,
            "calendar": self.calendar.name if self.calendar else None,
            "warning_percent": self.warning_percent,
            "weight": self.weight,
            "steps": [[step.percent, step.notify, step.urgent, step.reoffers] for step in self.steps.all()],
        }

    def ladder(self) -> "Ladder":
        """{percent: step}, rising: the steps that were written, and where none was the warning and the breach itself."""
        steps = {step.percent: step for step in self.steps.all()}
        if self.warning_percent:
            steps.setdefault(
                self.warning_percent,
                EscalationStep(percent=self.warning_percent, notify=["owner"]),
            )
        steps.setdefault(BREACH, EscalationStep(percent=BREACH, notify=["owner", "manager"]))
        return dict(sorted(steps.items()))


Ladder = dict[int, EscalationStep]
"""{percent of the target: what happens there}, rising."""
