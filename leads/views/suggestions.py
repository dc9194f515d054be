"""What would have kept a reason's leads out, what it would have cost, and trying it as a draft."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leads.feedback import findings
from leads.feedback.drafting import held, try_out
from leads.feedback.reading import DIMENSIONS
from leads.feedback.weighing import Trouble, Weighed, weigh
from leads.forms.feedback import asked_of, criterion
from leads.models import RejectionReason
from leads.models.narrowing import BLANK
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role, User
from people.moment import now
from sla.criteria import CriteriaFault
from sla.guards import Refused

from .rejections import menus, rows_url

WEIGHERS = (Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER, Role.SALES_MANAGER)
DRAFTERS = (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER)


def trouble_of(query: QueryDict, user: User, at: Any) -> Trouble | None:
    """The reason, and the group it stands out in, if one is named; None without a reason."""
    asked = asked_of(query, user, at)
    if not asked.reason:
        return None
    dimension = query.get("in", "")
    if dimension not in DIMENSIONS:
        return Trouble(asked.scope, asked.reason)
    value = query.get("value", "")
    written = "" if value == BLANK or "\x00" in value else value[:1000]
    return Trouble(asked.scope, asked.reason, dimension, written)


@require_safe
@for_roles(*WEIGHERS)
def suggest(request: SignedInRequest) -> HttpResponse:
    at = now()
    trouble = trouble_of(request.GET, request.user, at)
    if trouble is None:
        raise Http404
    weighed = weigh(trouble, at)
    context = {
        "reason": RejectionReason.objects.get(pk=trouble.reason),
        "trouble": trouble,
        "where": f"{findings.DIMENSION_WORDS[trouble.dimension]} {findings.value_words(trouble.value)}"
        if trouble.dimension
        else "",
        "unwanted": trouble.scope.answers().filter(trouble.unwanted).count(),
        "unwanted_url": _rows(request, trouble, reason=trouble.reason, **trouble.rows_values),
        "rows": [_row(request, trouble, one) for one in weighed],
        "may_draft": request.user.role in DRAFTERS,
        "held": held() if request.user.role in DRAFTERS else None,
        "carried": [(name, value) for name, value in request.GET.items() if name != "page"],
        **menus(request, asked_of(request.GET, request.user, at)),
    }
    return render(request, "leads/suggestion.html", context)


def _rows(request: SignedInRequest, trouble: Trouble, **cut: Any) -> str:
    asked = asked_of(request.GET, request.user, now())
    where: dict[str, Any] = {name: value or BLANK for name, value in cut.items()}
    return rows_url(asked, **where)


def _row(request: SignedInRequest, trouble: Trouble, one: Weighed) -> dict[str, Any]:
    tree = json.dumps(one.tree, ensure_ascii=False)
    return {
        "weighed": one,
        "tree": tree,
        "unwanted_url": _rows(request, trouble, kept_out=tree, reason=trouble.reason, **trouble.rows_values),
        "good_url": _rows(request, trouble, kept_out=tree, which="accepted"),
        "won_url": _rows(request, trouble, kept_out=tree, which="won"),
    }


@require_POST
@for_roles(*DRAFTERS)
def create(request: SignedInRequest) -> HttpResponse:
    """Into the draft of the definition; what can't be tried is said on the page it came from."""
    at = now()
    trouble = trouble_of(request.POST, request.user, at)
    tree = criterion(request.POST.get("criterion", ""), request.user)
    if trouble is None or tree is None:
        messages.error(request, _("Choose a reason and a criterion first."))
        return redirect("leads:feedback")
    try:
        remedy = try_out(trouble, tree, by=request.user, at=at)
    except (Refused, CriteriaFault) as refused:
        messages.error(request, str(refused))
        kept = {
            name: value
            for name, value in request.POST.items()
            if name in ("reason", "in", "value", "from", "to")
        }
        return redirect(f"{reverse('leads:suggestion')}?{urlencode(kept)}")
    messages.success(
        request, _("The draft of the definition asks this too. Nothing changes until both teams sign it.")
    )
    return redirect(remedy.version)
