"""Proposals: a lead meets what both teams call disqualified, and a person decides whether it goes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leads.handing import MARKETING, REVOPS, SALES, State, TooLate, Unproved, Verb
from leads.signals import leads_changed
from leads.stages import ACCEPTED, CAPTURED, DISQUALIFIED, HANDED_OFF, MQL, RECYCLED, REJECTED, SQL
from people.models import Notification, Role, User
from people.notices import Notice
from sla.criteria import catalogues, parse
from sla.models import DefinitionVersion

from ..facts import StageChange
from ..lead import Lead
from .reason import RejectionReason
from .recycling import Recycling
from .stamping import stamp

PROPOSED = "disqualification_proposed"
WITH_MARKETING = (CAPTURED, MQL, RECYCLED)
WITH_SALES = (HANDED_OFF, ACCEPTED, SQL)
GONE = (REJECTED, DISQUALIFIED)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(outcome="")

    def visible_to(self, user: User) -> Self:
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def asked_of(self, user: User) -> Self:
        """Those that this person decides: Sales about its own leads, Marketing and RevOps about those nobody has got."""
        stages = WITH_SALES if user.role in SALES else WITH_MARKETING
        if user.role not in SALES | MARKETING | REVOPS:
            return self.none()
        return self.waiting().visible_to(user).filter(lead__stage__in=stages)

    def for_list(self) -> Self:
        return self.select_related("lead__owner", "lead__team", "definition_version__definition")

    @transaction.atomic
    def follow(self, ids: Iterable[int], at: datetime) -> list[int]:
        """Bring what is proposed of these leads in line with what is known: close what is settled or holds no more,
        propose what holds now and wasn't proposed by this version in this cycle. Returns the leads newly proposed."""
        leads = list(ids)
        self.close(leads, at)
        version = DefinitionVersion.objects.in_force(DISQUALIFIED, at)
        if version is None:
            return []
        holding = Lead.objects.filter(_condition(version, at)).filter(pk__in=leads)
        gone = self.waiting().filter(lead__in=leads).exclude(lead__in=holding.values("pk"))
        gone.update(outcome=Proposal.Outcome.LAPSED, decided_at=at)
        said = Proposal.objects.filter(
            Q(outcome="") | Q(definition_version=version), lead=OuterRef("pk"), cycle=OuterRef("cycle")
        )
        fresh = holding.standing().filter(~Exists(said), stage__in=(*WITH_MARKETING, *WITH_SALES))
        found = list(fresh.only("cycle", "stage", "owner", "team").order_by("pk"))
        Proposal.objects.bulk_create(
            (
                Proposal(lead=lead, cycle=lead.cycle, definition_version=version, proposed_at=at)
                for lead in found
            ),
            ignore_conflicts=True,
        )
        _tell(found, version, at)
        return [lead.pk for lead in found]

    def close(self, ids: Sequence[int], at: datetime) -> None:
        """What was decided in another way is asked no more: the lead went, or its way ended, or a new cycle began."""
        waiting = self.waiting().filter(lead__in=ids)
        waiting.filter(lead__stage__in=GONE, lead__cycle=F("cycle")).update(
            outcome=Proposal.Outcome.TAKEN, decided_at=at
        )
        still = Q(lead__stage__in=(*WITH_MARKETING, *WITH_SALES), lead__cycle=F("cycle"))
        waiting.exclude(still).update(outcome=Proposal.Outcome.LAPSED, decided_at=at)


class Proposal(models.Model):
    """The definition of a disqualified lead held for a lead: nothing happens to it until a person says so."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Disqualified")
        KEPT = "kept", _("Kept")
        LAPSED = "lapsed", _("Lapsed")

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="proposals", verbose_name=_("lead"))
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    definition_version = models.ForeignKey(
        "sla.DefinitionVersion", models.PROTECT, related_name="+", verbose_name=_("definition")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    if TYPE_CHECKING:
        lead_id: int

    class Meta:
        verbose_name = _("proposal to disqualify")
        verbose_name_plural = _("proposals to disqualify")
        constraints = [
            # who decided to keep a lead isn't asked again by the same words
            models.UniqueConstraint(
                fields=["lead", "cycle", "definition_version"], name="a_meaning_proposes_once"
            ),
            models.UniqueConstraint(
                fields=["lead"], condition=Q(outcome=""), name="one_proposal_of_a_lead_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.definition_version}"

    def take(
        self, by: User, at: datetime, reason: RejectionReason | None = None, note: str = ""
    ) -> "Proposal":
        """It goes: Sales rejects what waits and disqualifies what it accepted, each with a reason; what nobody has got
        is disqualified by Marketing. The first decision stands. TooLate where the lead stands elsewhere by now."""
        self.refresh_from_db()
        if not self.outcome:
            self._take(by, at, reason, note)
            self._decided(self.Outcome.TAKEN, by, at)
        return self

    def keep(self, by: User, at: datetime) -> "Proposal":
        """The lead stays, and this version doesn't ask again in this cycle. The first decision stands."""
        Proposal.objects.waiting().filter(pk=self.pk).update(outcome=self.Outcome.KEPT, by=by, decided_at=at)
        self.refresh_from_db()
        return self

    @transaction.atomic
    def _take(self, by: User, at: datetime, reason: RejectionReason | None, note: str) -> Any:
        handoff = self.handoff
        if handoff is None or handoff.state is State.RECYCLED:
            # it would come back else; held before the lead, as its coming back holds them
            Recycling.objects.filter(handoff__lead=self.lead_id).cancel(at)
            lead = Lead.objects.select_for_update(of=("self",)).get(pk=self.lead_id)
            return self._disqualify(lead, by, at)
        if handoff.state is State.WAITING:
            if reason is None:
                raise Unproved("reason")
            return handoff.reject(by, at, reason, note)
        return handoff.dispose(Verb.DISQUALIFY, by, at, reason)

    @property
    def handoff(self) -> Any:
        """How Sales got the lead in this cycle; None while nobody has."""
        lead: Any = self.lead
        return lead.handoffs.filter(cycle=self.cycle).first()

    def _disqualify(self, lead: Lead, by: User, at: datetime) -> None:
        if lead.stage not in WITH_MARKETING:
            raise TooLate(State.WAITING)
        StageChange.objects.create(
            lead=lead,
            stage=DISQUALIFIED,
            cycle=lead.cycle,
            definition_version=stamp(DISQUALIFIED, lead.pk, lead.cycle, at),
            occurred_at=at,
            recorded_at=at,
            origin="app",
            origin_key=f"proposal:{self.pk}",
            by=by,
            cause=f"definition:{self.definition_version_id}",
        )
        Lead.objects.refold([lead.pk])
        leads_changed.send(sender=Lead, ids=[lead.pk], at=at)

    def _decided(self, outcome: str, by: User, at: datetime) -> None:
        """Who said so, also where the lead's own way has closed it a moment before."""
        mine = Proposal.objects.filter(pk=self.pk, by=None).filter(Q(outcome="") | Q(decided_at=at))
        mine.update(outcome=outcome, by=by, decided_at=at)
        self.refresh_from_db()


def _condition(version: DefinitionVersion, at: datetime) -> Any:
    return parse(version.criteria, catalogues["lead in its cycle"]).condition(at)


def _tell(leads: Sequence[Lead], version: DefinitionVersion, at: datetime) -> None:
    """Who has the lead is asked; of leads that nobody has got, Marketing's managers."""
    nobodys = [lead for lead in leads if lead.stage in WITH_MARKETING]
    managers = list(
        User.objects.with_role(Role.MARKETING_MANAGER).values_list("pk", flat=True) if nobodys else ()
    )
    asked = [(reader, lead) for lead in nobodys for reader in managers]
    asked += [(lead.owner_id, lead) for lead in leads if lead.owner_id and lead.stage in WITH_SALES]
    Notification.objects.announce(
        [
            Notice(
                reader,
                PROPOSED,
                f"{lead.pk}:{lead.cycle}:{version.pk}",
                {"lead": lead.pk},
                reverse("leads:lead-detail", args=[lead.pk]),
            )
            for reader, lead in asked
        ],
        at,
    )
