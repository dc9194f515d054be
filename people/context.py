"""What every page's frame needs to know; lazy, so that a fragment asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.models import Organisation
from people.navigation import sections_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The rail, the company and how the reader wants to see them: at most one query beyond the page's own."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        "nav": SimpleLazyObject(lambda: sections_for(user, request.path) if is_known else []),
        "organisation": getattr(request, "organisation", None) or SimpleLazyObject(Organisation.current),
        "theme": getattr(user, "theme", "auto"),
        "rail": "folded" if request.COOKIES.get("rail") == "folded" else "open",
    }
