"""Home by role, the palette's answers and the page that shows every piece."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from people import home as board
from people.asking import SignedInRequest
from people.moment import now
from people.palette import answers

DISMISSED = "checklist"
A_YEAR = 365 * 24 * 3600


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What this person has to look at now."""
    wants_steps = request.user.is_revops and DISMISSED not in request.COOKIES
    steps = board.checklist() if wants_steps else None
    context = {
        "bands": board.bands(board.cards_for(request.user, now())),
        "checklist": None if steps and steps.is_complete else steps,
    }
    return render(request, "people/home.html", context)


@require_POST
def dismiss_checklist(request: SignedInRequest) -> HttpResponse:
    """The first steps stay away on this device."""
    answer = redirect("home")
    answer.set_cookie(DISMISSED, "dismissed", max_age=A_YEAR, samesite="Lax", httponly=True)
    return answer


@require_GET
def palette(request: SignedInRequest) -> HttpResponse:
    """Pages, actions and records that match what was typed."""
    text = request.GET.get("q", "").strip()[:80]
    return render(request, "_palette.html", {"groups": answers(request.user, text), "text": text})
