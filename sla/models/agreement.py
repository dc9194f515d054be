"""Agreements: what Marketing and Sales promise each other, in versions that both sign."""

import logging
from datetime import date, datetime
from typing import Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.blocks import Editions
from documents.models import Signature
from people.models import Organisation
from sla.criteria import Criteria, catalogues, parse
from sla.guards import Refused
from sla.parties import SIGNS_FOR, Party

from . import issuing
from .advancing import Advancing
from .frozen import State, kept_version
from .starting import AgreementQuerySet

__all__ = ["SIGNS_FOR", "Agreement", "AgreementVersion", "AgreementVersionQuerySet", "Party"]

log = logging.getLogger(__name__)


@pghistory.track()
class Agreement(models.Model):
    """A service-level agreement between Marketing and Sales; what it says stands in its versions."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def draft(self, by: Any, like: "AgreementVersion | None" = None) -> "AgreementVersion":
        """The version being written; where none is, a new one that says what `like` says, else what the newest says."""
        Agreement.objects.select_for_update().get(pk=self.pk)
        if being_written := self.versions.filter(state__in=State.being_written()).first():
            return being_written
        return AgreementVersion.objects.copied(self, by, like)


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def in_force(self, at: datetime) -> "AgreementVersionQuerySet":
        """Those that counted at `at`: today's, and for a past moment the ones of then."""
        open_ended = models.Q(in_force_until=None) | models.Q(in_force_until__gt=at)
        return self.filter(
            open_ended,
            state__in=(State.IN_FORCE, State.SUPERSEDED),
            in_force_from__lte=at,
        )

    def in_shadow(self, at: datetime) -> "AgreementVersionQuerySet":
        """Those that were on trial at `at`: their clocks run beside the others and nobody hears of them."""
        open_ended = models.Q(shadow_until=None) | models.Q(shadow_until__gt=at)
        return self.filter(open_ended, shadow_from__lte=at)

    def planned(self, today: date) -> "AgreementVersionQuerySet":
        """Signed by both, and their day has come."""
        return self.filter(state=State.SIGNED, planned_on__lte=today)

    def begin(self, at: datetime) -> int:
        """Put in force what both signed for a day that has come; how many. One that is refused says so in the log."""
        today, begun = at.astimezone(Organisation.current().zone).date(), 0
        for version in self.planned(today):
            try:
                version.put_in_force(by=None, at=at)
            except Refused as refused:
                log.warning("agreement version %s can't go into force: %s", version.pk, refused)
            else:
                begun += 1
        return begun

    def copied(
        self, agreement: Agreement, by: Any, like: "AgreementVersion | None" = None
    ) -> "AgreementVersion":
        """The next draft: what `like` (else the newest version) says, clause by clause and promise by promise."""
        newest = agreement.versions.order_by("-number").first()
        if newest is None:
            return self.create(agreement=agreement, number=1, by=by)
        model = like or newest
        kept = {name: getattr(model, name) for name in ("scope", "review_on", "applies_to")}
        draft = self.create(agreement=agreement, number=newest.number + 1, by=by, **kept)
        for clause in model.clauses.all():
            clause.copy_to(draft)
        for commitment in model.commitments.prefetch_related("steps"):
            commitment.copy_to(draft)
        return draft

    def with_commitment_count(self) -> "AgreementVersionQuerySet":
        return self.annotate(commitment_count=models.Count("commitments"))


@pghistory.track()
class AgreementVersion(Advancing, models.Model):
    """One edition of an agreement: whom it covers and what it promises. Signed as it stands, then never edited."""

    class AppliesTo(models.TextChoices):
        NEW = "new", _("new leads only")
        OPEN = "open", _("new leads, and the clocks that still run")

    State = State

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name=_("agreement")
    )
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    scope = models.JSONField(_("scope"), default=dict, blank=True)
    applies_to = models.CharField(
        _("applies to"), max_length=4, choices=AppliesTo.choices, default=AppliesTo.NEW
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    planned_on = models.DateField(
        _("to be in force from"), null=True, blank=True, help_text=_("Empty: when RevOps says so.")
    )
    shadow_from = models.DateTimeField(_("on trial from"), null=True, blank=True)
    shadow_until = models.DateTimeField(_("on trial until"), null=True, blank=True)
    in_force_from = models.DateTimeField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    document = models.OneToOneField(
        "documents.DocumentVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="agreement_version",
        verbose_name=_("document"),
    )
    """What both sign: issued with each submission, empty in a draft."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement version")
        verbose_name_plural = _("agreement versions")
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_versions_count_up"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state="in_force"),
                name="one_version_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "superseded"])
                | models.Q(in_force_from__isnull=False),
                name="agreement_in_force_says_since_when",
            ),
            # two drafts side by side would be two truths to come
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=["draft", "in_review", "signed"]),
                name="one_version_being_written",
            ),
        ]
        triggers = [kept_version()]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("sla:agreement-detail", args=[self.pk])

    def covers(self) -> Criteria:
        """The scope, ready to become SQL; an empty one covers every lead."""
        return parse(self.scope or {"all": []}, catalogues["lead"])

    def terms(self) -> dict[str, Any]:
        """Everything that is promised, as plain data: the same terms, whatever they are called in which language."""
        commitments = self.commitments.prefetch_related("steps").select_related("calendar")
        return {
            "agreement": self.agreement.name,
            "number": self.number,
            "clauses": {clause.kind: clause.terms() for clause in self.clauses.order_by("kind")},
            "scope": self.scope,
            "applies_to": self.applies_to,
            "review_on": self.review_on,
            "planned_on": self.planned_on,
            "commitments": [commitment.terms() for commitment in commitments],
        }

    def editions(self, at: datetime) -> Editions:
        """The agreement as it reads: the document that was issued, and for a draft the one that it would be now."""
        return self.document.editions if self.document else issuing.written(self, at)

    @property
    def signatures(self) -> models.QuerySet[Signature]:
        """Those under its document; what was signed before it went back to draft stands under an older document."""
        return Signature.objects.filter(version=self.document_id).select_related("by")
