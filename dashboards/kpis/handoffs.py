"""What Sales answered to what Marketing handed over, by the day of the handoff and the last answer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards.asking import Asked, Window
from dashboards.models import HandoffDay, HandoffTotal, PlacedHandoff
from leads.models import Handoff

from .additive import Additive, Count, Part, Rate

DECIDED = ("accepted", "rejected", "recycled")


class OfHandoffs(Additive):
    cohort = _("day of the handoff")
    owner = "sales"
    sources: ClassVar[Sequence[str]] = ("leads.Handoff", "leads.Offer", "leads.Verdict")
    lead_path = "handoff__lead"
    own_cuts = ("reason",)

    def cells(self, asked: Asked) -> Any:
        return HandoffDay.objects.opened(asked.window.since, asked.window.until)

    def totals(self, window: Window) -> Any:
        return HandoffTotal.objects.opened(window.since, window.until)

    def placements(self, asked: Asked) -> Any:
        return PlacedHandoff.objects.opened(asked.window.since, asked.window.until)

    def subjects(self, asked: Asked) -> QuerySet[Any]:
        return Handoff.objects.visible_to(asked.user)


ANSWERED = {
    "accepted": Part(_("accepted"), ("accepted",), Q(state="accepted")),
    "rejected": Part(_("rejected"), ("rejected",), Q(state="rejected")),
    "recycled": Part(_("recycled"), ("recycled",), Q(state="recycled")),
    "decided": Part(_("decided"), DECIDED, Q(state__in=DECIDED)),
    "pending": Part(
        _("waiting, returned or expired"), ("pending", "returned", "expired"), ~Q(state__in=DECIDED)
    ),
    "delivered": Part(_("delivered"), ("delivered",), Q()),
}


class LeadAcceptanceRate(Rate, OfHandoffs):
    key = "lead_acceptance_rate"
    cadence = "monthly"
    owner = "both"
    name = _("Lead acceptance")
    definition = _(
        "Handoffs that Sales accepted, of those it decided (accepted, rejected or recycled), by the day of the handoff "
        "and the last answer. What still waits is left out here and shown beside it."
    )
    formula = _("accepted / decided")
    counted = ANSWERED
    numerator, denominator, main_part = "accepted", "decided", "decided"


class Rejections(Count, OfHandoffs):
    """Not a number of its own: the rejected alone, so that tables of reasons read no other handoff."""

    key = LeadAcceptanceRate.key
    counted = {"rejected": ANSWERED["rejected"]}
    main_part = "rejected"

    def placements(self, asked: Asked) -> Any:
        return super().placements(asked).filter(ANSWERED["rejected"].condition)


class AcceptanceOfDelivered(Rate, OfHandoffs):
    key = "lead_acceptance_of_delivered"
    name = _("Acceptance of what was delivered")
    definition = _("Handoffs that Sales accepted, of all that were delivered; silence counts against it.")
    formula = _("accepted / delivered")
    counted = ANSWERED
    numerator, denominator, main_part = "accepted", "delivered", "delivered"


class UntouchedShare(Rate, OfHandoffs):
    key = "untouched_share"
    name = _("Never contacted")
    definition = _(
        "Handoffs that no person has contacted yet, of all that were delivered. An automated mail is no contact."
    )
    formula = _("without a human touch / delivered")
    better = "down"
    sources = ("leads.Handoff", "leads.Event")
    counted = {
        "untouched": Part(_("never contacted"), ("untouched",), Q(is_touched=False)),
        "touched": Part(_("contacted"), ("touched",), Q(is_touched=True)),
        "delivered": Part(_("delivered"), ("delivered",), Q()),
    }
    numerator, denominator, main_part = "untouched", "delivered", "delivered"


class HandoffCompleteness(Rate, OfHandoffs):
    key = "handoff_completeness"
    name = _("Complete handoffs")
    definition = _("Handoffs that came with everything on the checklist, of all that were delivered.")
    formula = _("complete / delivered")
    owner = "marketing"
    counted = {
        "complete": Part(_("complete"), ("complete",), Q(is_complete=True)),
        "delivered": Part(_("delivered"), ("delivered",), Q()),
    }
    numerator, denominator, main_part = "complete", "delivered", "delivered"


class DisputeRate(Rate, OfHandoffs):
    key = "dispute_rate"
    name = _("Disputed rejections")
    definition = _(
        "Handoffs of which Marketing disputed a rejection, of all that Sales rejected at least once, by the day of the "
        "handoff. A rejection that was taken back at once is none."
    )
    formula = _("disputed / ever rejected")
    better = "down"
    cadence = "monthly"
    owner = "both"
    sources = ("leads.Verdict", "leads.Dispute", "leads.Ruling")
    counted = {
        "disputed": Part(pgettext_lazy("handoffs", "disputed"), ("disputed",), Q(is_disputed=True)),
        "overturned": Part(_("overturned"), ("overturned",), Q(is_overturned=True)),
        "ever_rejected": Part(_("ever rejected"), ("ever_rejected",), Q(was_rejected=True)),
    }
    numerator, denominator, main_part = "disputed", "ever_rejected", "ever_rejected"


ANSWERS = ("accepted", "rejected", "returned", "recycled")


class Adoption(Rate, OfHandoffs):
    key = "adoption"
    name = _("Answered in the product")
    definition = _(
        "Handoffs whose last answer a person gave here, of all that were answered, by the day of the handoff. What a CRM "
        "or a rule answered counts against it; what still waits or expired is left out."
    )
    formula = _("answered here / answered")
    cadence = "monthly"
    owner = "revops"
    counted = {
        "in_product": Part(_("answered here"), ("in_product",), Q(is_in_product=True)),
        "answered": Part(pgettext_lazy("handoffs", "answered"), ANSWERS, Q(state__in=ANSWERS)),
    }
    numerator, denominator, main_part = "in_product", "answered", "answered"
