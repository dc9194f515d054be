"""Forgetting a person: the row is blocked first, so that nobody works with it, then everything personal is destroyed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leads.signals import leads_changed, persons_erased
from people import personal
from people.models import Erasure, IdempotencyKey, Tombstone
from sla.models import Clock, ClockMark

from .facts import Event, LeadChange, StageChange
from .feedback import FeedbackReply
from .identity import ExternalId
from .importing.faulty import ImportFault
from .lead import Lead
from .loop.dispute import Dispute, Ruling
from .loop.offer import Offer
from .loop.recycling import Recycling
from .loop.reply import Reply
from .loop.verdict import Verdict
from .opportunity import Opportunity, OpportunityChange
from .predicting.predicted import LeadPrediction
from .scoring.score import LeadScore

SUBJECT = "lead"
ORPHANS = ("company_name", "company_domain")


class Blocking(models.Model):
    """Somebody asked to be forgotten and this lead is shut away for it: who decided, when and why."""

    lead = models.OneToOneField(Lead, models.PROTECT, related_name="blocking", verbose_name=_("lead"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("blocked"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("blocking")
        verbose_name_plural = _("blockings")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.lead_id}"


def family(lead: Lead) -> list[int]:
    """The lead and those that were merged into it: one person."""
    return [lead.pk, *Lead.objects.filter(merged_into=lead).values_list("pk", flat=True)]


@transaction.atomic
def block(lead: Lead, by: Any, at: datetime, reason: str) -> None:
    """Out of sight of every role, and nothing runs or warns for it any more. The first decision stands."""
    ids = family(lead)
    Lead.objects.select_for_update().filter(pk__in=ids, blocked_at=None).update(blocked_at=at)
    Blocking.objects.bulk_create(
        [Blocking(lead_id=pk, by=by, at=at, reason=reason) for pk in ids], ignore_conflicts=True
    )
    running = Clock.objects.running().filter(handoff_link__handoff__lead__in=ids)
    Clock.objects.mark(
        [ClockMark(clock.pk, "cancel", at, cause="blocked", origin_key="blocked") for clock in running], at
    )
    LeadPrediction.objects.filter(lead__in=ids).delete()
    for offer in Offer.objects.open().filter(handoff__lead__in=ids):
        offer.decide(Verdict.Kind.EXPIRED, by=by, at=at)
    leads_changed.send(sender=Lead, ids=ids, at=at)


@transaction.atomic
def destroy(lead: Lead, by: Any, at: datetime, reason: str) -> None:
    """Blank every personal column and leave an anonymous row, so that counts and lists still agree. Quiet when done twice."""
    ids = family(lead)
    leads = Lead.objects.select_for_update().filter(pk__in=ids, erased_at=None)
    known = list(leads.values("email_key", "phone"))
    if not known:
        return
    emails, phones = ({row[name] for row in known} - {""} for name in ("email_key", "phone"))
    names = list(ExternalId.objects.filter(lead__in=ids).values_list("system", "external_id"))
    _bury(emails, phones, names)
    _blank(ids)
    _blank_mentions({*emails, *phones, *(name for _system, name in names if len(name) >= 6)})
    Lead.objects.filter(pk__in=ids).update(
        erased_at=at, blocked_at=None, search=None, company=None, **dict.fromkeys(ORPHANS, "")
    )
    LeadScore.objects.settle(ids, at)
    Erasure.objects.record(SUBJECT, ids, reason, by, at)
    persons_erased.send(sender=Lead, ids=ids, emails=emails, phones=phones, external_ids=names, at=at)
    leads_changed.send(sender=Lead, ids=ids, at=at)


def _bury(emails: set[str], phones: set[str], names: list[tuple[str, str]]) -> None:
    """Whoever sends this person again is not heard."""
    stones = {"email": personal.marks("email", emails), "phone": personal.marks("phone", phones)}
    stones["external_id"] = personal.marks("external_id", {f"{system}:{name}" for system, name in names})
    Tombstone.objects.bury(stones)


def _blank(ids: list[int]) -> None:
    deals = list(Opportunity.objects.filter(lead__in=ids).values_list("pk", flat=True))
    for rows in (
        Lead.objects.filter(pk__in=ids),
        LeadChange.objects.filter(lead__in=ids),
        Event.objects.filter(lead__in=ids),
        StageChange.objects.filter(lead__in=ids),
        ExternalId.objects.filter(lead__in=ids),
        ExternalId.objects.filter(opportunity__in=deals),
        Opportunity.objects.filter(pk__in=deals),
        OpportunityChange.objects.filter(opportunity__in=deals),
        Verdict.objects.filter(offer__handoff__lead__in=ids),
        Recycling.objects.filter(handoff__lead__in=ids),
        Reply.objects.filter(verdict__offer__handoff__lead__in=ids),
        Dispute.objects.filter(verdict__offer__handoff__lead__in=ids),
        Ruling.objects.filter(dispute__verdict__offer__handoff__lead__in=ids),
        FeedbackReply.objects.filter(lead__in=ids),
    ):
        personal.blank(rows)


def _blank_mentions(words: Iterable[str]) -> None:
    """Rows in error that were kept for correction, and answers of the API kept for repetition, that name the person."""
    for word in words:
        personal.blank(
            ImportFault.objects.filter(models.Q(cells__icontains=word) | models.Q(faults__icontains=word))
        )
        personal.blank(IdempotencyKey.objects.filter(response__icontains=word))
