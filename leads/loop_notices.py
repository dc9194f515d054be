"""What people are told about the handoff loop, in words made when they are read, in the reader's language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.notices import Kind, Params, register

from .handing import State
from .models import Dispute, Handoff, Lead, Proposal
from .models.loop.announcing import ANSWERED, DISPUTED, RETURNED, RULED
from .models.loop.proposal import PROPOSED


def with_leads(params: Sequence[Params]) -> Sequence[Params]:
    """Each with its lead's number and company, in one query; the person isn't named in what leaves the house."""
    found = Lead.objects.filter(pk__in={one["lead"] for one in params}, blocked_at=None)
    names = dict(found.values_list("pk", "company_name"))
    return [one | {"subject": _subject(one["lead"], names.get(one["lead"], ""))} for one in params]


def _subject(number: int, company: str) -> str:
    said = {"number": number, "company": company}
    return _("lead %(number)s (%(company)s)") % said if company else _("lead %(number)s") % said


def _still_proposed(_users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """What was decided before its mail left isn't sent."""
    waiting = Proposal.objects.waiting().filter(lead__in=[one["lead"] for one in params])
    open_still = set(waiting.values_list("lead", flat=True))
    return [one["lead"] in open_still for one in params]


def _still_returned(_users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """Answered or taken back before the mail left, it isn't sent."""
    asked = Handoff.objects.in_state(State.RETURNED).filter(pk__in=[one["handoff"] for one in params])
    open_still = set(asked.filter(lead__blocked_at=None).values_list("pk", flat=True))
    return [one["handoff"] in open_still for one in params]


def _still_disputed(_users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    waiting = Dispute.objects.waiting().filter(verdict__in=[one["verdict"] for one in params])
    open_still = set(waiting.values_list("verdict", flat=True))
    return [one["verdict"] in open_still for one in params]


def _known(_users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """Of a person who is to be forgotten nothing more is said."""
    found = Lead.objects.filter(pk__in=[one["lead"] for one in params], blocked_at=None)
    known = set(found.values_list("pk", flat=True))
    return [one["lead"] in known for one in params]


def _ruled(params: Params) -> str:
    outcomes = {
        "upheld": _("RevOps upheld the rejection of %(subject)s"),
        "overturned": _("RevOps overturned the rejection of %(subject)s: it waits for Sales again"),
    }
    return outcomes[params["outcome"]] % params


def _returns(count: int) -> str:
    return ngettext("%(count)s lead returned for data", "%(count)s leads returned for data", count) % {
        "count": count
    }


def _proposals(count: int) -> str:
    words = ngettext(
        "%(count)s lead to disqualify or to keep", "%(count)s leads to disqualify or to keep", count
    )
    return words % {"count": count}


def register_kinds() -> None:
    register(
        Kind(
            PROPOSED,
            gettext_lazy("A lead meets what is called disqualified"),
            lambda params: _("Disqualify or keep: %(subject)s") % params,
            enrich=with_leads,
            is_due=_still_proposed,
            together=_proposals,
            together_at=lambda: reverse("leads:proposal-list"),
        )
    )
    register(
        Kind(
            RETURNED,
            gettext_lazy("Sales returns a lead for data"),
            lambda params: _("Sales asks for data: %(subject)s") % params,
            enrich=with_leads,
            is_due=_still_returned,
            together=_returns,
            together_at=lambda: reverse("handoffs:came-back"),
        )
    )
    _register_answers()


def _register_answers() -> None:
    register(
        Kind(
            ANSWERED,
            gettext_lazy("Marketing answers a return"),
            lambda params: _("Marketing answered about %(subject)s: it is with you again") % params,
            enrich=with_leads,
            is_due=_known,
        )
    )
    register(
        Kind(
            DISPUTED,
            gettext_lazy("A rejection is disputed"),
            lambda params: _("Marketing disputes the rejection of %(subject)s") % params,
            lambda params: _("RevOps reads both sides and rules."),
            enrich=with_leads,
            is_due=_still_disputed,
        )
    )
    register(Kind(RULED, gettext_lazy("A dispute is ruled on"), _ruled, enrich=with_leads, is_due=_known))
