"""The words of notices about feedback, made when they are read, in the reader's language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leads.models import Feedback, Lead
from leads.models.feedback import REPLIED, URGENT
from people.notices import Kind, Params, register


def enrich(params: Sequence[Params]) -> Sequence[Params]:
    """Each with its lead's number and company, in one query; the person isn't named in what leaves the house."""
    names = dict(
        Lead.objects.filter(pk__in={one["lead"] for one in params}).values_list("pk", "company_name")
    )
    return [one | {"subject": _subject(one["lead"], names.get(one["lead"], ""))} for one in params]


def _subject(number: int, company: str) -> str:
    said = {"number": number, "company": company}
    return _("lead %(number)s (%(company)s)") % said if company else _("lead %(number)s") % said


def urgent(params: Params) -> str:
    return _("Sales needs Marketing now: %(subject)s") % params


def urgent_body(params: Params) -> str:
    return _("Read what Sales says and reply in the thread; everybody who spoke there hears of it.")


def replied(params: Params) -> str:
    return _("A reply about %(subject)s") % params


def urgencies(count: int) -> str:
    return ngettext(
        "Sales needs Marketing for %(count)s lead", "Sales needs Marketing for %(count)s leads", count
    ) % {"count": count}


def waiting() -> str:
    return f"{reverse('leads:feedback-list')}?state=waiting"


def still_waits(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """What was answered before its mail left isn't sent."""
    ids = [one["feedback"] for one in params]
    open_still = set(Feedback.objects.waiting().filter(pk__in=ids).values_list("pk", flat=True))
    return [pk in open_still for pk in ids]


def register_kinds() -> None:
    register(
        Kind(
            URGENT,
            gettext_lazy("Sales needs Marketing now"),
            urgent,
            urgent_body,
            enrich,
            still_waits,
            together=urgencies,
            together_at=waiting,
        )
    )
    register(Kind(REPLIED, gettext_lazy("A reply to feedback"), replied, enrich=enrich))
