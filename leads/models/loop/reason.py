"""Rejection reasons: the words in which Sales says why a lead goes back."""

import re
from datetime import datetime
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from leads.handing import Unproved, lacking
from people.bilingual import told

CODE = re.compile(r"\w[\w.-]*")
UNSAID = "CRM"
"""The reason of a rejection in a CRM that says none of ours. Nobody chooses it here: it is retired from the start."""


class RejectionReasonQuerySet(models.QuerySet["RejectionReason"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)

    def next_position(self) -> int:
        """After all that are in use."""
        last = self.current().aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else int(last) + 1

    def counted(self) -> Self:
        """With how often each was said."""
        return self.annotate(said=models.Count("verdicts")).order_by("position", "code")

    def named(self, words: str) -> "RejectionReason | None":
        """By its code or its name in either language, as a CRM writes it; else the one for what wasn't said."""
        asked = words.strip()
        named = Q(code__iexact=asked) | Q(name_en__iexact=asked) | Q(name_es__iexact=asked)
        return (
            self.filter(named | Q(code=UNSAID))
            .order_by(Case(When(code=UNSAID, then=Value(1)), default=Value(0)))
            .first()
        )

    def retire(self, at: datetime) -> int:
        """Nobody chooses them any more; what was answered with them keeps them."""
        return self.filter(retired_at=None).update(retired_at=at)

    def restore(self) -> int:
        return self.update(retired_at=None)


@pghistory.track()
class RejectionReason(models.Model):
    """Why Sales sends a lead back: who answers for it, when it may return, whether it counts against Marketing."""

    class Evidence(models.TextChoices):
        NONE = "none", _("none")
        NOTE = "note", _("a note that says more")
        ATTEMPTS = "attempts", _("attempts to reach the lead")
        DUPLICATE = "duplicate", _("the lead that it duplicates")

    class Owner(models.TextChoices):
        MARKETING = "marketing", _("Marketing")
        SALES = "sales", _("Sales")
        REVOPS = "revops", _("RevOps")

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    owner = models.CharField(_("answered for by"), max_length=10, choices=Owner.choices)
    recycle_days = models.PositiveSmallIntegerField(_("recycle after (days)"), null=True, blank=True)
    counts_against_quality = models.BooleanField(_("counts against Marketing's quality"), default=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence.choices, default=Evidence.NONE)
    least_attempts = models.PositiveSmallIntegerField(_("attempts at least"), default=3)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = RejectionReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def clean(self) -> None:
        """Its code stands in addresses; one that is kept already may stay as it is."""
        is_word = CODE.fullmatch(self.code) and self.code != "new"
        if self._state.adding and not is_word:
            raise ValidationError({"code": _("Write letters, digits, points and hyphens only, like FIT-04.")})

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    def demand(self, note: str, attempts: int, has_duplicate: bool) -> None:
        """Unproved unless the evidence that this reason asks for was given."""
        if lacks := lacking(self.evidence, note, attempts, self.least_attempts, has_duplicate):
            raise Unproved(lacks)
