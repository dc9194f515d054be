"""Scorecards: which numbers both teams look at, what each weighs, and between which values it is bad or good."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dashboards.scorecard.marking import Band, Line
from people.models import User

from .signing import Signed, Word, given_for_good

ENDED = ("ended_at", "ended_by")


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def for_page(self) -> Self:
        return self.select_related("recorded_by").prefetch_related("signatures__by", "lines")

    @transaction.atomic
    def propose(self, lines: "Iterable[ScorecardLine]", by: User, at: datetime) -> "Scorecard":
        """A card with these lines, to be signed. The agreed one goes on counting until it is; one that nobody agreed on
        gives way at once."""
        for waiting in self.standing().select_for_update().prefetch_related("signatures"):
            if not waiting.is_agreed:
                waiting.end(by, at)
        card: Scorecard = self.create(recorded_by=by, recorded_at=at)
        told = list(lines)
        for place, line in enumerate(told):
            line.card, line.position = card, place
        ScorecardLine.objects.bulk_create(told)
        return card

    def agreed(self) -> "Sequence[Scorecard]":
        """Those that both teams signed, in the order in which they began to count."""
        cards = [card for card in self.for_page() if card.agreed_at is not None]
        return sorted(cards, key=lambda card: (card.agreed_at, card.pk))


class Scorecard(Signed, models.Model):
    """What both teams agreed to look at. What was proposed is not edited: a later card replaces it once it is agreed."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = ScorecardQuerySet.as_manager()
    signatures: Any
    lines: Any

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["pk"]
        triggers = [
            pgtrigger.ReadOnly(name="proposed_once", exclude=list(ENDED)),
            pgtrigger.Protect(name="card_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def agreed_at(self) -> datetime | None:
        """When the second team signed."""
        return max(word.signed_at for word in self.signatures.all()) if self.is_agreed else None

    def sign(self, by: User, at: datetime) -> Word:
        """The second team's word makes it count, and ends the one that counted before."""
        word = super().sign(by, at)
        card = Scorecard.objects.for_page().get(pk=self.pk)
        if card.is_agreed:
            earlier = Scorecard.objects.standing().filter(pk__lt=card.pk)
            earlier.update(ended_at=at, ended_by=by)
        return word

    def end(self, by: User, at: datetime) -> None:
        """Replaced or withdrawn; what it was stays readable. Twice changes nothing."""
        Scorecard.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at, ended_by=by)


class ScorecardLine(models.Model):
    """One number of a card: from `red`, where it is worth nothing, to `green`, where it is worth everything; in the
    KPI's own unit. The red of a critical one caps the whole."""

    class Part(models.TextChoices):
        SLA = "sla", _("Health of the SLA")
        QUALITY = "quality", _("Quality of leads")
        TOGETHER = "together", _("Working together")

    card = models.ForeignKey(Scorecard, models.PROTECT, related_name="lines", verbose_name=_("scorecard"))
    position = models.PositiveSmallIntegerField(_("position"))
    part = models.CharField(_("part"), max_length=8, choices=Part.choices)
    kpi = models.CharField(_("KPI"), max_length=80)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=1)
    red = models.FloatField(_("red at"))
    green = models.FloatField(_("green at"))
    is_critical = models.BooleanField(_("critical"), default=False)

    class Meta:
        verbose_name = _("line of a scorecard")
        verbose_name_plural = _("lines of scorecards")
        ordering = ["card", "position"]
        constraints = [
            models.UniqueConstraint(fields=["card", "kpi"], name="a_number_once_a_card"),
            models.CheckConstraint(condition=~Q(red=F("green")), name="a_band_has_two_ends"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="a_line_weighs_something"),
        ]
        triggers = [given_for_good("line_kept")]

    def __str__(self) -> str:
        return f"{self.kpi} {self.weight}"

    @property
    def told(self) -> Line:
        return Line(self.kpi, float(self.weight), Band(self.red, self.green), self.is_critical)


class ScorecardSignature(Word):
    """A manager's yes to a card."""

    of = models.ForeignKey(Scorecard, models.PROTECT, related_name="signatures", verbose_name=_("scorecard"))

    class Meta(Word.Meta):
        verbose_name = _("signature of a scorecard")
        verbose_name_plural = _("signatures of scorecards")
        constraints = [models.UniqueConstraint(fields=["of", "party"], name="card_signed_once_a_team")]
        triggers = [given_for_good()]


def counting_on(cards: Sequence[Scorecard], day: date, zone: Any) -> Scorecard | None:
    """The card that counted at the end of this day; the first agreed one counts for what was before it too."""
    began = [card for card in cards if _day(card.agreed_at, zone) <= day]
    return began[-1] if began else cards[0] if cards else None


def _day(at: datetime | None, zone: Any) -> date:
    return at.astimezone(zone).date() if at else date.max
