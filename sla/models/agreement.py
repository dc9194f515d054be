"""Agreements: what Marketing and Sales promise each other, in versions that both sign."""

import hashlib
import json
import logging
from datetime import date, datetime
from typing import Any

import pghistory
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, Role
from sla.criteria import Criteria, catalogues, parse
from sla.guards import Refused, publication_guards
from sla.signals import version_in_force

from .frozen import State, kept_version

log = logging.getLogger(__name__)


class Party(models.TextChoices):
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")


SIGNS_FOR = {Role.MARKETING_MANAGER: Party.MARKETING, Role.SALES_MANAGER: Party.SALES}


@pghistory.track()
class Agreement(models.Model):
    """A service-level agreement between Marketing and Sales; what it says stands in its versions."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def draft(self, by: Any) -> "AgreementVersion":
        """The version being written: a copy of the newest one that was in force, or the open draft if there is one."""
        Agreement.objects.select_for_update().get(pk=self.pk)
        if being_written := self.versions.filter(state__in=State.being_written()).first():
            return being_written
        return AgreementVersion.objects.copied(self, by)


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

    def copied(self, agreement: Agreement, by: Any) -> "AgreementVersion":
        """The next draft: what the newest version says, clause by clause and promise by promise."""
        newest = agreement.versions.order_by("-number").first()
        if newest is None:
            return self.create(agreement=agreement, number=1, by=by)
        kept = {name: getattr(newest, name) for name in ("scope", "review_on", "applies_to")}
        draft = self.create(agreement=agreement, number=newest.number + 1, by=by, **kept)
        for clause in newest.clauses.all():
            clause.copy_to(draft)
        for commitment in newest.commitments.prefetch_related("steps"):
            commitment.copy_to(draft)
        return draft

    def with_commitment_count(self) -> "AgreementVersionQuerySet":
        return self.annotate(commitment_count=models.Count("commitments"))


@pghistory.track()
class AgreementVersion(models.Model):
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
        """Everything that is promised, in a form whose hash the signatures name."""
        commitments = self.commitments.order_by("pk").prefetch_related("steps")
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

    @property
    def document_hash(self) -> str:
        text = json.dumps(self.terms(), sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _locked(self) -> "AgreementVersion":
        """The row as it is once we hold it: the agreement is locked first, so that two verbs take turns."""
        Agreement.objects.select_for_update().get(pk=self.agreement_id)
        return AgreementVersion.objects.select_related("agreement").get(pk=self.pk)

    def _became(self, version: "AgreementVersion") -> "AgreementVersion":
        for name in ("state", "in_force_from", "shadow_from", "shadow_until", "by_id"):
            setattr(self, name, getattr(version, name))
        return version

    @transaction.atomic
    def submit(self, by: Any, at: datetime) -> "AgreementVersion":
        """From draft to review: from here its terms stand still."""
        version = self._locked()
        if version.state == State.DRAFT:
            if not version.commitments.exists():
                raise Refused(_("An agreement without a commitment can't be reviewed."))
            version.state, version.by = State.IN_REVIEW, by
            version.save(update_fields=["state", "by"])
        return self._became(version)

    @transaction.atomic
    def reopen(self, by: Any, at: datetime) -> "AgreementVersion":
        """Back from review to draft, to be written differently. What ran on trial keeps its terms: draft the next."""
        version = self._locked()
        if version.state in (State.IN_REVIEW, State.SIGNED):
            if version.shadow_from:
                raise Refused(_("This version has run on trial. Withdraw it and write the next one."))
            version.signatures.all().delete()
            version.state, version.by = State.DRAFT, by
            version.save(update_fields=["state", "by"])
        return self._became(version)

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime) -> "AgreementVersion":
        """Put aside for good, its trial ended; the next draft starts from it."""
        version = self._locked()
        if version.state in (State.IN_REVIEW, State.SIGNED):
            version.state, version.by = State.WITHDRAWN, by
            version.shadow_until = at if version.shadow_from else None
            version.save(update_fields=["state", "by", "shadow_until"])
        return self._became(version)

    @transaction.atomic
    def try_out(self, by: Any, at: datetime) -> "AgreementVersion":
        """Start the shadow period: from `at` its clocks run beside those in force, and nobody is alerted."""
        version = self._locked()
        if version.state not in (State.IN_REVIEW, State.SIGNED):
            raise Refused(_("Only a version in review or signed can run on trial."))
        if version.shadow_from is None:
            version.shadow_from = at
            version.save(update_fields=["shadow_from"])
        return self._became(version)

    @transaction.atomic
    def sign(self, by: Any, at: datetime) -> "Signature":
        """The manager of one team signs; with both signatures the version is signed."""
        version = self._locked()
        party = SIGNS_FOR.get(by.role)
        if party is None:
            raise Refused(_("Only the managers of Marketing and of Sales sign."))
        if version.state not in (State.IN_REVIEW, State.SIGNED):
            raise Refused(_("Only a version in review can be signed."))
        signature, _new = version.signatures.get_or_create(
            party=party,
            defaults={
                "by": by,
                "role": by.role,
                "signed_at": at,
                "document_hash": version.document_hash,
            },
        )
        if version.state == State.IN_REVIEW and version.signatures.count() == len(Party):
            version.state = State.SIGNED
            version.save(update_fields=["state"])
        self._became(version)
        return signature

    @transaction.atomic
    def put_in_force(self, by: Any, at: datetime) -> "AgreementVersion":
        """From `at` new clocks run on this version; the one before is superseded. Quiet when it already is in force."""
        version = self._locked()
        if version.state == State.IN_FORCE:
            return self._became(version)
        if version.state != State.SIGNED:
            raise Refused(_("Both teams must sign this version first."))
        if version.planned_on and at < Organisation.current().start_of(version.planned_on):
            day = date_format(version.planned_on)
            raise Refused(_("Both teams signed that it counts from %(day)s.") % {"day": day})
        publication_guards.ask(version, by, at)
        in_force = AgreementVersion.objects.filter(agreement=version.agreement_id, state=State.IN_FORCE)
        in_force.update(state=State.SUPERSEDED, in_force_until=at)
        version.state, version.in_force_from, version.by = State.IN_FORCE, at, by
        version.shadow_until = at if version.shadow_from else None
        version.save(update_fields=["state", "in_force_from", "by", "shadow_until"])
        version_in_force.send(sender=AgreementVersion, version=version, at=at)
        return self._became(version)


class Signature(models.Model):
    """One team's word under one version: who gave it, when, and the hash of exactly what was signed."""

    version = models.ForeignKey(
        AgreementVersion,
        models.PROTECT,
        related_name="signatures",
        verbose_name=_("version"),
    )
    party = models.CharField(_("for"), max_length=10, choices=Party.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("signed by"),
    )
    role = models.CharField(_("role"), max_length=20)
    signed_at = models.DateTimeField(_("signed"))
    document_hash = models.CharField(_("hash of the document"), max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="a_team_signs_a_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by} ({self.get_party_display()})"
