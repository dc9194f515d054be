"""Agreements: what Marketing and Sales promise each other, in versions that both sign."""

from datetime import datetime
from typing import Any, Self

import pghistory
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.blocks import Editions
from documents.models import DocumentVersion
from sla.criteria import Criteria, CriteriaFault, catalogues, parse
from sla.guards import Refused
from sla.parties import SIGNS_FOR, Party

from . import issuing
from .frozen import kept_version
from .starting import AgreementQuerySet
from .version import BEFORE_FORCE, Version, VersionQuerySet

__all__ = ["SIGNS_FOR", "Agreement", "AgreementVersion", "AgreementVersionQuerySet", "Party"]


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
        if being_written := self.versions.being_written().first():
            return being_written
        return AgreementVersion.objects.copied(self, by, like)


class AgreementVersionQuerySet(VersionQuerySet):
    def in_force(self, at: datetime) -> "AgreementVersionQuerySet":
        """Those that counted at `at`: today's, and for a past moment the ones of then."""
        return self.at(at)

    def in_shadow(self, at: datetime) -> "AgreementVersionQuerySet":
        """Those that were on trial at `at`: their clocks run beside the others and nobody hears of them."""
        open_ended = models.Q(shadow_until=None) | models.Q(shadow_until__gt=at)
        return self.filter(open_ended, shadow_from__lte=at)

    def copied(
        self, agreement: Agreement, by: Any, like: "AgreementVersion | None" = None
    ) -> "AgreementVersion":
        """The next draft: what `like` (else the newest version) says, clause by clause and promise by promise."""
        newest = agreement.versions.order_by("-number").first()
        if newest is None:
            return self.create(agreement=agreement, number=1, by=by)
        model: AgreementVersion = like or newest
        kept = {name: getattr(model, name) for name in ("scope", "review_on", "applies_to")}
        draft: AgreementVersion = self.create(agreement=agreement, number=newest.number + 1, by=by, **kept)
        for clause in model.clauses.all():
            clause.copy_to(draft)
        for commitment in model.commitments.prefetch_related("steps"):
            commitment.copy_to(draft)
        return draft

    def with_commitment_count(self) -> "AgreementVersionQuerySet":
        return self.annotate(commitment_count=models.Count("commitments"))


@pghistory.track()
class AgreementVersion(Version):
    """One edition of an agreement: whom it covers and what it promises. Signed as it stands, then never edited."""

    class AppliesTo(models.TextChoices):
        NEW = "new", _("new leads only")
        OPEN = "open", _("new leads, and the clocks that still run")

    NOUN = "agreement"
    MOVED = (*Version.MOVED, "shadow_from", "shadow_until")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name=_("agreement")
    )
    scope = models.JSONField(_("scope"), default=dict, blank=True)
    applies_to = models.CharField(
        _("applies to"), max_length=4, choices=AppliesTo.choices, default=AppliesTo.NEW
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    shadow_from = models.DateTimeField(_("on trial from"), null=True, blank=True)
    shadow_until = models.DateTimeField(_("on trial until"), null=True, blank=True)

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

    @transaction.atomic
    def try_out(self, by: Any, at: datetime) -> Self:
        """Start the shadow period: from `at` its clocks run beside those in force, and nobody is alerted."""
        version = self._locked()
        if version.state not in BEFORE_FORCE:
            raise Refused(_("Only a version in review or signed can run on trial."))
        if version.shadow_from is None:
            version.shadow_from = at
            version.save(update_fields=["shadow_from"])
        return self._became(version)

    def end_trial(self, at: datetime) -> None:
        self.shadow_until = at if self.shadow_from else None

    def check_ready(self) -> None:
        """It promises something to leads that can be found, and hangs on no default."""
        if not self.commitments.exists():
            raise Refused(_("An agreement without a commitment can't be reviewed."))
        scoped: Any
        for scoped in (self, *self.commitments.all()):
            try:
                scoped.covers()
            except CriteriaFault as fault:
                # it would cover nobody, and nobody would notice
                raise Refused(_("“%(name)s”: %(fault)s") % {"name": scoped, "fault": fault}) from fault
        self.commitments.write_out()

    def check_reopens(self) -> None:
        """What ran on trial keeps its terms: draft the next."""
        if self.shadow_from:
            raise Refused(_("This version has run on trial. Withdraw it and write the next one."))

    def issue(self, by: Any, at: datetime) -> DocumentVersion:
        return issuing.issue(self, by, at)

    def written(self, at: datetime) -> Editions:
        return issuing.written(self, at)
