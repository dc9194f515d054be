"""What people are told about the handoff loop, in words made when they are read, in the reader's language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.notices import Kind, Params, register

from .models import Lead, Proposal
from .models.proposal import PROPOSED


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
