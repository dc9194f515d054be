"""What every page's frame needs to know; lazy, so that a fragment asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.models import Organisation, User
from people.navigation import sections_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The rail, the company and how the reader wants to see them: at most one query beyond the page's own."""
    user = getattr(request, "user", None)
    reader: User | None = user if user is not None and user.is_authenticated else None
    return {
        "nav": SimpleLazyObject(lambda: sections_for(reader, request.path) if reader else []),
        "organisation": getattr(request, "organisation", None) or SimpleLazyObject(Organisation.current),
        "theme": getattr(user, "theme", "auto"),
        "rail": "folded" if request.COOKIES.get("rail") == "folded" else "open",
    }
