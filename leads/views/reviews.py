"""The monthly review of rejections: read as it would be, and issued."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from documents.rendering import html
from documents.rendering.paper import Paper
from leads import review_document
from leads.feedback import reviewing
from leads.forms.feedback import ReviewForm, day
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation, Role
from people.moment import now
from people.templatetags.formats import exact
from people.templatetags.formats import month as month_words

REVIEWERS = (
    Role.REVOPS,
    Role.MARKETING,
    Role.MARKETING_MANAGER,
    Role.SALES_MANAGER,
    Role.EXECUTIVE,
    Role.FACILITATOR,
)
ISSUERS = (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER)
MONTHS = 12


@require_safe
@for_roles(*REVIEWERS)
def review(request: SignedInRequest) -> HttpResponse:
    at = now()
    first = month_of(request.GET, at)
    month = f"{first:%Y-%m}"
    form = ReviewForm(initial={"month": month}, month=month)
    return _page(request, first, at, form)


@require_POST
@for_roles(*ISSUERS)
def create(request: SignedInRequest) -> HttpResponse:
    at = now()
    first = month_of(request.POST, at)
    form = ReviewForm(request.POST, month=f"{first:%Y-%m}")
    if not form.is_valid():
        return _page(request, first, at, form, status=422)
    read = reviewing.read(first, at, form.cleaned_data["actions"])
    version = reviewing.issue(read, by=request.user, at=at)
    messages.success(request, _("The review is issued, in both languages."))
    return redirect(version.get_absolute_url())


def month_of(query: QueryDict, at: datetime) -> date:
    """The month that is named, else the last whole one; none that hasn't begun."""
    today = at.astimezone(Organisation.current().zone).date()
    asked = day(f"{query.get('month', '')}-01")
    if asked and asked <= today:
        return asked
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def months(at: datetime, chosen: date) -> list[dict[str, Any]]:
    """This month and those before it, the newest first."""
    first = at.astimezone(Organisation.current().zone).date().replace(day=1)
    listed = []
    for _place in range(MONTHS + 1):
        listed.append({"value": f"{first:%Y-%m}", "label": month_words(first), "is_on": first == chosen})
        first = (first - timedelta(days=1)).replace(day=1)
    return listed


def _page(
    request: SignedInRequest, first: date, at: datetime, form: ReviewForm, status: int = 200
) -> HttpResponse:
    read = reviewing.read(first, at)
    language = "es" if (get_language() or "").startswith("es") else "en"
    paper = Paper(
        title=review_document.titles(first)[language],
        language=language,
        blocks=review_document.editions(read)[language],
        edition=_("draft"),
        issued=str(exact(at)),
        issued_at=at,
        company=read.company,
    )
    issued = (
        Document.objects.visible_to(request.user).filter(kind=reviewing.KIND, key=f"{first:%Y-%m}").first()
    )
    context = {
        "sheet": html.render(paper),
        "months": months(at, first),
        "month": first,
        "form": form if request.user.role in ISSUERS else None,
        "issued": issued,
    }
    return render(request, "leads/review.html", context, status=status)
